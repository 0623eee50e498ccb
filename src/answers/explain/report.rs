//! All destinations with their verdicts, what matters most first.

use super::firewall::ByFirewall;
use super::judge::Judge;
use super::reading::Summary;
use super::reading::Unreadable;
use super::row::{Cause, CodeText, LogFormat, Transport};
use super::subject::Subject;
use super::table::{Counts, Group, Table};
use super::verdict::Verdict;
use crate::answers::Tone;
use crate::profile::Profile;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// So many codes are held against each other; a pasted error has a few.
const MAX_JOINED: usize = 64;

/// One destination, and what it is.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Where a flow wanted to go.
    pub subject: Subject,
    /// The port that was asked for.
    pub port: Option<u16>,
    /// What carried it.
    pub transport: Option<Transport>,
    /// Rows that a firewall or a proxy refused.
    pub denied: u64,
    /// Rows of nodes and pods that got no answer.
    pub failed: u64,
    /// Rows that only name it.
    pub named: u64,
    /// Rows among these in which a proxy asked for a login, the first half of every request that
    /// has one.
    pub logins: u64,
    /// Rows of the same destination that were let through.
    pub allowed: u64,
    /// The earliest time, if rows tell one.
    pub first: Option<Timestamp>,
    /// The latest time.
    pub last: Option<Timestamp>,
    /// Who asked, in the order of the log; [`super::MAX_SOURCES`] at most.
    pub sources: Vec<String>,
    /// Rows from sources beyond those.
    pub from_others: u64,
    /// The formats of its rows.
    pub formats: Vec<LogFormat>,
    /// The firewall's rules that decided, as written.
    pub firewall_rules: Vec<String>,
    /// Host names that other rows of the same log give its address.
    pub seen_as: Vec<String>,
    /// Service tags that hold its address, narrow ones first.
    pub service_tags: Vec<String>,
    /// What it is, the most telling first; never empty.
    pub verdicts: Vec<Verdict>,
    /// What the firewall's own rules say of it, if they were given: of all sources as one where they
    /// say the same of each.
    pub by_firewall: Vec<ByFirewall>,
}

impl Answer {
    /// Whether it did not get through, rather than being only named.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.denied + self.failed > self.logins
    }

    /// Whether a proxy only asked for a login, and got it.
    pub(super) fn is_logged_in(&self) -> bool {
        self.logins > 0 && !self.is_refused() && self.allowed > 0
    }

    /// How much it matters.
    #[must_use]
    pub fn tone(&self) -> Tone {
        let refused = self.is_refused();
        let tones = self.verdicts.iter().map(|verdict| verdict.tone(refused));
        // A needed host is one, whatever else is said of it; else the first verdict decides.
        let worst = tones.clone().min();
        match worst {
            Some(Tone::Bad) => Tone::Bad,
            // The login was given, and the second half went through.
            _ if self.is_logged_in() => Tone::Note,
            _ => tones.into_iter().next().unwrap_or(Tone::Note),
        }
    }

    /// The verdict that tells most.
    #[must_use]
    pub fn verdict(&self) -> &Verdict {
        self.verdicts.first().unwrap_or(&Verdict::NotAks)
    }

    /// The verdict that names rules: what is said first of a needed host may be something else,
    /// such as that DNS failed.
    pub(super) fn about_rule(&self) -> &Verdict {
        let verdict = self.verdict();
        let needed = || self.verdicts.iter().find(|it| matches!(it, Verdict::Required(..)));
        if verdict.found().is_some() { verdict } else { needed().unwrap_or(verdict) }
    }

    /// All rows that are about it, but for those that were let through.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.denied + self.failed + self.named
    }

    /// Counts the rows of another answer as its own.
    fn add(&mut self, other: Self) {
        self.denied += other.denied;
        self.failed += other.failed;
        self.named += other.named;
        self.logins += other.logins;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
        for format in other.formats {
            if !self.formats.contains(&format) {
                self.formats.push(format);
            }
        }
    }

    fn new(group: Group, table: &Table, judge: &Judge<'_>) -> Self {
        let seen_as = match &group.subject {
            Subject::Address(address) | Subject::NoSniTo(address) => table.names.get(address),
            _ => None,
        };
        let verdicts = judge.judge(&group, &table.names);
        let source = |&place: &u32| table.sources.get(place).map(ToOwned::to_owned);
        Self {
            port: group.port,
            transport: group.transport,
            denied: group.denied,
            failed: group.failed,
            named: group.named,
            logins: group
                .causes
                .iter()
                .filter(|(cause, _)| *cause == Cause::ProxyLogin)
                .map(|(_, count)| *count)
                .sum(),
            allowed: group.allowed,
            first: group.first,
            last: group.last,
            sources: group.sources.iter().filter_map(source).collect(),
            from_others: group.from_others,
            formats: group.formats,
            firewall_rules: group.rules,
            seen_as: seen_as.into_iter().flatten().map(ToString::to_string).collect(),
            service_tags: judge.tags_of(&group.subject),
            verdicts,
            by_firewall: Vec::new(),
            subject: group.subject,
        }
    }
}

