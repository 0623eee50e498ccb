//! Scripts as commands and words, in the way of a shell: quotes, continued lines, variables that
//! the script sets itself. Everything else of a shell is left alone.

use super::super::node::{Node, Value};
use super::expansion::continued;
use crate::answers::audit::firewall::Why;
use std::collections::HashMap;

/// Words that one script may have, those of its variables each time they are used.
pub const MAX_WORDS: usize = 1_000_000;

/// Bytes of a variable's name, and of what stands in front of a command on its line.
pub(super) const MAX_NAME: usize = 250;

/// A command, or what stands behind `<<` for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Command {
    pub line: usize,
    pub words: Vec<Node>,
    /// The lines of a here-document, and the number of the first.
    pub given: Option<(usize, String)>,
    /// The variable of PowerShell that what it makes is kept in.
    pub kept_in: String,
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
    /// The variable that is being given a value.
    target: String,
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
            target: String::new(),
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

    fn pass_line(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.pass(end);
        rest[..end].trim_end()
    }

    /// The first bytes of what is left of the line.
    fn line_start(&self) -> &'a str {
        let rest = self.rest();
        let newline = rest.bytes().take(MAX_NAME).position(|byte| byte == b'\n');
        let mut end = newline.unwrap_or(rest.len().min(MAX_NAME));
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        &rest[..end]
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
                commands.extend(self.command());
            } else if !self.assignment(start) {
                let line = self.pass_line();
                if let Some(end) = here_document(line) {
                    self.document(&end);
                }
            }
        }
        commands
    }

    fn is_named(&self, text: &str) -> bool {
        self.names.iter().any(|name| {
            text.strip_prefix(name).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })
    }

    /// `NAME=value`, `export NAME=value`, `NAME=(a b)`, `$name = 'value'`
    fn assignment(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let skipped = line.len() - trimmed.len();
        let mut inner = trimmed;
        for word in ["export ", "readonly ", "local ", "declare ", "set ", "$"] {
            inner = inner.strip_prefix(word).unwrap_or(inner);
        }
        let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = inner.find(|c| !of_name(c)).unwrap_or(inner.len());
        let (name, rest) = inner.split_at(end);
        let is_powershell = trimmed.starts_with('$');
        let value = if is_powershell { rest.trim_start() } else { rest };
        if name.is_empty() || !value.starts_with('=') || value.starts_with("==") {
            return false;
        }
        let before = skipped + (trimmed.len() - inner.len()) + end + (rest.len() - value.len()) + 1;
        self.pass(before);
        if is_powershell {
            self.blanks();
            name.clone_into(&mut self.target);
            // What a command makes is kept, alone or in a list.
            let rest = self.rest();
            let made = rest.trim_start_matches(['@', '(']).trim_start();
            if self.is_named(made) {
                self.pass(rest.len() - made.len());
                return true;
            }
        }
        let open = self.rest().trim_start_matches('@');
        let words = if open.starts_with('(') {
            self.pass(self.rest().len() - open.len() + 1);
            self.list()
        } else {
            self.word().unwrap_or_default()
        };
        let rest = self.line_start().trim_start();
        let alone = rest.is_empty() || rest.starts_with([';', '#', '&']);
        let gap = |shell: &Self| vec![shell.node(Value::open(line, Why::NoValue(name.to_owned())))];
        let words = if alone { words } else { gap(self) };
        self.variables.insert(name.to_owned(), words);
        if rest.starts_with([';', '&']) {
            let skip = self.rest().len() - self.rest().trim_start_matches([' ', ';', '&']).len();
            self.pass(skip);
        } else {
            self.pass_line();
        }
        true
    }

    /// The words of `( … )`, over several lines.
    fn list(&mut self) -> Vec<Node> {
        let mut words = Vec::new();
        loop {
            match self.peek() {
                None => return words,
                Some(')') => {
                    self.pass(1);
                    return words;
                }
                Some('#') => {
                    self.pass_line();
                }
                Some(c) if c.is_whitespace() || c == ',' => self.pass(c.len_utf8()),
                Some(_) => match self.word() {
                    Some(more) => words.extend(more),
                    None => self.pass(self.peek().map_or(0, char::len_utf8)),
                },
            }
        }
    }

    fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\r']);
            self.pass(rest.len() - trimmed.len());
            let Some(end) = continued(trimmed) else { return };
            self.pass(end);
        }
    }

    /// The words up to the end of the command.
    fn command(&mut self) -> Option<Command> {
        let kept_in = self.target.clone();
        let mut command = Command { line: self.line, words: Vec::new(), given: None, kept_in };
        let mut document = None;
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some('\n' | ';' | '|' | '&' | ')' | '}') => {
                    self.pass(1);
                    break;
                }
                Some('#') => {
                    self.pass_line();
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
                Some('<' | '>' | ',' | '(') => self.pass(1),
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

/// The word that ends a here-document that begins on this line.
fn here_document(line: &str) -> Option<String> {
    let rest = line.split("<<").nth(1)?.trim_start_matches('-').trim_start();
    let of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let rest = rest.trim_start_matches(['\'', '"', '\\']);
    let end = rest.find(|c| !of_word(c)).unwrap_or(rest.len());
    (end > 0 && rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
        .then(|| rest[..end].to_owned())
}
