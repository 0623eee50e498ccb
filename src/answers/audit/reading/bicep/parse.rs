//! From the text of a Bicep file to its statements.

use super::tree::{Kind, Resource, Statement};

/// Expressions within expressions, and operators in a row; no file that people write has more.
pub const MAX_DEPTH: u16 = 40;

/// Why a statement cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Syntax,
    TooDeep,
}

pub(super) type Parsed<T> = Result<T, Trouble>;

pub(super) struct Parser<'a> {
    pub text: &'a str,
    pub at: usize,
    pub depth: u16,
}

impl<'a> Parser<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn takes(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    pub fn needs(&mut self, token: &str) -> Parsed<()> {
        if self.takes(token) { Ok(()) } else { Err(Trouble::Syntax) }
    }

    /// Skips blanks and comments; line breaks too, if they mean nothing here.
    pub fn skip(&mut self, lines: bool) {
        loop {
            let rest = self.rest();
            let blank = |c: char| c.is_whitespace() && (lines || c != '\n');
            let trimmed = rest.trim_start_matches(blank);
            self.at += rest.len() - trimmed.len();
            let end = if trimmed.starts_with("//") {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map_or(trimmed.len(), |end| end + 2)
            } else {
                return;
            };
            self.at += end;
        }
    }

    pub fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let first = |c: char| c.is_ascii_alphabetic() || c == '_';
        let more = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !rest.starts_with(first) {
            return None;
        }
        let end = rest.find(|c| !more(c)).unwrap_or(rest.len());
        self.at += end;
        Some(&rest[..end])
    }

    pub fn word(&mut self, word: &str) -> bool {
        let start = self.at;
        let found = self.name() == Some(word);
        self.at = if found { self.at } else { start };
        found
    }

    /// The next statement; `None` at the end of the text.
    pub fn statement(&mut self) -> Option<Parsed<Statement>> {
        self.skip(true);
        if self.at >= self.text.len() {
            return None;
        }
        self.depth = 0;
        Some(self.any_statement())
    }

    fn any_statement(&mut self) -> Parsed<Statement> {
        if self.takes("@") {
            self.expression()?;
            return Ok(Statement::Other);
        }
        let start = self.at;
        let keyword = self.name().ok_or(Trouble::Syntax)?;
        self.skip(false);
        match keyword {
            "param" => {
                let name = self.name().ok_or(Trouble::Syntax)?.to_owned();
                let value = if self.finds_value() { Some(self.expression()?) } else { None };
                Ok(Statement::Param(name, value))
            }
            "var" => {
                let name = self.name().ok_or(Trouble::Syntax)?.to_owned();
                if !self.finds_value() {
                    return Err(Trouble::Syntax);
                }
                Ok(Statement::Var(name, self.expression()?))
            }
            "resource" | "module" => {
                Ok(Statement::Resource(self.resource(start, keyword == "module")?))
            }
            "targetScope" | "output" | "metadata" | "type" | "func" | "import" | "using"
            | "extension" | "provider" | "assert" | "extends" => {
                self.pass_statement();
                Ok(Statement::Other)
            }
            _ => Err(Trouble::Syntax),
        }
    }

    /// Goes to what stands behind the equals sign of a declaration, over a type that may have
    /// several lines.
    fn finds_value(&mut self) -> bool {
        let mut depth = 0_i32;
        while let Some(c) = self.peek() {
            match c {
                '\'' => {
                    if self.text_literal().is_err() {
                        return false;
                    }
                    continue;
                }
                '/' => {
                    let before = self.at;
                    self.skip(false);
                    if self.at > before {
                        continue;
                    }
                }
                '{' | '[' | '(' => depth += 1,
                '}' | ']' | ')' => depth -= 1,
                '\n' if depth <= 0 => return false,
                '=' if depth <= 0 => {
                    self.at += 1;
                    return true;
                }
                _ => {}
            }
            self.at += c.len_utf8();
        }
        false
    }

    /// Goes to the next line that begins a statement.
    pub fn pass_statement(&mut self) {
        loop {
            match self.rest().find('\n') {
                Some(end) => self.at += end + 1,
                None => self.at = self.text.len(),
            }
            match self.peek() {
                Some(c) if c.is_ascii_lowercase() || c == '@' => return,
                None => return,
                _ => {}
            }
        }
    }

    pub fn resource(&mut self, start: usize, is_module: bool) -> Parsed<Resource> {
        let symbol = self.name().ok_or(Trouble::Syntax)?.to_owned();
        self.skip(false);
        let kind = match self.text_literal()?.kind {
            Kind::Text(kind) if is_module => kind,
            Kind::Text(kind) => kind.split('@').next().unwrap_or_default().to_owned(),
            _ => return Err(Trouble::Syntax),
        };
        self.skip(false);
        let existing = self.word("existing");
        self.skip(false);
        self.needs("=")?;
        self.skip(true);
        let condition = self.condition()?;
        let body = self.expression()?;
        Ok(Resource { start, is_module, symbol, kind, existing, condition, body })
    }
}
