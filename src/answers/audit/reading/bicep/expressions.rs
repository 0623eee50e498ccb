//! The expressions of Bicep.

use super::parse::{MAX_DEPTH, Parsed, Parser, Trouble};
use super::tree::{Expr, For, Kind};

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

impl Parser<'_> {
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

    pub fn expr(&self, start: usize, kind: Kind) -> Expr {
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
            } else if self.takes("::") || self.takes(".") {
                let may_miss = self.takes("?");
                let name = self.name().ok_or(Trouble::Syntax)?.to_owned();
                if self.takes("(") {
                    Kind::Call(name, self.arguments()?)
                } else {
                    Kind::Member(Box::new(inner), name, may_miss)
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
                if let Some(names) = self.names_of_lambda() {
                    return self.lambda(start, names);
                }
                let inner = self.expression()?;
                self.skip(true);
                self.needs(")")?;
                Ok(inner)
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
                    _ if self.is_lambda() => return self.lambda(start, vec![name.to_owned()]),
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

    /// `a, b)` of a lambda, behind the bracket that opens it.
    fn names_of_lambda(&mut self) -> Option<Vec<String>> {
        let before = self.at;
        let mut names = Vec::new();
        while let Some(name) = self.name() {
            names.push(name.to_owned());
            self.skip(true);
            if !self.takes(",") {
                break;
            }
            self.skip(true);
        }
        if self.takes(")") && self.is_lambda() {
            return Some(names);
        }
        self.at = before;
        None
    }

    fn lambda(&mut self, start: usize, names: Vec<String>) -> Parsed<Expr> {
        self.skip(false);
        self.needs("=>")?;
        self.skip(true);
        let body = Box::new(self.expression()?);
        Ok(self.expr(start, Kind::Lambda(names, body)))
    }

    fn arguments(&mut self) -> Parsed<Vec<Expr>> {
        self.separated(")", Self::expression)
    }

    /// Items up to a closing mark, each behind a comma or on a line of its own.
    pub fn separated<T>(
        &mut self,
        close: &str,
        item: fn(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
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
        if self.word("for")
            && let Some(kind) = self.for_each()?
        {
            return Ok(self.expr(start, kind));
        }
        self.at = before;
        let items = self.separated("]", Self::spread)?;
        Ok(self.expr(start, Kind::List(items)))
    }

    /// An item; one with dots in front stands for all that it holds.
    pub fn spread(&mut self) -> Parsed<Expr> {
        let start = self.at;
        if !self.takes("...") {
            return self.expression();
        }
        let inner = Box::new(self.expression()?);
        Ok(self.expr(start, Kind::Spread(inner)))
    }

    /// `if (…)` in front of what it is about.
    pub fn condition(&mut self) -> Parsed<Option<Expr>> {
        let there = self.word("if");
        self.skip(false);
        let condition = if there { Some(self.expression()?) } else { None };
        self.skip(true);
        Ok(condition)
    }

    fn for_each(&mut self) -> Parsed<Option<Kind>> {
        self.skip(false);
        let pair = self.takes("(");
        self.skip(false);
        let Some(item) = self.name() else { return Ok(None) };
        let mut names = vec![item.to_owned()];
        self.skip(false);
        if pair {
            self.needs(",")?;
            self.skip(false);
            names.extend(self.name().map(str::to_owned));
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
        let condition = self.condition()?;
        let body = self.expression()?;
        self.skip(true);
        self.needs("]")?;
        Ok(Some(Kind::For(Box::new(For { names, list, condition, body }))))
    }
}
