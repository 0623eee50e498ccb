//! Scripts as commands and words, in the way of a shell: quotes, continued lines, variables that
//! the script sets itself. Everything else of a shell is left alone.

use super::super::node::{Node, Value};
use super::expansion::continued;
use std::collections::HashMap;

/// Words that one script may have, those of its variables each time they are used.
pub const MAX_WORDS: usize = 1_000_000;

/// Bytes of a variable's name, and of what stands in front of a command on its line.
pub(super) const MAX_NAME: usize = 250;

/// What ends a command.
const ENDS: &[char] = &['\n', ';', '|', '&', ')', '}'];

/// A command, or what stands behind `<<` for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Command {
    pub line: usize,
    pub words: Vec<Node>,
    /// The lines of a here-document, and the number of the first.
    pub given: Option<(usize, String)>,
    /// By which name others speak of what it makes; empty where nobody does.
    pub kept_as: String,
}

pub(super) struct Shell<'a> {
    pub file: usize,
    pub text: &'a str,
    pub at: usize,
    pub line: usize,
    pub variables: HashMap<String, Vec<Node>>,
    pub left: usize,
    /// Commands that are looked for.
    names: &'a [&'a str],
    /// Commands whose values others take, each in front of that which takes it.
    pub made: Vec<Command>,
    /// Commands within commands.
    pub depth: usize,
}

impl<'a> Shell<'a> {
    pub fn new(
        file: usize,
        text: &'a str,
        known: &[(String, String)],
        names: &'a [&'a str],
    ) -> Self {
        let mut shell = Self {
            file,
            text,
            at: 0,
            line: 1,
            variables: HashMap::new(),
            left: MAX_WORDS,
            names,
            made: Vec::new(),
            depth: 0,
        };
        for (name, value) in known {
            let node = shell.node(Value::text(value.clone()));
            shell.variables.insert(name.clone(), vec![node]);
        }
        shell
    }

    pub fn node(&self, value: Value) -> Node {
        Node::at(self.file, self.line, value)
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn pass(&mut self, bytes: usize) {
        let passed = &self.text[self.at..self.at + bytes];
        self.line += passed.matches('\n').count();
        self.at += bytes;
    }

    pub(super) fn pass_line(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.pass(end);
        rest[..end].trim_end()
    }

    /// The first bytes of what is left.
    pub(super) fn ahead(&self) -> &'a str {
        let rest = self.rest();
        let mut end = rest.len().min(MAX_NAME);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        &rest[..end]
    }

    /// Those of them that stand on this line.
    pub(super) fn line_start(&self) -> &'a str {
        self.ahead().split('\n').next().unwrap_or_default()
    }

    /// Every command of one of these names, and none of the rest.
    pub fn commands(mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        while self.at < self.text.len() {
            let start = self.line_start();
            let inner =
                start.trim_start_matches(|c: char| c.is_whitespace() || "$>#`&;".contains(c));
            let is_comment =
                start.trim_start().starts_with('#') && !start.trim_start().starts_with("#>");
            if self.is_named(inner) && !is_comment {
                self.pass(start.len() - inner.len());
                let command = self.command();
                self.pass(usize::from(self.rest().starts_with(ENDS)));
                commands.append(&mut self.made);
                commands.extend(command);
            } else if is_comment || !self.assignment(start) {
                self.other_line(is_comment);
            }
            commands.append(&mut self.made);
        }
        commands
    }

    /// A line that is none of these; what is made somewhere in it is made all the same.
    fn other_line(&mut self, is_comment: bool) {
        let line = self.line_start();
        let found = self.names.iter().filter(|name| is_cmdlet(name));
        let found = found.filter_map(|name| line.find(name)).min();
        // Elsewhere, people talk about it.
        let is_used = |at: &usize| line[..*at].trim_end().ends_with(['(', '=', '{', ';', '|']);
        if let Some(at) = found.filter(is_used).filter(|_| !is_comment) {
            self.pass(at);
            if self.inner().is_some() {
                return;
            }
        }
        let line = self.pass_line();
        if let Some(end) = here_document(line) {
            self.document(&end);
        }
    }

    /// The name that a text begins with, of those that are looked for.
    pub(super) fn named(&self, text: &str) -> Option<&'a str> {
        let is = |name: &&&str| {
            text.strip_prefix(**name).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        };
        self.names.iter().find(is).copied()
    }

    fn is_named(&self, text: &str) -> bool {
        self.named(text).is_some()
    }

    pub(super) fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\r']);
            self.pass(rest.len() - trimmed.len());
            let Some(end) = continued(trimmed) else { return };
            self.pass(end);
        }
    }

    /// The words up to the end of the command, which is left.
    pub(super) fn command(&mut self) -> Option<Command> {
        let kept_as = String::new();
        let mut command = Command { line: self.line, words: Vec::new(), given: None, kept_as };
        let mut document = None;
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some(c) if ENDS.contains(&c) => break,
                Some('#') => {
                    let line = self.rest().find('\n').unwrap_or(self.rest().len());
                    self.pass(line);
                    break;
                }
                Some('<') if self.rest().starts_with("<<") => {
                    let line = self.pass_line();
                    document = here_document(line);
                    break;
                }
                Some('@') if self.rest().starts_with("@(") => {
                    self.pass(2);
                    command.words.extend(self.list());
                }
                Some('@') if self.is_splat() => command.words.extend(self.splat()),
                Some('(') => match self.inner() {
                    Some(made) => command.words.push(made),
                    None => self.pass(1),
                },
                Some('<' | '>' | ',') => self.pass(1),
                Some(_) => command.words.extend(self.word()?),
            }
        }
        if let Some(end) = document {
            let first = self.line;
            command.given = Some((first, self.document(&end)));
        }
        Some(command)
    }

    /// The lines up to the one that ends a here-document.
    fn document(&mut self, end: &str) -> String {
        let start = self.at;
        while self.at < self.text.len() {
            let before = self.at;
            if self.pass_line().trim() == end {
                return self.text[start..before].to_owned();
            }
        }
        self.text[start..].to_owned()
    }
}

/// Whether a command is one of PowerShell, whose values others take.
pub(super) fn is_cmdlet(name: &str) -> bool {
    name.contains('-')
}

/// The word that ends a here-document that begins on this line.
fn here_document(line: &str) -> Option<String> {
    let rest = line.split("<<").nth(1)?.trim_start_matches('-').trim_start();
    let of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let rest = rest.trim_start_matches(['\'', '"', '\\']);
    let end = rest.find(|c| !of_word(c)).unwrap_or(rest.len());
    (end > 0 && rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
        .then(|| rest[..end].to_owned())
}
