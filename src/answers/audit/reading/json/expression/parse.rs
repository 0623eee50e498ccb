//! The grammar of Azure's template expressions.

use std::ops::Range;

/// The longest expression that is read; Azure refuses those above 24 576 characters, and a whole
/// rule collection may be written as one.
pub const MAX_EXPRESSION: usize = 200_000;

/// How deeply calls may be nested.
pub const MAX_NESTING: usize = 64;

/// One part of an expression: a value, and what is taken out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expr {
    pub what: What,
    /// `.name` and `[index]`, from left to right.
    pub taken: Vec<Taken>,
    /// Where it stands in the text.
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Text(String),
    Number(i64),
    /// A call: its name in lower case.
    Call(String, Vec<Expr>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// `.name`; whether a missing one is null.
    Property(String, bool),
    /// `[index]`
    Index(Expr),
}

/// The expression in a text, without its brackets; `None` if it is none that can be read.
pub(super) fn parse(text: &str) -> Option<Expr> {
    if text.len() > MAX_EXPRESSION {
        return None;
    }
    let mut parser = Parser { text, at: 0, depth: 0 };
    let expr = parser.expr()?;
    parser.blanks();
    (parser.at == text.len()).then_some(expr)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes a mark, if it comes next.
    fn mark(&mut self, mark: &str) -> bool {
        self.blanks();
        let there = self.rest().starts_with(mark);
        if there {
            self.at += mark.len();
        }
        there
    }

    fn expr(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return None;
        }
        self.blanks();
        let start = self.at;
        let what = match self.rest().chars().next()? {
            '\'' => What::Text(self.text()?),
            '-' | '0'..='9' => What::Number(self.number()?),
            _ => self.call()?,
        };
        let mut taken = Vec::new();
        let mut end = self.at;
        while let Some(one) = self.taken()? {
            taken.push(one);
            end = self.at;
        }
        self.depth -= 1;
        Some(Expr { what, taken, span: start..end })
    }

    /// A text between single quotes; a doubled quote stands for one.
    fn text(&mut self) -> Option<String> {
        let mut out = String::new();
        loop {
            self.at += 1;
            let end = self.rest().find('\'')?;
            out.push_str(&self.rest()[..end]);
            self.at += end + 1;
            if !self.rest().starts_with('\'') {
                return Some(out);
            }
            out.push('\'');
        }
    }

    fn number(&mut self) -> Option<i64> {
        let digits = |c: char| c.is_ascii_digit() || c == '-';
        let end = self.rest().find(|c| !digits(c)).unwrap_or(self.rest().len());
        let number = self.rest()[..end].parse().ok()?;
        self.at += end;
        Some(number)
    }

    fn name(&mut self) -> Option<String> {
        self.blanks();
        let of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '#');
        let end = self.rest().find(|c| !of_name(c)).unwrap_or(self.rest().len());
        let name = self.rest()[..end].to_owned();
        self.at += end;
        (!name.is_empty()).then_some(name)
    }

    fn call(&mut self) -> Option<What> {
        let mut name = self.name()?;
        // A function of the template's own stands in a namespace.
        while self.rest().starts_with('.') && !name.is_empty() {
            self.at += 1;
            name = format!("{name}.{}", self.name()?);
        }
        name.make_ascii_lowercase();
        let mut arguments = Vec::new();
        if !self.mark("(") {
            let constant = matches!(&*name, "true" | "false" | "null");
            return constant.then_some(What::Call(name, arguments));
        }
        if self.mark(")") {
            return Some(What::Call(name, arguments));
        }
        loop {
            arguments.push(self.expr()?);
            if self.mark(")") {
                return Some(What::Call(name, arguments));
            }
            if !self.mark(",") {
                return None;
            }
        }
    }

    /// What is taken out of a value, if anything; the outer `None` is broken syntax.
    #[expect(clippy::option_option, reason = "broken is not absent")]
    fn taken(&mut self) -> Option<Option<Taken>> {
        if self.mark(".?") {
            return Some(Some(Taken::Property(self.name()?, true)));
        }
        if self.mark(".") {
            return Some(Some(Taken::Property(self.name()?, false)));
        }
        if !self.mark("[") {
            return Some(None);
        }
        self.mark("?");
        let index = self.expr()?;
        self.mark("]").then_some(Some(Taken::Index(index)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(name: &str, arguments: Vec<Expr>, span: Range<usize>) -> Expr {
        Expr { what: What::Call(name.to_owned(), arguments), taken: Vec::new(), span }
    }

    #[test]
    fn calls_texts_numbers_and_what_is_taken() {
        let text = Expr { what: What::Text("it's".to_owned()), taken: Vec::new(), span: 8..15 };
        let number = Expr { what: What::Number(-1), taken: Vec::new(), span: 17..19 };
        assert_eq!(
            parse("Concat( 'it''s', -1 ) "),
            Some(call("concat", vec![text, number], 0..21))
        );
        let taken = parse("f().a.?c['b'].d").map(|expr| expr.taken).unwrap_or_default();
        let index = Expr { what: What::Text("b".to_owned()), taken: Vec::new(), span: 9..12 };
        let expected = [
            Taken::Property("a".to_owned(), false),
            Taken::Property("c".to_owned(), true),
            Taken::Index(index),
            Taken::Property("d".to_owned(), false),
        ];
        assert_eq!(taken, expected);
    }

    #[test]
    fn what_is_broken_or_bottomless_is_no_expression() {
        for text in ["", "'a", "f(", "f(1,)", "f() g", "f().", "x", "1-", "f()[", "é("] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"f(".repeat(100_000)), None);
        assert_eq!(parse(&"f()[".repeat(40_000)), None);
        assert_eq!(parse(&format!("f{}", "x".repeat(MAX_EXPRESSION))), None);
    }
}