/// Joins what one failure says twice: `exit status=50` of vmssCSE and `"ExitCode": "50"` of
/// nobody named, or a number and its name.
fn join_codes(answers: &mut Vec<Answer>) {
    let is_code = |place: &usize| matches!(answers[*place].subject, Subject::Code(_));
    let codes: Vec<usize> = (0..answers.len()).filter(is_code).collect();
    if codes.len() > MAX_JOINED {
        return;
    }
    // From the end, so that the places of the others stay.
    for &place in codes.iter().rev() {
        let says = |&&other: &&usize| {
            other < answers.len() && other != place && is_said_by(&answers[place], &answers[other])
        };
        let Some(&other) = codes.iter().find(says) else { continue };
        let gone = answers.remove(place);
        answers[if other > place { other - 1 } else { other }].add(gone);
    }
}

/// Whether the second answer says all that the first says.
fn is_said_by(less: &Answer, more: &Answer) -> bool {
    let (Subject::Code(less_code), Subject::Code(more_code)) = (&less.subject, &more.subject)
    else {
        return false;
    };
    let of_one = less_code.of.is_none() || less_code.of == more_code.of;
    match (&less_code.code, &more_code.code) {
        // The extension for Windows ends with 1, whatever the code of the step was.
        (CodeText::Number(1), _) if less.verdicts == [Verdict::UnknownCode] => {
            matches!(more.verdict(), Verdict::Failure(failure, _)
                if less_code.of.is_none_or(|of| of == failure.program))
        }
        (CodeText::Number(less), CodeText::Number(more)) => {
            less == more && less_code.of.is_none() && more_code.of.is_some()
        }
        (CodeText::Name(_), CodeText::Number(_)) => {
            of_one
                && less.verdicts.iter().all(|it| more.verdicts.contains(it))
                && matches!(less.verdict(), Verdict::Failure(..))
        }
        _ => false,
    }
}

/// One input, as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// What it is called.
    pub name: String,
    /// Rows of each format.
    pub rows: BTreeMap<LogFormat, u64>,
    /// Rows that no verdict needs, by the name of their table.
    pub skipped: BTreeMap<String, u64>,
    /// Rows that could not be read.
    pub unreadable: u64,
    /// The first of them.
    pub first_unreadable: Vec<Unreadable>,
    /// Why it could not be read to its end.
    pub failed: Option<(std::io::ErrorKind, String)>,
}

impl Input {
    pub(super) fn new(name: &str, summary: Summary) -> Self {
        Self {
            name: name.to_owned(),
            rows: summary.rows,
            skipped: summary.skipped,
            unreadable: summary.unreadable,
            first_unreadable: summary.first_unreadable,
            failed: summary.failed,
        }
    }
}

/// Destinations with their verdicts.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What matters most first.
    pub answers: Vec<Answer>,
    /// What became of all rows.
    pub counts: Counts,
    /// What was read, in order.
    pub inputs: Vec<Input>,
    /// Whether an input was not read to its end.
    pub partial: bool,
    /// The cluster by whose rules it was judged.
    pub profile: Option<Profile>,
}

impl Report {
    pub(super) fn new(
        mut table: Table,
        inputs: Vec<Input>,
        partial: bool,
        judge: &Judge<'_>,
    ) -> Self {
        table.count_allowed();
        let groups = std::mem::take(&mut table.groups);
        let mut answers: Vec<Answer> =
            groups.into_iter().map(|group| Answer::new(group, &table, judge)).collect();
        join_codes(&mut answers);
        // Ties stay in the order in which they were first seen.
        answers.sort_by_cached_key(|answer| {
            (answer.tone(), answer.verdict().rank(), std::cmp::Reverse(answer.count()))
        });
        let profile = judge.profile().cloned();
        Self { answers, counts: table.counts, inputs, partial, profile }
    }

    /// How much the worst of it matters.
    #[must_use]
    pub fn tone(&self) -> Tone {
        self.answers.iter().map(Answer::tone).min().unwrap_or(Tone::Good)
    }

    /// Rows that could not be read, of all inputs.
    #[must_use]
    pub fn unreadable(&self) -> u64 {
        self.inputs.iter().map(|input| input.unreadable).sum()
    }
}
