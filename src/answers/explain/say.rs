//! Destinations and verdicts in words.

use super::find::fits;
use super::judge::target;
use super::report::Answer;
use super::row::{CodeText, FailureCode};
use super::subject::Subject;
use super::verdict::{End, Found, Hint, Verdict};
use crate::catalog::{CATALOG, CatalogRule, Condition, Origin};
use crate::profile::{Language, Profile};
use crate::rules::Reason;
use crate::words::explain::{EN, ExplainWords, Told, ZH};
use jiff::Timestamp;

/// Rows of the article that are named at one verdict.
const SHOWN: usize = 4;

/// What is said in one language, for one cluster or for all.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub language: Language,
    pub words: &'static ExplainWords,
    pub profile: Option<&'a Profile>,
}

impl<'a> Speaker<'a> {
    pub(super) fn new(language: Language, profile: Option<&'a Profile>) -> Self {
        Self { language, words: language.of(&EN, &ZH), profile }
    }

    /// The destination of an answer.
    pub(super) fn destination(&self, answer: &Answer) -> String {
        let words = self.words;
        match &answer.subject {
            Subject::Host(name) => name.clone(),
            Subject::Address(address) => address.to_string(),
            Subject::NoSniTo(address) => (words.no_sni_to)(&address.to_string()),
            Subject::NoSniFrom(source) => (words.no_sni_from)(source),
            Subject::Code(code) => self.code(code),
            Subject::Anywhere if answer.port.is_some() => String::new(),
            Subject::Anywhere => words.anywhere.to_owned(),
        }
    }

    fn code(&self, code: &FailureCode) -> String {
        let text = match &code.code {
            CodeText::Number(number) => number.to_string(),
            CodeText::Name(name) => name.clone(),
        };
        match code.of {
            Some(program) => (self.words.code)(self.words.programs[program as usize], &text),
            None => (self.words.bare_code)(&text),
        }
    }

