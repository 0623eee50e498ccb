//! From the text of a Bicep file to its statements.

use super::tree::{Expr, Kind, Resource, Statement};

/// Expressions within expressions, and operators in a row; no file that people write has more, and
/// the main thread's stack bears it everywhere.
pub const MAX_DEPTH: u16 = 40;

/// Why a statement cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Syntax,
    TooDeep,
}

type Parsed<T> = Result<T, Trouble>;

/// Operators from the loosest to the tightest.
const OPERATORS: &[&[&str]] = &[
    &["??"],
    &["||"],
    &["&&"],
    &["==", "!=", "=~", "!~"],
    &["<=", ">=", "<", ">"],
    &["+", "-"],
    &["*", "/", "%"],
];

pub(super) struct Parser<'a> {
    text: &'a str,
    pub at: usize,
    depth: u16,
}

impl<'a> Parser<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn takes(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn needs(&mut self, token: &str) -> Parsed<()> {
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

    fn name(&mut self) -> Option<&'a str> {
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

    fn word(&mut self, word: &str) -> bool {
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

    fn resource(&mut self, start: usize, is_module: bool) -> Parsed<Resource> {
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
        let condition = if self.word("if") {
            self.skip(false);
            Some(self.expression()?)
        } else {
            None
        };
        self.skip(true);
        let body = self.expression()?;
        Ok(Resource { start, is_module, symbol, kind, existing, condition, body })
    }

    pub fn expression(&mut self) -> Parsed<Expr> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Trouble::TooDeep);
        }
        self.skip(false);
        let start = self.at;
        let condition = self.binary(0)?;
        let parsed = if self.continues("?") && !self.rest().starts_with("??") {
            self.needs("?")?;
            self.skip(true);
            let yes = self.expression()?;
            self.skip(true);
            self.needs(":")?;
            self.skip(true);
            let no = self.expression()?;
            self.expr(start, Kind::Choice(Box::new([condition, yes, no])))
        } else {
            condition
        };
        self.depth -= 1;
        Ok(parsed)
    }

    fn expr(&self, start: usize, kind: Kind) -> Expr {
        Expr { span: (start, self.at), kind }
    }

    /// Whether an expression goes on with this token, perhaps on the next line.
    fn continues(&mut self, token: &str) -> bool {
        let before = self.at;
        self.skip(true);
        let found = self.rest().starts_with(token);
        self.at = if found { self.at } else { before };
        found
    }

    fn binary(&mut self, level: usize) -> Parsed<Expr> {
        let Some(operators) = OPERATORS.get(level) else { return self.unary() };
        let start = self.at;
        let mut left = self.binary(level + 1)?;
        for _ in 0..=MAX_DEPTH {
            let Some(operator) = self.operator(operators, level) else { return Ok(left) };
            self.skip(true);
            let right = self.binary(level + 1)?;
            left = self.expr(start, Kind::Binary(operator, Box::new([left, right])));
        }
        Err(Trouble::TooDeep)
    }

    fn operator(&mut self, operators: &[&'static str], level: usize) -> Option<&'static str> {
        let before = self.at;
        // A line that begins with one of the tighter ones may be an item of its own.
        self.skip(level < 4);
        let found = operators.iter().find(|operator| self.rest().starts_with(**operator)).copied();
        let found = found.filter(|_| !self.rest().starts_with("//"));
        match found {
            Some(operator) => self.at += operator.len(),
            None => self.at = before,
        }
        found
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let start = self.at;
        let sign = self.peek().filter(|c| matches!(c, '!' | '-'));
        let Some(sign) = sign else { return self.postfix() };
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Trouble::TooDeep);
        }
        self.skip(false);
        let inner = Box::new(self.unary()?);
        self.depth -= 1;
        let kind = if sign == '!' { Kind::Not(inner) } else { Kind::Negative(inner) };
        Ok(self.expr(start, kind))
    }

    fn postfix(&mut self) -> Parsed<Expr> {
        let start = self.at;
        let mut inner = self.primary()?;
        for _ in 0..=MAX_DEPTH {
            let kind = if self.takes("[") {
                self.takes("?");
                self.skip(true);
                let index = self.expression()?;
                self.skip(true);
                self.needs("]")?;
                Kind::Index(Box::new(inner), Box::new(index))
            } else if self.takes(".?") || self.takes("::") || self.takes(".") {
                let name = self.name().ok_or(Trouble::Syntax)?.to_owned();
                if self.takes("(") {
                    Kind::Call(name, self.arguments()?)
                } else {
                    Kind::Member(Box::new(inner), name)
                }
            } else if self.rest().starts_with('!')
                && !self.rest().starts_with("!=")
                && !self.rest().starts_with("!~")
            {
                self.at += 1;
                continue;
            } else {
                return Ok(inner);
            };
            inner = self.expr(start, kind);
        }
        Err(Trouble::TooDeep)
    }

    fn primary(&mut self) -> Parsed<Expr> {
        let start = self.at;
        match self.peek().ok_or(Trouble::Syntax)? {
            '\'' => self.text_literal(),
            '{' => self.object(),
            '[' => self.list(),
            '(' => {
                self.at += 1;
                self.skip(true);
                if self.takes(")") {
                    return self.lambda(start);
                }
                let inner = self.expression()?;
                self.skip(true);
                self.needs(")")?;
                if self.is_lambda() { self.lambda(start) } else { Ok(inner) }
            }
            '0'..='9' => {
                let digits = self.rest();
                let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                self.at += end;
                let number = digits[..end].parse().map_err(|_| Trouble::Syntax)?;
                Ok(self.expr(start, Kind::Number(number)))
            }
            _ => {
                let name = self.name().ok_or(Trouble::Syntax)?;
                let kind = match name {
                    "true" => Kind::Bool(true),
                    "false" => Kind::Bool(false),
                    "null" => Kind::Null,
                    _ if self.takes("(") => Kind::Call(name.to_owned(), self.arguments()?),
                    _ if self.is_lambda() => return self.lambda(start),
                    _ => Kind::Name(name.to_owned()),
                };
                Ok(self.expr(start, kind))
            }
        }
    }

    fn is_lambda(&mut self) -> bool {
        let before = self.at;
        self.skip(false);
        let found = self.rest().starts_with("=>");
        self.at = before;
        found
    }

    fn lambda(&mut self, start: usize) -> Parsed<Expr> {
        self.skip(false);
        self.needs("=>")?;
        self.skip(true);
        self.expression()?;
        Ok(self.expr(start, Kind::Other))
    }

    fn arguments(&mut self) -> Parsed<Vec<Expr>> {
        self.separated(")", Self::expression)
    }

    /// Items up to a closing mark, each behind a comma or on a line of its own.
    fn separated<T>(&mut self, close: &str, item: fn(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = Vec::new();
        loop {
            self.skip(true);
            while self.takes(",") {
                self.skip(true);
            }
            if self.takes(close) {
                return Ok(items);
            }
            items.push(item(self)?);
        }
    }

    fn list(&mut self) -> Parsed<Expr> {
        let start = self.at;
        self.needs("[")?;
        self.skip(true);
        let before = self.at;
        if self.word("for") {
            if let Some(kind) = self.for_each()? {
                return Ok(self.expr(start, kind));
            }
        }
        self.at = before;
        let items = self.separated("]", Self::spread)?;
        Ok(self.expr(start, Kind::List(items)))
    }

    /// An item; one with dots in front stands for all that it holds, and is read over.
    fn spread(&mut self) -> Parsed<Expr> {
        let start = self.at;
        if self.takes("...") {
            self.expression()?;
            return Ok(self.expr(start, Kind::Other));
        }
        self.expression()
    }

    fn for_each(&mut self) -> Parsed<Option<Kind>> {
        self.skip(false);
        let pair = self.takes("(");
        self.skip(false);
        let Some(item) = self.name().map(str::to_owned) else { return Ok(None) };
        self.skip(false);
        let mut number = None;
        if pair {
            self.needs(",")?;
            self.skip(false);
            number = self.name().map(str::to_owned);
            self.skip(false);
            self.needs(")")?;
            self.skip(false);
        }
        if !self.word("in") {
            return Ok(None);
        }
        let list = self.expression()?;
        self.skip(true);
        self.needs(":")?;
        self.skip(true);
        if self.word("if") {
            // Whether an item is left out is not followed: all of it is unknown.
            self.skip(false);
            self.expression()?;
            self.skip(true);
            self.expression()?;
            self.skip(true);
            self.needs("]")?;
            return Ok(Some(Kind::Other));
        }
        let body = self.expression()?;
        self.skip(true);
        self.needs("]")?;
        Ok(Some(Kind::For(item, number, Box::new([list, body]))))
    }

    fn object(&mut self) -> Parsed<Expr> {
        enum Item {
            Entry(Expr, Expr),
            Child(Resource),
            Nothing,
        }
        let start = self.at;
        self.needs("{")?;
        let items = self.separated("}", |parser| {
            let start = parser.at;
            if parser.takes("...") {
                parser.expression()?;
                let rest = parser.expr(start, Kind::Other);
                return Ok(Item::Entry(rest.clone(), rest));
            }
            if parser.takes("@") {
                parser.expression()?;
                return Ok(Item::Nothing);
            }
            let key = match parser.peek() {
                Some('\'') => parser.text_literal()?,
                _ => {
                    let name = parser.name().ok_or(Trouble::Syntax)?.to_owned();
                    parser.expr(start, Kind::Text(name))
                }
            };
            parser.skip(false);
            if !parser.rest().starts_with(':') && key.kind == Kind::Text("resource".to_owned()) {
                return Ok(Item::Child(parser.resource(start, false)?));
            }
            parser.needs(":")?;
            parser.skip(true);
            Ok(Item::Entry(key, parser.expression()?))
        })?;
        let (mut entries, mut children) = (Vec::new(), Vec::new());
        for item in items {
            match item {
                Item::Entry(key, value) => entries.push((key, value)),
                Item::Child(child) => children.push(child),
                Item::Nothing => {}
            }
        }
        Ok(self.expr(start, Kind::Object(entries, children)))
    }

    fn text_literal(&mut self) -> Parsed<Expr> {
        let start = self.at;
        if self.takes("'''") {
            let end = self.rest().find("'''").ok_or(Trouble::Syntax)?;
            let text = self.rest()[..end].trim_start_matches('\n').to_owned();
            self.at += end + 3;
            return Ok(self.expr(start, Kind::Text(text)));
        }
        self.needs("'")?;
        let mut parts = Vec::new();
        let mut text = String::new();
        loop {
            let c = self.peek().ok_or(Trouble::Syntax)?;
            self.at += c.len_utf8();
            match c {
                '\'' => break,
                '\n' => return Err(Trouble::Syntax),
                '\\' => self.escape(&mut text)?,
                '$' if self.rest().starts_with('{') => {
                    self.at += 1;
                    if !text.is_empty() {
                        parts.push(self.expr(start, Kind::Text(std::mem::take(&mut text))));
                    }
                    self.skip(true);
                    parts.push(self.expression()?);
                    self.skip(true);
                    self.needs("}")?;
                }
                c => text.push(c),
            }
        }
        if parts.is_empty() {
            return Ok(self.expr(start, Kind::Text(text)));
        }
        if !text.is_empty() {
            parts.push(self.expr(start, Kind::Text(text)));
        }
        Ok(self.expr(start, Kind::Parts(parts)))
    }

    fn escape(&mut self, text: &mut String) -> Parsed<()> {
        if self.takes("u{") {
            let end = self.rest().find('}').ok_or(Trouble::Syntax)?;
            let code = self.rest().get(..end).and_then(|code| u32::from_str_radix(code, 16).ok());
            text.push(code.and_then(char::from_u32).ok_or(Trouble::Syntax)?);
            self.at += end + 1;
            return Ok(());
        }
        let c = self.peek().ok_or(Trouble::Syntax)?;
        self.at += c.len_utf8();
        text.push(match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\\' | '\'' | '$' => c,
            _ => return Err(Trouble::Syntax),
        });
        Ok(())
    }
}
