//! The days on which a source listed a destination.

use super::super::Place;
use super::super::fault::Fault;
use super::super::fields::At;
use super::super::items::{Destination, Row};
use super::super::schema::{Condition, Date, Source};
use super::Checker;

impl Checker<'_> {
    pub fn dates(&mut self) {
        let items = self.items;
        let Some(dates) = &items.dates else {
            let place = Place { file: "catalog".to_owned(), line: 1 };
            return self.mistake(&place, "file", Fault::MissingDates);
        };
        let in_order = [dates.first, dates.article, dates.as_of];
        if !in_order.iter().flatten().is_sorted() {
            self.mistake(&dates.place, "file", Fault::DatesInDisorder);
        }
    }

    pub fn days(&mut self, row: &Row, destination: &Destination) {
        match self.source(row) {
            Some(Source::Learn) => self.history(row, destination),
            Some(Source::AzureCnZh) => self.no_history(destination),
            None => {}
        }
        if let (Some(since), Some(until)) = (&destination.since, &destination.until)
            && since.value > until.value
        {
            self.mistake(&until.place, &destination.name, Fault::UntilBeforeSince);
        }
    }

    fn history(&mut self, row: &Row, destination: &Destination) {
        let name = &destination.name;
        if row.table.is_some() && !destination.has_since {
            self.mistake(&destination.id.place, name, Fault::MissingSince);
        }
        self.inside_history("since", row, destination.since.as_ref(), name);
        self.inside_history("until", row, destination.until.as_ref(), name);
        self.alternative(row, destination);
        self.absences(destination);
    }

    /// The article lists nothing anew after its last change; a reading may know more.
    fn inside_history(&mut self, key: &'static str, row: &Row, day: Option<&At<Date>>, name: &str) {
        let items = self.items;
        let Some(dates) = &items.dates else { return };
        let last = if row.table.is_some() { dates.article } else { dates.as_of };
        if let (Some(day), Some(first), Some(last)) = (day, dates.first, last)
            && !(first..=last).contains(&day.value)
        {
            let [shown, first, last] = [day.value, first, last].map(|day| day.to_string());
            self.mistake(&day.place, name, Fault::OutsideHistory(key, shown, first, last));
        }
    }

    /// Only Azure Monitor has two ways between which a profile chooses.
    fn alternative(&mut self, row: &Row, destination: &Destination) {
        let name = &destination.name;
        let day = destination.alternative_until.as_ref();
        self.inside_history("alternative_until", row, day, name);
        let by_tag = |condition: &At<Condition>| condition.value == Condition::MonitorByServiceTag;
        if let Some(day) = day.filter(|_| !row.when.iter().any(by_tag)) {
            self.mistake(&day.place, name, Fault::AlternativeOfOther);
        }
    }

    fn absences(&mut self, destination: &Destination) {
        let name = &destination.name;
        let since = destination.since.as_ref().map(|day| day.value);
        let until = destination.until.as_ref().map(|day| day.value);
        let last = until.or(self.items.dates.as_ref().and_then(|dates| dates.article));
        let mut before = None;
        for At { value: (from, to), place } in &destination.absent {
            let period = format!("{from}..{to}");
            if since.is_some_and(|since| *from <= since) || last.is_some_and(|last| last < *to) {
                self.mistake(place, name, Fault::AbsentOutside(period.clone()));
            }
            if before.is_some_and(|before| *from <= before) {
                self.mistake(place, name, Fault::AbsentInDisorder(period));
            }
            before = Some(*to);
        }
    }

    fn no_history(&mut self, destination: &Destination) {
        let absent = destination.absent.first().map(|period| &period.place);
        let days = [
            ("since", destination.since.as_ref().map(|day| &day.place)),
            ("until", destination.until.as_ref().map(|day| &day.place)),
            ("alternative_until", destination.alternative_until.as_ref().map(|day| &day.place)),
            ("absent", absent),
        ];
        for (key, place) in days {
            if let Some(place) = place {
                self.mistake(place, &destination.name, Fault::SinceWithoutHistory(key));
            }
        }
    }
}

/// Whether two destinations were listed on the same day.
pub fn meet(a: &Destination, b: &Destination) -> bool {
    // Where two sets of periods meet, a period of one or the other begins.
    let mut starts = vec![Date { year: 0, month: 1, day: 1 }];
    for destination in [a, b] {
        starts.extend(destination.since.as_ref().map(|day| day.value));
        starts.extend(destination.absent.iter().map(|period| period.value.1));
    }
    starts.into_iter().any(|day| is_listed(a, day) && is_listed(b, day))
}

fn is_listed(destination: &Destination, day: Date) -> bool {
    destination.since.as_ref().is_none_or(|since| since.value <= day)
        && destination.until.as_ref().is_none_or(|until| day < until.value)
        && !destination.absent.iter().any(|At { value: (from, to), .. }| *from <= day && day < *to)
}
