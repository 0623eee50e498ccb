//! Scripts as commands and words, in the way of a shell: quotes, continued lines, variables that
//! the script sets itself. Everything else of a shell is left alone.

use super::super::node::{Gap, MAX_TEXT, Node, Value, shown};
use crate::answers::audit::firewall::Why;
use std::collections::HashMap;

/// Words that one script may have, those of its variables each time they are used.
pub const MAX_WORDS: usize = 1_000_000;

/// Bytes of a variable's name, and of what stands in front of a command on its line.
const MAX_NAME: usize = 250;

/// A command, or what stands behind `<<` for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Command {
    pub line: usize,
    pub words: Vec<Node>,
    /// The lines of a here-document, and the number of the first.
    pub given: Option<(usize, String)>,
}

pub(super) struct Shell<'a> {
    file: usize,
    text: &'a str,
    at: usize,
    line: usize,
    variables: HashMap<String, Vec<Node>>,
    left: usize,
}

/// A word that is being put together.
#[derive(Default)]
struct Word {
    text: String,
    raw: usize,
    quoted: bool,
    /// Why it is not known.
    gap: Option<Why>,
    /// Words of a list in front of it.
    list: Vec<Node>,
}

impl<'a> Shell<'a> {
    pub fn new(file: usize, text: &'a str, known: &[(String, String)]) -> Self {
        let mut shell =
            Self { file, text, at: 0, line: 1, variables: HashMap::new(), left: MAX_WORDS };
        for (name, value) in known {
            let node = shell.node(Value::Text(value.clone()));
            shell.variables.insert(name.clone(), vec![node]);
        }
        shell
    }