    pub(super) fn heading(&self, verdict: &Verdict) -> &'static str {
        told(self.words, verdict.name()).map_or("", |told| told.heading)
    }

    /// Why a destination is judged so.
    pub(super) fn why(&self, verdict: &Verdict, answer: &Answer) -> String {
        let words = self.words;
        let mut told: Vec<String> = vec![];
        told.extend(self.always(verdict));
        told.extend(self.own(verdict, answer));
        let purposes = match verdict {
            // These have told it, or have no need of it.
            Verdict::Failure(..) | Verdict::RetiredName(..) | Verdict::ByPort(..) => Vec::new(),
            _ => {
                verdict.found().map(|found| self.each(found, |row| row.purpose)).unwrap_or_default()
            }
        };
        told.extend(purposes);
        told.join(words.space)
    }

    /// What is always said of this verdict.
    fn always(&self, verdict: &Verdict) -> Option<String> {
        let why = told(self.words, verdict.name())?.why;
        (!why.is_empty()).then(|| why.to_owned())
    }

    fn own(&self, verdict: &Verdict, answer: &Answer) -> Vec<String> {
        let (words, language) = (self.words, self.language);
        match verdict {
            Verdict::Platform(known) | Verdict::Undocumented(known) => {
                vec![known.about.get(language).to_owned(), (words.evidence)(known.evidence)]
            }
            Verdict::RetiredName(known, found) => {
                let successor = found.as_ref().map(|found| (words.successor)(&found.destination));
                [known.about.get(language).to_owned()].into_iter().chain(successor).collect()
            }
            Verdict::Hint(Hint::DenyRule, rule) if !rule.is_empty() => vec![(words.by_rules)(rule)],
            Verdict::Hint(_, text) if !text.is_empty() => vec![(words.words)(text)],
            Verdict::Failure(failure, found) => {
                let needs = found.as_ref().map(|found| (words.step_needs)(&found.destination));
                let program = words.programs[failure.program as usize];
                let tried = (words.labelled)(program, failure.tried.get(language));
                [tried].into_iter().chain(needs).collect()
            }
            Verdict::Required(found, because) if because.is_empty() => {
                let clouds = self.clouds(found);
                [(words.every_cluster)(&clouds)].into_iter().chain(self.unless(found)).collect()
            }
            Verdict::Required(_, because) => {
                let because: Vec<String> = because.iter().map(|it| it.text(language)).collect();
                vec![self.sentence(&because.join(words.comma))]
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
            Verdict::OtherCloud(found) => {
                let here = self.profile.map_or("", |it| it.cluster.cloud.title(self.language));
                vec![(words.other_cloud)(&self.clouds(found), here)]
            }
            Verdict::OtherSource(found) => {
                let source = found.rows.first().map_or(0, |row| row.source as usize);
                vec![(words.other_source)(words.sources[source])]
            }
            _ => Vec::new(),
        }
    }

    fn only_if(&self, found: &Found, reason: Option<Reason>) -> String {
        let (words, language) = (self.words, self.language);
        match reason {
            Some(Reason::NotChosen(feature)) => (words.only_with)(feature.name.get(language)),
            Some(Reason::Unmet(condition)) => (words.only_with)(condition.text(true, language)),
            Some(reason) => self.sentence(&reason.text(language)),
            None => {
                let mut features: Vec<&str> = Vec::new();
                for row in &found.rows {
                    let name = row.feature.name.get(language);
                    if !features.contains(&name) {
                        features.push(name);
                    }
                }
                (words.only_with_in)(&features.join(words.comma), &self.clouds(found))
            }
        }
    }

    fn by_port(&self, found: &Found, reason: Option<Reason>) -> Vec<String> {
        let mut told = vec![match (reason, self.profile) {
            (None, Some(_)) => (self.words.perhaps_of)(&found.destination),
            _ => self.words.may_be.to_owned(),
        }];
        told.extend(self.each(found, |row| row.purpose));
        match (reason, self.profile) {
            (Some(reason @ (Reason::NotChosen(_) | Reason::Unmet(_))), _) => {
                told.push(self.only_if(found, Some(reason)));
            }
            (Some(reason), _) => told.push(self.sentence(&reason.text(self.language))),
            (None, Some(_)) => {}
            (None, None) => {
                told.extend([self.when(found), self.unless(found)].into_iter().flatten())
            }
        }
        told
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

    /// The conditions under which rows of every cluster are needless.
    fn unless(&self, found: &Found) -> Option<String> {
        self.conditions(found, |row| row.unless).map(|all| (self.words.unless)(&all))
    }

    /// The conditions under which alone they are needed.
    fn when(&self, found: &Found) -> Option<String> {
        self.conditions(found, |row| row.when).map(|all| (self.words.only_with)(&all))
    }

    fn conditions(
        &self,
        found: &Found,
        of: fn(&CatalogRule) -> &'static [Condition],
    ) -> Option<String> {
        let mut texts: Vec<&str> = Vec::new();
        for condition in found.rows.iter().flat_map(|row| of(row)) {
            let text = condition.text(true, self.language);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        // Conditions of one row add up; those of several rows would be taken for one another's.
        let is_one =
            found.rows.iter().all(|row| Some(of(row)) == found.rows.first().map(|it| of(it)));
        (is_one && !texts.is_empty()).then(|| texts.join(self.words.comma))
    }

    /// What to do about it.
    pub(super) fn advice(&self, verdict: &Verdict) -> String {
        let (words, language) = (self.words, self.language);
        let fixed = told(words, verdict.name()).map_or("", |told| told.advice);
        match verdict {
            Verdict::Platform(known) | Verdict::Undocumented(known) => {
                known.advice.get(language).to_owned()
            }
            Verdict::RetiredName(known, _) => known.advice.get(language).to_owned(),
            Verdict::Failure(failure, _) => failure.check.get(language).to_owned(),
            Verdict::Required(found, _) | Verdict::Recommended(found) => {
                (words.allow)(&over_of(found), &found.destination)
            }
            _ => fixed.to_owned(),
        }
    }

    /// What else the log tells of a destination.
    pub(super) fn remarks(&self, answer: &Answer) -> Vec<String> {
        let words = self.words;
        let list = |texts: &[String]| texts.join(words.comma);
        let mut remarks = Vec::new();
        if !answer.seen_as.is_empty() {
            remarks.push((words.seen_as)(&list(&answer.seen_as)));
        }
        if !answer.service_tags.is_empty() {
            remarks.push((words.in_tags)(&list(&answer.service_tags)));
        }
        let told = answer.verdicts.iter().any(|it| matches!(it, Verdict::Hint(Hint::DenyRule, _)));
        if !answer.firewall_rules.is_empty() && !told {
            remarks.push((words.by_rules)(&list(&answer.firewall_rules)));
        }
        if answer.allowed > 0 && answer.is_refused() {
            remarks.push((words.also_allowed)(&answer.allowed.to_string()));
        }
        remarks
    }

    /// Where the rows stand in their document.
    pub(super) fn sections(&self, found: &Found) -> Vec<String> {
        let mut sections: Vec<String> = Vec::new();
        for row in &found.rows {
            let section = self.section(row);
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        if sections.len() > SHOWN {
            let more = sections.len() - SHOWN;
            sections.truncate(SHOWN);
            sections.push(format!("+{more}"));
        }
        sections
    }

    fn section(&self, row: &CatalogRule) -> String {
        let words = self.words;
        match row.origin {
            Origin::Article { table, row: 0 } => (words.bullet)(table.heading),
            Origin::Article { table, row } => (words.row)(table.heading, &row.to_string()),
            Origin::Advisory(advisory) => (words.by_reading)(advisory.id),
        }
    }

    /// What breaks when it is refused, each once.
    pub(super) fn blocked(&self, verdict: &Verdict) -> String {
        let told = match verdict {
            Verdict::Required(found, _)
            | Verdict::OtherPort(found)
            | Verdict::OnlyIf(found, _)
            | Verdict::Recommended(found)
            | Verdict::Newer(found, _) => self.each(found, |row| row.blocked),
            _ => Vec::new(),
        };
        told.join(self.words.space)
    }

    /// A sentence of each row, each once and the first few.
    fn each(&self, found: &Found, of: fn(&CatalogRule) -> crate::catalog::Text) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        for row in &found.rows {
            let sentence = of(row).get(self.language);
            if !sentence.is_empty() && !sentences.iter().any(|known| known == sentence) {
                sentences.push(sentence.to_owned());
            }
        }
        sentences.truncate(SHOWN);
        sentences
    }

    fn clouds(&self, found: &Found) -> String {
        let clouds: Vec<&str> =
            found.clouds.iter().map(|cloud| cloud.title(self.language)).collect();
        clouds.join(self.words.comma)
    }

    /// A fragment as a sentence.
    pub(super) fn sentence(&self, text: &str) -> String {
        let mut text = text.trim_end_matches(['.', '。']).to_owned();
        // A host name stays as it is.
        let is_word = text.split(' ').next().is_some_and(|word| !word.contains('.'));
        if let Some(first) = text.get_mut(..1).filter(|_| is_word) {
            first.make_ascii_uppercase();
        }
        text + self.words.stop
    }

    /// Who asked, on one line.
    pub(super) fn sources(&self, answer: &Answer) -> String {
        const NAMED: usize = 5;
        let words = self.words;
        let mut shown: Vec<String> = answer.sources.iter().take(NAMED).cloned().collect();
        if answer.sources.len() > NAMED {
            shown.push(format!("+{}", answer.sources.len() - NAMED));
        }
        if answer.from_others > 0 {
            shown.push((words.more_sources)(&answer.from_others.to_string()));
        }
        shown.join(words.comma)
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

/// Protocol and port as they were asked for, as far as that is told.
pub(super) fn over(answer: &Answer) -> String {
    let transport = answer.transport.map(|transport| transport.name().to_owned());
    let port = answer.port.map(|port| port.to_string());
    transport.into_iter().chain(port).collect::<Vec<_>>().join(" ")
}

/// Protocols and ports of the rules that were found.
pub(super) fn over_of(found: &Found) -> String {
    let mut all: Vec<String> = Vec::new();
    for row in &found.rows {
        let over = format!("{} {}", row.protocol, row.port);
        if !all.contains(&over) {
            all.push(over);
        }
    }
    all.join(", ")
}

/// A time in UTC, to the second.
pub(super) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// The destination of one row, as it is printed or put right.
pub(super) fn row_target(row: &'static CatalogRule) -> &'static str {
    target(row)
}

fn told(words: &'static ExplainWords, name: &str) -> Option<&'static Told> {
    words.verdicts.iter().find(|told| told.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_is_told_in_both_languages() {
        for words in [&EN, &ZH] {
            let told: Vec<&str> = words.verdicts.iter().map(|told| told.name).collect();
            for name in Verdict::NAMES {
                assert_eq!(told.iter().filter(|known| *known == name).count(), 1, "{name}");
            }
            assert_eq!(told.len(), Verdict::NAMES.len());
        }
    }
}
