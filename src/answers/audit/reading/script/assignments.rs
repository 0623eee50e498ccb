//! What a script keeps for later: variables, lists, tables, and what PowerShell's commands make.

use super::super::node::{Node, Value};
use super::words::{Shell, is_cmdlet};
use crate::answers::audit::firewall::Why;

/// Commands within commands; a group has collections, which have rules.
const MAX_INNER: usize = 8;

impl Shell<'_> {
    /// A command in brackets, or alone in a list: what it makes, as a word. Nothing is passed where
    /// there is none.
    pub fn inner(&mut self) -> Option<Node> {
        let rest = self.ahead();
        let open = rest.trim_start_matches(|c: char| c == '(' || c.is_whitespace());
        let name = self.named(open).filter(|name| is_cmdlet(name))?;
        if self.depth == MAX_INNER || name.is_empty() {
            return None;
        }
        let brackets = rest[..rest.len() - open.len()].matches('(').count();
        self.pass(rest.len() - open.len());
        self.depth += 1;
        let command = self.command();
        self.depth -= 1;
        for _ in 0..brackets {
            let rest = self.rest();
            let end = rest.trim_start();
            if end.starts_with(')') {
                self.pass(rest.len() - end.len() + 1);
            }
        }
        let mut command = command?;
        // No variable has such a name.
        command.kept_as = format!("#{}", self.at);
        let word = Node::at(self.file, command.line, Value::text(&command.kept_as));
        self.made.push(command);
        Some(word)
    }

    /// `NAME=value`, `export NAME=value`, `NAME=(a b)`, `$name = 'value'`
    pub fn assignment(&mut self, line: &str) -> bool {
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
        let is_more = is_powershell && value.starts_with("+=");
        let is_value = value.starts_with('=') && !value.starts_with("==");
        if name.is_empty() || !(is_value || is_more) {
            return false;
        }
        let before = skipped + (trimmed.len() - inner.len()) + end + (rest.len() - value.len());
        let line = self.line_start();
        self.pass(before + value.len() - value.trim_start_matches('+').len() + 1);
        if is_powershell {
            self.blanks();
        }
        // PowerShell's variables have no letter case.
        let name = if is_powershell { name.to_ascii_lowercase() } else { name.to_owned() };
        let open = self.ahead().trim_start_matches('@');
        let open = &self.rest()[self.ahead().len() - open.len()..];
        let mut words = if open.starts_with('{') {
            self.pass(self.rest().len() - open.len() + 1);
            self.table()
        } else {
            self.value().unwrap_or_default()
        };
        while is_powershell && self.comma() {
            words.extend(self.value().unwrap_or_default());
        }
        let rest = self.line_start().trim_start();
        if !(rest.is_empty() || rest.starts_with([';', '#', '&'])) {
            words = vec![self.node(Value::open(line, Why::NoValue(name.clone())))];
        }
        if value.starts_with('+') {
            self.variables.entry(name).or_default().extend(words);
        } else {
            self.variables.insert(name, words);
        }
        if rest.starts_with([';', '&']) {
            let skip = self.rest().len() - self.rest().trim_start_matches([' ', ';', '&']).len();
            self.pass(skip);
        } else {
            self.pass_line();
        }
        true
    }

    /// The words of `@{ Name = value … }` as flags and their values.
    fn table(&mut self) -> Vec<Node> {
        let mut words = Vec::new();
        while let Some(c) = self.peek() {
            let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let rest = self.ahead();
            let end = rest.find(|c| !of_name(c)).unwrap_or(rest.len());
            let is_key = end > 0 && rest[end..].trim_start().starts_with('=');
            if c == '}' {
                self.pass(1);
                break;
            } else if is_key {
                words.push(self.node(Value::text(format!("-{}", &rest[..end]))));
                self.pass(rest.len() - rest[end..].trim_start().len() + 1);
            } else if c == '#' {
                self.pass_line();
            } else if let Some(more) = self.value() {
                words.extend(more);
            } else {
                self.pass(c.len_utf8());
            }
        }
        words
    }

    /// A comma, and the line breaks behind it.
    fn comma(&mut self) -> bool {
        let rest = self.ahead();
        let Some(behind) = rest.trim_start().strip_prefix(',') else { return false };
        self.pass(rest.len() - behind.trim_start().len());
        true
    }

    /// What a command makes, the words of a list, or one word.
    fn value(&mut self) -> Option<Vec<Node>> {
        if let Some(made) = self.inner() {
            return Some(vec![made]);
        }
        for open in ["@(", "("] {
            if self.rest().starts_with(open) {
                self.pass(open.len());
                return Some(self.list());
            }
        }
        self.word()
    }

    /// The words of `( … )`, over several lines.
    pub fn list(&mut self) -> Vec<Node> {
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
                Some(_) => match self.inner() {
                    Some(made) => words.push(made),
                    None => match self.word() {
                        Some(more) => words.extend(more),
                        None => self.pass(self.peek().map_or(0, char::len_utf8)),
                    },
                },
            }
        }
    }

    /// Whether `@name` stands for a table of flags.
    pub fn is_splat(&self) -> bool {
        let name = self.splat_name();
        !name.is_empty() && self.variables.contains_key(&name.to_ascii_lowercase())
    }

    fn splat_name(&self) -> &str {
        let rest = self.rest().strip_prefix('@').unwrap_or_default();
        let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        &rest[..rest.find(|c| !of_name(c)).unwrap_or(rest.len())]
    }

    pub fn splat(&mut self) -> Vec<Node> {
        let name = self.splat_name().to_ascii_lowercase();
        self.pass(1 + name.len());
        let words = self.variables.get(&name).cloned().unwrap_or_default();
        self.left = self.left.saturating_sub(words.iter().map(Node::size).sum());
        if self.left == 0 { Vec::new() } else { words }
    }
}