    fn node(&self, value: Value) -> Node {
        Node { file: self.file, line: self.line, value }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn pass(&mut self, bytes: usize) {
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
    pub fn commands(mut self, names: &[&str]) -> Vec<Command> {
        let mut commands = Vec::new();
        while self.at < self.text.len() {
            let start = self.line_start();
            let inner =
                start.trim_start_matches(|c: char| c.is_whitespace() || "$>#`&;".contains(c));
            let is_comment =
                start.trim_start().starts_with('#') && !start.trim_start().starts_with("#>");
            let named = names.iter().any(|name| {
                inner.strip_prefix(name).is_some_and(|rest| rest.starts_with(char::is_whitespace))
            });
            if named && !is_comment {
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
        }
        let words = match self.rest().starts_with('(') {
            true => {
                self.pass(1);
                self.list()
            }
            false => self.word().unwrap_or_default(),
        };
        let rest = self.line_start().trim_start();
        let alone = rest.is_empty() || rest.starts_with([';', '#', '&']);
        let gap = |shell: &Self| {
            let gap = Gap { text: shown(line), why: Why::NoValue(name.to_owned()) };
            vec![shell.node(Value::Unknown(Box::new(gap)))]
        };
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
        let mut command = Command { line: self.line, words: Vec::new(), given: None };
        let mut document = None;
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some('\n') => {
                    self.pass(1);
                    break;
                }
                Some(';' | '|' | '&' | ')' | '}') => {
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

    /// One word, which may stand for several.
    fn word(&mut self) -> Option<Vec<Node>> {
        let line = self.line;
        let mut word = Word { raw: self.at, ..Word::default() };
        while let Some(c) = self.peek() {
            match c {
                _ if c.is_whitespace() => break,
                ';' | '|' | '&' | ')' | '}' | '<' | '>' | '(' => break,
                // PowerShell's lists.
                ',' if word.quoted => break,
                '\'' => self.single(&mut word),
                '"' => self.double(&mut word),
                '$' => self.variable(&mut word, false),
                '`' | '\\' | '^' if continued(self.rest()).is_some() => break,
                '`' => self.substitution(&mut word),
                '\\' => {
                    self.pass(1);
                    let next = self.peek()?;
                    self.pass(next.len_utf8());
                    word.text.push(next);
                }
                c => {
                    self.pass(c.len_utf8());
                    word.text.push(c);
                }
            }
        }
        if word.raw == self.at {
            return None;
        }
        let size: usize = word.list.iter().map(Node::size).sum();
        self.left = self.left.saturating_sub(1 + word.text.len() / 64 + size);
        Some(self.finished(word, line))
    }

    fn finished(&self, word: Word, line: usize) -> Vec<Node> {
        let at = |value| Node { file: self.file, line, value };
        let too_much = self.left == 0 || word.text.len() > MAX_TEXT;
        let gap = word.gap.or(too_much.then_some(Why::NotEvaluated));
        if let Some(why) = gap {
            let text = shown(self.text.get(word.raw..self.at).unwrap_or_default());
            return vec![at(Value::Unknown(Box::new(Gap { text, why })))];
        }
        let mut words: Vec<Node> = word.list;
        if !word.text.is_empty() || (word.quoted && words.is_empty()) {
            words.push(at(Value::Text(word.text)));
        }
        words
    }

    fn single(&mut self, word: &mut Word) {
        self.pass(1);
        word.quoted = true;
        let rest = self.rest();
        let end = rest.find('\'').unwrap_or(rest.len());
        word.text.push_str(&rest[..end]);
        self.pass((end + 1).min(rest.len()));
    }

    fn double(&mut self, word: &mut Word) {
        self.pass(1);
        word.quoted = true;
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    self.pass(1);
                    return;
                }
                '$' => self.variable(word, true),
                '\\' | '`' => {
                    self.pass(1);
                    let Some(next) = self.peek() else { return };
                    if c == '\\' && !"\"\\$`\n".contains(next) {
                        word.text.push('\\');
                    }
                    if next != '\n' {
                        word.text.push(next);
                    }
                    self.pass(next.len_utf8());
                }
                c => {
                    word.text.push(c);
                    self.pass(c.len_utf8());
                }
            }
        }
    }

    /// `$NAME`, `${NAME}`, `${NAME[@]}`; other forms are not known.
    fn variable(&mut self, word: &mut Word, quoted: bool) {
        let rest = &self.rest()[1..];
        let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let plain = rest.find(|c| !of_name(c)).unwrap_or(rest.len());
        let (name, length) = match rest.chars().next() {
            Some('(') => return self.substitution(word),
            Some('{') => {
                // A name that is longer than this is none.
                let end = rest.bytes().take(MAX_NAME).position(|byte| byte == b'}');
                let inner = &rest[1..end.unwrap_or(1)];
                let length = end.map_or(1, |end| end + 1);
                (inner.trim_end_matches("[@]").trim_end_matches("[*]"), length)
            }
            _ => (&rest[..plain], plain),
        };
        self.pass(1 + length.min(rest.len()));
        if length == 0 {
            word.text.push('$');
            return;
        }
        let known = self.variables.get(name).cloned().unwrap_or_default();
        let texts: Option<Vec<String>> = known.iter().map(Node::text).collect();
        let size: usize = texts.iter().flatten().map(String::len).sum();
        match texts.as_deref() {
            Some([text]) if word.text.len() + size <= MAX_TEXT => {
                // Without quotes a shell takes the value for several words.
                let mut parts: Vec<&str> = text.split_whitespace().collect();
                if quoted || parts.len() < 2 {
                    word.text.push_str(text);
                    return;
                }
                let last = parts.pop().unwrap_or_default();
                for part in parts {
                    let text = std::mem::take(&mut word.text) + part;
                    word.list.push(self.node(Value::Text(text)));
                }
                word.text.push_str(last);
            }
            Some([_, ..]) if known.iter().map(Node::size).sum::<usize>() <= self.left => {
                word.list.extend(known);
            }
            _ => {
                let inner = known.iter().find_map(Node::gap).map(|gap| gap.why.clone());
                word.gap = Some(inner.unwrap_or_else(|| Why::NoValue(name.to_owned())));
            }
        }
    }

    /// `$( … )` and `` ` … ` ``: what a command says is known only when it runs.
    fn substitution(&mut self, word: &mut Word) {
        word.gap = Some(Why::OnlyAtRunTime);
        let mut depth = 0_usize;
        let is_tick = self.rest().starts_with('`');
        self.pass(1);
        while let Some(c) = self.peek() {
            match c {
                '\n' => return,
                '`' if is_tick => {
                    self.pass(1);
                    return;
                }
                '(' => depth += 1,
                ')' if !is_tick && depth <= 1 => {
                    self.pass(1);
                    return;
                }
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.pass(c.len_utf8());
        }
    }
}

/// The bytes up to the next line, where a mark continues this one.
fn continued(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\\', '`', '^'])?;
    let trimmed = rest.trim_start_matches([' ', '\t', '\r']);
    trimmed.starts_with('\n').then(|| text.len() - trimmed.len() + 1)
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
