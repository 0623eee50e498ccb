//! What is told on request: help, rules, rules not needed.

use super::command::{COMMANDS, Command, number};
use super::face::Face;
use crate::catalog::Kind;
use crate::cells;
use crate::wizard::{Change, Entry};
use std::io;

impl Face<'_> {
    /// Tells something and changes nothing.
    pub(super) fn tell(&mut self, command: Command, rest: &str) -> io::Result<()> {
        match command {
            Command::Rules => self.rules(),
            Command::Why => self.why(rest),
            Command::NotNeeded => self.not_needed(),
            _ => self.help(),
        }
    }

    fn help(&mut self) -> io::Result<()> {
        let (words, language) = (self.words(), self.model.language);
        let given = |entry: &super::command::Entry| {
            format!("{} {}", entry.letter, entry.arguments.get(language)).trim_end().to_owned()
        };
        let widest = COMMANDS.iter().map(|entry| cells::width(&given(entry))).max().unwrap_or(0);
        self.say(words.how_to)?;
        self.say(words.commands)?;
        for entry in COMMANDS {
            let lead = format!("  {}  ", cells::pad(&given(entry), widest));
            self.item(&lead, entry.does.get(language))?;
        }
        Ok(())
    }

    /// The rules, numbered as `w` takes them.
    fn rules(&mut self) -> io::Result<()> {
        let (words, wizard) = (self.words(), self.model.words());
        let lines = self.rule_lines();
        let digits = lines.len().to_string().len();
        self.say_counts()?;
        for kind in Kind::ALL {
            self.blank()?;
            self.say(match kind {
                Kind::Network => wizard.network,
                Kind::Application => wizard.application,
            })?;
            let of_kind = || lines.iter().enumerate().filter(|(_, line)| line.0 == *kind);
            if of_kind().next().is_none() {
                self.item("  ", words.empty_list)?;
            }
            for (index, (_, text)) in of_kind() {
                let lead = format!("{:>width$}. ", index + 1, width = digits + 2);
                self.item(&lead, text)?;
            }
        }
        self.blank()?;
        self.say_findings(&[])?;
        self.say(words.detail_hint)
    }

    fn rule_lines(&self) -> Vec<(Kind, String)> {
        let [added, removed] = self.words().marks;
        let line = |entry: &Entry| {
            let mark = match entry {
                Entry::Rule(_, Change::Added) => added,
                Entry::Rule(_, Change::Removed) => removed,
                _ => "",
            };
            (entry.kind(), format!("{mark}{}", self.rule_text(entry)))
        };
        self.model.entries().iter().map(line).collect()
    }

    /// The rules that are not needed, under their reasons.
    fn not_needed(&mut self) -> io::Result<()> {
        let (words, language) = (self.words(), self.model.language);
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for absent in &self.model.rules.absent {
            let reason = absent.reason.text(language);
            let rule = self.rule_text(&Entry::Absent(absent));
            match groups.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, rules)) => rules.push(rule),
                None => groups.push((reason, vec![rule])),
            }
        }
        self.say(self.model.words().absent)?;
        if groups.is_empty() {
            self.item("  ", words.empty_list)?;
        }
        for (reason, rules) in &groups {
            self.blank()?;
            self.say(reason)?;
            rules.iter().try_for_each(|rule| self.item("  ", rule))?;
        }
        Ok(())
    }

    fn why(&mut self, rest: &str) -> io::Result<()> {
        let entries = self.model.entries();
        let chosen = number(rest).and_then(|number| entries.get(number.checked_sub(1)?));
        let told = match chosen {
            Some(entry) => self.details(entry),
            None if entries.is_empty() => vec![self.words().empty_list.to_owned()],
            None => vec![(self.words().wants_number)(&entries.len().to_string())],
        };
        told.iter().try_for_each(|line| self.say(line))
    }
}
