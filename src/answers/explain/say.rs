//! Destinations and verdicts in words.

use super::hint::Hint;
use super::judge::target;
use super::report::Answer;
use super::row::{CodeText, FailureCode, Transport};
use super::subject::Subject;
use super::verdict::{Found, Verdict};
use crate::catalog::{CatalogRule, Cloud};
use crate::export::place;
use crate::profile::{ApiServer, Language, Profile};
use crate::words::explain::{EN, ExplainWords, VerdictWords, ZH};
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
            // A name says what it is the name of.
            CodeText::Name(name) => return name.clone(),
        };
        match code.of {
            Some(program) => (self.words.code)(self.words.programs[program as usize], &text),
            None => (self.words.bare_code)(&text),
        }
    }

    pub(super) fn heading(&self, verdict: &Verdict) -> &'static str {
        verdict_words(self.words, verdict.name()).map_or("", |told| told.heading)
    }

    /// What to do about it.
    pub(super) fn advice(&self, verdict: &Verdict) -> String {
        let (words, language) = (self.words, self.language);
        let fixed = verdict_words(words, verdict.name()).map_or("", |told| told.advice);
        match verdict {
            Verdict::Undocumented(_) if self.is_elsewhere(verdict) => {
                verdict_words(words, "other-cloud").map_or("", |told| told.advice).to_owned()
            }
            Verdict::Platform(known) | Verdict::Undocumented(known) => {
                known.advice.get(language).to_owned()
            }
            Verdict::RetiredName(known, _) => known.advice.get(language).to_owned(),
            Verdict::Failure(failure, _) => failure.check.get(language).to_owned(),
            Verdict::Hint(Hint::NoSni, _) if self.is_private() => words.no_sni_private.to_owned(),
            Verdict::OnlyIf(found, _) => {
                let say = words.if_it_holds[usize::from(self.profile.is_none())];
                say(&over_of(found), &found.destination)
            }
            Verdict::NearMiss(_, below)
                if matches!(**below, Verdict::Retired(..) | Verdict::RetiredName(..)) =>
            {
                self.advice(below)
            }
            Verdict::Required(found, _) | Verdict::Recommended(found) => {
                (words.allow)(&over_of(found), &found.destination)
            }
            _ => fixed.to_owned(),
        }
    }

    /// Whether the profile's API server is private.
    fn is_private(&self) -> bool {
        self.profile.is_some_and(|it| it.cluster.api_server != ApiServer::Public)
    }

    /// Whether it was reported of other clouds than the profile's.
    pub(super) fn is_elsewhere(&self, verdict: &Verdict) -> bool {
        self.profile.is_some_and(|it| !verdict.is_of(it.cluster.cloud))
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
            let rules: Vec<String> = answer.firewall_rules.iter().map(|it| one_line(it)).collect();
            remarks.push((words.by_rules)(&list(&rules)));
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
            let section = place(row, self.language);
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

    /// Where the rows of a verdict stand. A step that needs half of the article has no place there.
    pub(super) fn sections_of(&self, verdict: &Verdict) -> Vec<String> {
        let sections = verdict.found().map(|found| self.sections(found)).unwrap_or_default();
        match verdict {
            Verdict::Failure(..) if sections.len() > SHOWN => Vec::new(),
            _ => sections,
        }
    }

    /// What breaks when it is refused, each once.
    pub(super) fn blocked(&self, verdict: &Verdict) -> String {
        let told = match verdict {
            Verdict::Required(found, _)
            | Verdict::OtherPort(found)
            | Verdict::OnlyIf(found, _)
            | Verdict::Recommended(found)
            | Verdict::Observed(found)
            | Verdict::Newer(found, _) => self.each(found, |row| row.blocked),
            _ => Vec::new(),
        };
        told.join(self.words.space)
    }

    /// A sentence of each row, each once and the first few. Rows of one feature say the same in
    /// every cloud: the first of them speaks.
    pub(super) fn each(
        &self,
        found: &Found,
        of: fn(&CatalogRule) -> crate::catalog::Text,
    ) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        let mut told: Vec<&CatalogRule> = Vec::new();
        for row in &found.rows {
            let same = |it: &&CatalogRule| {
                it.feature.id == row.feature.id && it.port == row.port && it.clouds != row.clouds
            };
            if told.iter().any(same) {
                continue;
            }
            told.push(row);
            let sentence = of(row).get(self.language);
            if !sentence.is_empty() && !sentences.iter().any(|known| known == sentence) {
                sentences.push(sentence.to_owned());
            }
        }
        sentences.truncate(SHOWN);
        sentences
    }

    pub(super) fn clouds(&self, clouds: &[Cloud]) -> String {
        let clouds: Vec<&str> = clouds.iter().map(|cloud| cloud.title(self.language)).collect();
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
            shown.push((words.more_sources)(&(answer.sources.len() - NAMED).to_string()));
        }
        if answer.from_others > 0 {
            shown.push((words.unnamed_sources)(&answer.from_others.to_string()));
        }
        shown.join(words.comma)
    }
}

/// Words of a log within a sentence: on one line, without its full stop, nothing for a bare dash.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', '-']).trim_end().to_owned()
}

/// Protocol and port as they were asked for, as far as that is told.
pub(super) fn over(answer: &Answer) -> String {
    over_flow(answer.transport, answer.port)
}

/// Protocol and port, as far as they are known.
pub(super) fn over_flow(transport: Option<Transport>, port: Option<u16>) -> String {
    let transport = transport.map(|transport| transport.name().to_owned());
    let port = port.map(|port| port.to_string());
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

/// What a verdict is called.
pub(super) fn verdict_words(
    words: &'static ExplainWords,
    name: &str,
) -> Option<&'static VerdictWords> {
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
