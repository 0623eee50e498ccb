//! Rows and their destinations.

use super::super::fault::Fault;
use super::super::fields::At;
use super::super::items::{Action, Destination, Row, Target};
use super::super::schema::{Address, Cloud, Condition, Kind};
use super::{Checker, clouds_of, days, host};

impl Checker<'_> {
    pub fn rows(&mut self) {
        let items = self.items;
        for row in &items.rows {
            self.origin(row);
            self.number(row);
            self.feature(row);
            self.conditions(row);
            if let Some(port) = row.port.as_ref().filter(|port| !(1..=65535).contains(&port.value))
            {
                self.mistake(&port.place, &row.name, Fault::BadPort(port.value));
            }
            self.row_clouds(row);
            for destination in &row.destinations {
                self.target(row, destination);
                self.or_host(destination);
                if let Some(own) = &destination.own_clouds {
                    self.clouds(row, own, &destination.name);
                }
                self.days(row, destination);
            }
        }
    }

    /// A row stands in a table, or an advisory adds it.
    fn origin(&mut self, row: &Row) {
        let name = &row.name;
        let items = self.items;
        match (&row.table, &row.advisory) {
            (None, None) => self.mistake(&row.place, name, Fault::NoOrigin),
            (Some(_), Some(advisory)) => self.mistake(&advisory.place, name, Fault::TwoOrigins),
            (Some(table), None) => {
                if self.table(row).is_none() {
                    let known = items.tables.iter().map(|table| &table.id.value);
                    self.unknown(name, "table", table, known);
                }
                if let Some(source) = &row.source {
                    self.mistake(&source.place, name, Fault::SourceOfTableRow);
                }
            }
            (None, Some(id)) => self.advisory_of(row, id),
        }
    }

    fn advisory_of(&mut self, row: &Row, id: &At<String>) {
        let items = self.items;
        let known = items.advisories.iter().find(|known| known.id.value == id.value);
        match known.map(|known| &known.action) {
            None => {
                let known = items.advisories.iter().map(|advisory| &advisory.id.value);
                self.unknown(&row.name, "advisory", id, known);
            }
            Some(Some(Action::Add) | None) => {}
            Some(_) => {
                let fault = Fault::NotAnAddingAdvisory(id.value.clone());
                self.mistake(&id.place, &row.name, fault);
            }
        }
    }

    fn number(&mut self, row: &Row) {
        match &row.number {
            Some(number) if row.table.is_none() => {
                self.mistake(&number.place, &row.name, Fault::NumberOfAdvisoryRow);
            }
            Some(number) if !(0..=1000).contains(&number.value) => {
                self.mistake(&number.place, &row.name, Fault::BadRowNumber);
            }
            _ => {}
        }
    }

    fn feature(&mut self, row: &Row) {
        let items = self.items;
        let id = &row.feature;
        let known = items.features.iter().find(|feature| feature.id.value == id.value);
        if known.is_none() && !id.value.is_empty() {
            let known = items.features.iter().map(|feature| &feature.id.value);
            self.unknown(&row.name, "feature", id, known);
        }
        let asked = |condition: &&At<Condition>| condition.value == Condition::PrivateEndpoint;
        if let Some(condition) = row.when.iter().chain(&row.unless).find(asked)
            && known.is_some_and(|feature| !feature.private_endpoint)
        {
            let fault = Fault::NoPrivateEndpoint(id.value.clone());
            self.mistake(&condition.place, &row.name, fault);
        }
    }

    fn conditions(&mut self, row: &Row) {
        let both = |unless: &&At<Condition>| row.when.iter().any(|when| when.value == unless.value);
        for condition in row.unless.iter().filter(both) {
            let fault = Fault::Contradiction(condition.value.name());
            self.mistake(&condition.place, &row.name, fault);
        }
    }

    /// A network rule goes to addresses or a tag, an application rule to a host.
    fn target(&mut self, row: &Row, destination: &Destination) {
        let name = &destination.name;
        let kind = row.kind();
        match &destination.target {
            Some(Target::Host(host)) => {
                if kind == Some(Kind::Network) {
                    self.mistake(&host.place, name, Fault::HostInNetworkRule);
                }
                if let Some(fault) = host::fault(&host.value) {
                    self.mistake(&host.place, name, fault);
                }
            }
            Some(target) => {
                if kind == Some(Kind::Application) {
                    self.mistake(&destination.place, name, Fault::AddressInApplicationRule);
                }
                if let Target::Tag(tag) = target
                    && !is_tag(&tag.value)
                {
                    self.mistake(&tag.place, name, Fault::BadServiceTag(tag.value.clone()));
                }
            }
            None => {}
        }
    }

    /// The time server that a source names stands beside the address that a profile may take instead.
    fn or_host(&mut self, destination: &Destination) {
        let name = &destination.name;
        let is_time = matches!(destination.target, Some(Target::Address(Address::Ntp)));
        match &destination.or_host {
            None if is_time => self.mistake(&destination.place, name, Fault::NoOrHost),
            Some(host) if !is_time => self.mistake(&host.place, name, Fault::OrHostOfOther),
            Some(host) => {
                if let Some(fault) = host::fault(&host.value) {
                    self.mistake(&host.place, name, fault);
                }
            }
            None => {}
        }
    }

    fn row_clouds(&mut self, row: &Row) {
        let Some(clouds) = &row.clouds else { return };
        let has_own = |destination: &Destination| destination.own_clouds.is_some();
        if !row.destinations.is_empty() && row.destinations.iter().all(has_own) {
            self.mistake(&clouds.place, &row.name, Fault::UnusedClouds);
        } else {
            self.clouds(row, &clouds.value, &row.name);
        }
    }

    /// The source and the advisory of a row speak of its clouds.
    fn clouds(&mut self, row: &Row, clouds: &[At<Cloud>], name: &str) {
        let source = self.source(row);
        let advisory = row.advisory.as_ref().filter(|_| row.table.is_none()).map(|id| &id.value);
        let advisory = self.items.advisories.iter().find(|known| Some(&known.id.value) == advisory);
        for At { value: cloud, place } in clouds {
            if let Some(source) = source.filter(|source| !clouds_of(*source).contains(cloud)) {
                let fault = Fault::CloudOutsideSource(cloud.name(), source.name());
                self.mistake(place, name, fault);
            }
            if let Some(advisory) = advisory.filter(|known| !known.clouds.contains(cloud)) {
                let fault = Fault::CloudOutsideAdvisory(cloud.name(), advisory.id.value.clone());
                self.mistake(place, name, fault);
            }
        }
    }

    /// A row that lists a destination twice at a time would give two rules for one. A row may be
    /// written in several parts.
    pub fn repetitions(&mut self) {
        let items = self.items;
        let rules: Vec<(&Row, &Destination)> = items
            .rows
            .iter()
            .flat_map(|row| row.destinations.iter().map(move |destination| (row, destination)))
            .collect();
        for (index, (row, destination)) in rules.iter().enumerate() {
            let here = row.clouds_of(destination);
            let same = |(earlier_row, earlier): &&(&Row, &Destination)| {
                is_same_row(earlier_row, row)
                    && is_same_target(earlier, destination)
                    && earlier_row
                        .clouds_of(earlier)
                        .iter()
                        .any(|a| here.iter().any(|b| a.value == b.value))
                    && days::meet(earlier, destination)
            };
            if let Some((_, first)) = rules[..index].iter().find(same) {
                let fault = Fault::TwiceInRow(first.place.clone());
                self.mistake(&destination.place, &destination.name, fault);
            }
        }
    }
}

fn is_tag(tag: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric());
    tag.split('.').all(label)
}

fn is_same_row(a: &Row, b: &Row) -> bool {
    let key = |row: &Row| {
        let text = |value: &Option<At<String>>| value.as_ref().map(|value| value.value.clone());
        (
            text(&row.table),
            text(&row.advisory),
            row.number.as_ref().map(|number| number.value),
            row.source.as_ref().map(|source| source.value),
            row.feature.value.clone(),
            row.protocol.as_ref().map(|protocol| protocol.value),
            row.port.as_ref().map(|port| port.value),
        )
    };
    key(a) == key(b)
}

fn is_same_target(a: &Destination, b: &Destination) -> bool {
    match (&a.target, &b.target) {
        (Some(Target::Host(a)), Some(Target::Host(b)))
        | (Some(Target::Tag(a)), Some(Target::Tag(b))) => a.value == b.value,
        (Some(Target::Address(a)), Some(Target::Address(b))) => a == b,
        _ => false,
    }
}
