//! One word of a script: quotes, variables, and what only a shell can know.

use super::super::node::{MAX_TEXT, Node, Value, shown};
use super::words::{MAX_NAME, Shell};
use crate::answers::audit::firewall::Why;

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

impl Shell<'_> {
    /// One word, which may stand for several.
    pub fn word(&mut self) -> Option<Vec<Node>> {
        let line = self.line;
        let mut word = Word { raw: self.at, ..Word::default() };
        while let Some(c) = self.peek() {
            match c {
                _ if c.is_whitespace() => break,
                ';' | '|' | '&' | ')' | '}' | '<' | '>' | '(' => break,
                // PowerShell's lists.
                ',' if word.quoted || word.gap.is_some() => break,
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
        let at = |value| Node::at(self.file, line, value);
        let too_much = self.left == 0 || word.text.len() > MAX_TEXT;
        let gap = word.gap.or(too_much.then_some(Why::NotEvaluated));
        if let Some(why) = gap {
            let text = shown(self.text.get(word.raw..self.at).unwrap_or_default());
            return vec![at(Value::open(&text, why))];
        }
        let mut words: Vec<Node> = word.list;
        if !word.text.is_empty() || (word.quoted && words.is_empty()) {
            words.push(at(Value::text(word.text)));
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
        let known = self.variables.get(name);
        let known = known.or_else(|| self.variables.get(&name.to_ascii_lowercase()));
        let known = known.cloned().unwrap_or_default();
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
                    word.list.push(self.node(Value::text(text)));
                }
                word.text.push_str(last);
            }
            Some([_, ..]) if known.iter().map(Node::size).sum::<usize>() <= self.left => {
                word.list.extend(known);
            }
            _ => {
                let inner = known.iter().find_map(Node::unknown).map(|gap| gap.why.clone());
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
pub(super) fn continued(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\\', '`', '^'])?;
    let trimmed = rest.trim_start_matches([' ', '\t', '\r']);
    trimmed.starts_with('\n').then(|| text.len() - trimmed.len() + 1)
}
