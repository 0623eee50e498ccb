//! Why a destination is judged so, in words.

use super::find::fits;
use super::hint::Hint;
use super::judge::target;
use super::report::Answer;
use super::say::{Speaker, one_line, over, over_of, verdict_words};
use super::subject::Subject;
use super::verdict::{End, Found, Verdict};
use crate::catalog::{CATALOG, CatalogRule, Cloud, Target};
use crate::profile::Profile;
use crate::rules::REGION;

impl Speaker<'_> {
    /// Why a destination is judged so.
    pub(super) fn why(&self, verdict: &Verdict, answer: &Answer) -> String {
        let words = self.words;
        if matches!(verdict, Verdict::Hint(Hint::ProxyLogin, _)) && answer.is_logged_in() {
            return words.logged_in.to_owned();
        }
        let mut told: Vec<String> = vec![];
        told.extend(self.always(verdict));
        told.extend(self.own(verdict, answer));
        let purposes =
            || verdict.found().map(|found| self.each(found, |row| row.purpose)).unwrap_or_default();
        match verdict {
            // These have told it, or have no need of it.
            Verdict::Failure(..) | Verdict::RetiredName(..) | Verdict::ByPort(..) => {}
            // Enough to know it by.
            Verdict::NotNeeded(..)
            | Verdict::OtherRegion(_)
            | Verdict::OtherCluster(_)
            | Verdict::OtherCloud(_)
            | Verdict::OtherAddress(_)
            | Verdict::OtherSource(_) => {
                told.extend(purposes().first().map(|text| self.first_sentence(text)));
            }
            _ => told.extend(purposes()),
        }
        told.join(words.space)
    }

    /// What is always said of this verdict.
    fn always(&self, verdict: &Verdict) -> Option<String> {
        let why = verdict_words(self.words, verdict.name())?.why;
        (!why.is_empty()).then(|| why.to_owned())
    }

    fn own(&self, verdict: &Verdict, answer: &Answer) -> Vec<String> {
        let (words, language) = (self.words, self.language);
        match verdict {
            Verdict::Platform(known) | Verdict::Undocumented(known) => {
                let elsewhere = self.is_elsewhere(verdict).then(|| self.of_cloud(known.clouds));
                let told = [known.about.get(language).to_owned(), (words.evidence)(known.evidence)];
                elsewhere.into_iter().chain(told).collect()
            }
            Verdict::RetiredName(known, found) => {
                let successor =
                    found.as_ref().map(|found| (words.successor)(&self.targets(found, None)));
                [known.about.get(language).to_owned()].into_iter().chain(successor).collect()
            }
            Verdict::Hint(hint, text) => {
                let text = one_line(text);
                let say = if *hint == Hint::DenyRule { words.by_rules } else { words.words };
                // A resolver may say no more than which name it was.
                let is_name = text == self.destination(answer);
                if text.is_empty() || is_name { Vec::new() } else { vec![say(&text)] }
            }
            Verdict::Failure(failure, found) => {
                let tried = failure.tried.get(language);
                // Who failed stands in the title already, if the text told it.
                let tried = match &answer.subject {
                    Subject::Code(code) if code.of == Some(failure.program) => tried.to_owned(),
                    _ => (words.labelled)(words.programs[failure.program as usize], tried),
                };
                let needs = found.iter().flat_map(|found| self.step_needs(found));
                [tried].into_iter().chain(needs).collect()
            }
            Verdict::Required(found, because) if because.is_empty() => {
                let is_everywhere = found.clouds.len() == Cloud::ALL.len();
                let clouds = if is_everywhere { String::new() } else { self.clouds(&found.clouds) };
                vec![match self.conditions(found, |row| row.unless) {
                    Some(conditions) => (words.every_cluster_but)(&clouds, &conditions),
                    None => (words.every_cluster)(&clouds),
                }]
            }
            Verdict::Required(_, because) => {
                let because: Vec<String> = because.iter().map(|it| it.text(language)).collect();
                vec![self.sentence(&because.join(words.clause))]
            }
            Verdict::OnlyIf(found, reason) => {
                let mut told = vec![self.only_if(found, *reason)];
                if !found.rows.iter().any(|row| fits(row, answer.transport, answer.port)) {
                    told.push(self.over_this(found, answer));
                }
                told
            }
            Verdict::OtherPort(found) => vec![self.over_this(found, answer)],
            Verdict::OtherAddress(found) => vec![(words.other_address)(&found.destination)],
            Verdict::ByPort(found, reason) => self.by_port(found, *reason),
            Verdict::NotNeeded(_, reason) => vec![self.sentence(&reason.text(language))],
            Verdict::Retired(found, end) => self.ended(found, *end),
            Verdict::NearMiss(pattern, below) => {
                let host = pattern.trim_start_matches("*.");
                let mut what = vec![self.why(below, answer)];
                if !below.says_it_all() {
                    what.insert(0, self.heading(below).to_owned() + words.stop);
                }
                vec![(words.near_miss)(pattern, host), (words.below_it)(&what.join(words.space))]
            }
            _ => self.elsewhere(verdict),
        }
    }

    /// What belongs to another edition, region, cluster, cloud or document than the profile's.
    fn elsewhere(&self, verdict: &Verdict) -> Vec<String> {
        let words = self.words;
        let own = |of: fn(&Profile) -> String| self.profile.map(of).unwrap_or_default();
        match verdict {
            Verdict::Newer(_, since) => {
                vec![(words.newer)(&since.to_string(), &own(|it| it.edition.to_string()))]
            }
            Verdict::OtherRegion(found) => {
                let here = own(|it| it.cluster.region.clone());
                vec![match found.region {
                    Some(region) => (words.other_region)(region.name, &here),
                    None => (words.unknown_region)(&here),
                }]
            }
            Verdict::OtherCluster(_) => {
                let server = own(|it| it.cluster.api_server_fqdn.clone().unwrap_or_default());
                vec![(words.other_cluster)(&server)]
            }
            Verdict::OtherCloud(found) => vec![self.of_cloud(&found.clouds)],
            Verdict::OtherSource(found) => {
                let source = found.rows.first().map_or(0, |row| row.source as usize);
                vec![(words.other_source)(words.sources[source])]
            }
            _ => Vec::new(),
        }
    }

    /// That it belongs to these clouds, and not to the profile's.
    fn of_cloud(&self, clouds: &[Cloud]) -> String {
        let here = self.profile.map_or("", |it| it.cluster.cloud.title(self.language));
        (self.words.other_cloud)(&self.clouds(clouds), here)
    }

    /// The destinations of a step: for the profile's cluster, or cloud by cloud.
    fn step_needs(&self, found: &Found) -> Vec<String> {
        let all = |cloud: Option<Cloud>| self.targets(found, cloud);
        if self.profile.is_some() || found.clouds.len() < 2 {
            return vec![(self.words.step_needs)(&all(None))];
        }
        let mut told: Vec<(Vec<&str>, String)> = Vec::new();
        for cloud in &found.clouds {
            let (title, names) = (cloud.title(self.language), all(Some(*cloud)));
            match told.iter_mut().find(|(_, known)| *known == names) {
                Some((clouds, _)) => clouds.push(title),
                None => told.push((vec![title], names)),
            }
        }
        if let [(_, names)] = &told[..] {
            return vec![(self.words.step_needs)(names)];
        }
        let say = |(clouds, names): &(Vec<&str>, String)| {
            (self.words.step_needs_in)(&clouds.join(self.words.comma), names)
        };
        told.iter().map(say).collect()
    }

    /// The destinations of all rows, or of those of one cloud.
    fn targets(&self, found: &Found, cloud: Option<Cloud>) -> String {
        let mut names: Vec<String> = Vec::new();
        let rows = found.rows.iter();
        for row in rows.filter(|row| cloud.is_none_or(|cloud| row.clouds.contains(&cloud))) {
            let name = self.target(row);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(self.words.comma)
    }

    /// The destination of a row: in the profile's region, and in words where it is an address that
    /// nobody can know.
    fn target(&self, row: &'static CatalogRule) -> String {
        let region = self.profile.map_or("", |profile| &profile.cluster.region);
        match row.target {
            Target::Address(address) => self.words.addresses[address as usize].to_owned(),
            _ if region.is_empty() => target(row).to_owned(),
            _ => target(row).replace(REGION, region),
        }
    }

    fn over_this(&self, found: &Found, answer: &Answer) -> String {
        let asked = match (answer.transport, answer.port) {
            (None, Some(port)) => (self.words.port)(&port.to_string()),
            _ => over(answer),
        };
        (self.words.over_this)(&over_of(found), &asked)
    }

    fn ended(&self, found: &Found, end: End) -> Vec<String> {
        match end {
            End::Dropped(day) => {
                let successors = successors(found);
                let told = (!successors.is_empty())
                    .then(|| (self.words.successor)(&successors.join(self.words.comma)));
                [(self.words.dropped)(&day.to_string())].into_iter().chain(told).collect()
            }
            End::Reading(advisory) => vec![
                self.sentence(advisory.title.get(self.language)),
                advisory.text.get(self.language).to_owned(),
            ],
        }
    }
}

/// The destinations that now do what dropped rows did: the same purpose in the same feature and
/// cloud.
fn successors(found: &Found) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    let rows = CATALOG.rules.iter().filter(|row| row.listed_on(CATALOG.as_of));
    for row in rows {
        let follows = found.rows.iter().any(|old| {
            old.purpose == row.purpose
                && old.feature.id == row.feature.id
                && old.source == row.source
                && old.clouds.iter().any(|cloud| row.clouds.contains(cloud))
                && target(old) != target(row)
        });
        if follows && !all.contains(&target(row)) {
            all.push(target(row));
        }
    }
    all
}
