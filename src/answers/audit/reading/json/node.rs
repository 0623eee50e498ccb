//! A JSON document as a tree that knows its lines, and that is cheap to share.

use crate::answers::audit::reading::{Fault, What, values};
use crate::answers::audit::{Input, Why};
use jsonc_parser::{
    CollectOptions, ParseOptions, Scanner, ScannerOptions, ast, parse_to_ast, tokens,
};
use std::rc::Rc;

/// Values that one document may have: a policy at Azure's limits has some hundred thousand, and a
/// value takes about a hundred bytes.
pub const MAX_VALUES: usize = 1_000_000;

/// How deeply a document may be nested, and a value that expressions build; deployments five
/// levels deep need about sixty.
pub const MAX_DEPTH: u16 = 200;

const LENIENT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: true,
    allow_missing_commas: false,
    allow_single_quoted_strings: true,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A value with the place where it was written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The number of its file among those that are read together.
    pub file: u16,
    /// How deeply it is nested itself.
    depth: u16,
    /// Its line, from 1; 0 where nothing was written.
    pub line: u32,
    /// The value.
    pub value: Value,
}

/// A value of JSON, or of an expression in it.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(i64),
    Text(Rc<str>),
    List(Rc<Vec<Node>>),
    Map(Rc<Vec<(Rc<str>, Node)>>),
    /// What could not be made out.
    Unknown(Rc<Unknown>),
}

/// What could not be made out.
#[derive(Clone, Debug)]
pub(super) struct Unknown {
    /// As written.
    pub text: String,
    /// Why.
    pub why: Why,
    /// The text that it would be, with `{…}` for its unknown parts: the end of an id may be known.
    pub rough: String,
}

impl Value {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn list(all: Vec<Node>) -> Self {
        Self::List(Rc::new(all))
    }

    pub(super) fn map(all: Vec<(Rc<str>, Node)>) -> Self {
        Self::Map(Rc::new(all))
    }

    pub(super) fn unknown(text: &str, why: Why) -> Self {
        let rough = match &why {
            Why::NoValue(name) => format!("{{{name}}}"),
            _ => "{…}".to_owned(),
        };
        Self::rough(text, why, rough)
    }

    pub(super) fn rough(text: &str, why: Why, rough: String) -> Self {
        Self::Unknown(Rc::new(Unknown { text: values::excerpt(text), why, rough }))
    }
}

impl Node {
    /// A value at a place; what would be too deep becomes unknown.
    pub(super) fn at(file: u16, line: u32, value: Value) -> Self {
        let below = match &value {
            Value::List(all) => 1 + all.iter().map(|node| node.depth).max().unwrap_or(0),
            Value::Map(all) => 1 + all.iter().map(|(_, node)| node.depth).max().unwrap_or(0),
            _ => 0,
        };
        if below > MAX_DEPTH {
            return Self {
                file, depth: 0, line, value: Value::unknown("[…]", Why::NotEvaluated)
            };
        }
        Self { file, depth: below, line, value }
    }

    /// A value that stands where this one stands.
    pub(super) fn with(&self, value: Value) -> Self {
        Self::at(self.file, self.line, value)
    }

    /// The value below a key, whatever its letter case and underscores; null counts as absent.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(all) = &self.value else { return None };
        let (_, node) = all.iter().rev().find(|(name, _)| same_key(name, key))?;
        (!matches!(node.value, Value::Null)).then_some(node)
    }

    /// The first of these keys that is there.
    pub(super) fn any(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// The value below a key, or below that key of `properties`; `az` lifts it up.
    pub(super) fn lifted(&self, key: &str) -> Option<&Self> {
        self.get("properties").and_then(|properties| properties.get(key)).or_else(|| self.get(key))
    }

    pub(super) fn entries(&self) -> &[(Rc<str>, Self)] {
        match &self.value {
            Value::Map(all) => all,
            _ => &[],
        }
    }

    pub(super) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(all) => all,
            _ => &[],
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    pub(super) fn unknown(&self) -> Option<&Unknown> {
        match &self.value {
            Value::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    pub(super) fn is_unknown(&self) -> bool {
        self.unknown().is_some()
    }

    /// A text, or as much of it as is known; for names and ids.
    pub(super) fn roughly(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Unknown(unknown) => Some(&unknown.rough),
            _ => None,
        }
    }

    pub(super) fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    /// The same object without a key.
    pub(super) fn without(&self, key: &str) -> Self {
        if self.get(key).is_none() {
            return self.clone();
        }
        let all = self.entries().iter().filter(|(name, _)| !same_key(name, key));
        self.with(Value::map(all.cloned().collect()))
    }
}

/// Whether two keys are the same but for letter case and underscores: Azure ignores the one, and
/// Terraform writes the other.
fn same_key(one: &str, other: &str) -> bool {
    let plain = |text: &'_ str| -> Vec<u8> {
        text.bytes().filter(|&byte| byte != b'_').map(|byte| byte.to_ascii_lowercase()).collect()
    };
    one.eq_ignore_ascii_case(other) || (one.contains('_') && plain(one) == plain(other))
}

/// The tree of a document; comments and trailing commas are read over.
pub(super) fn parse(input: &Input, file: u16) -> Result<Node, Fault> {
    weigh(input)?;
    let broken = |error: &jsonc_parser::errors::ParseError| {
        Fault::at(
            input,
            (error.line_display(), error.column_display()),
            What::Broken(super::FORM.name),
        )
    };
    let parsed = parse_to_ast(&input.text, &CollectOptions::default(), &LENIENT);
    let parsed = parsed.map_err(|error| broken(&error))?;
    let ends: Vec<usize> = input.text.match_indices('\n').map(|(at, _)| at).collect();
    let root = parsed.value.ok_or_else(|| Fault::of(input, What::Empty))?;
    Ok(Lines { file, ends }.node(&root))
}

/// Refuses what is too deep or too much before any of it is kept.
fn weigh(input: &Input) -> Result<(), Fault> {
    let options = ScannerOptions {
        allow_single_quoted_strings: true,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let mut scanner = Scanner::new(&input.text, &options);
    let (mut depth, mut values) = (0_u16, 0_usize);
    // The parser says better what is wrong with a token.
    while let Ok(Some(token)) = scanner.scan() {
        match token {
            tokens::Token::OpenBrace | tokens::Token::OpenBracket => {
                depth += 1;
                values += 1;
            }
            tokens::Token::CloseBrace | tokens::Token::CloseBracket => {
                depth = depth.saturating_sub(1);
            }
            tokens::Token::Comma => values += 1,
            _ => {}
        }
        let what = match (depth, values) {
            (MAX_DEPTH.., _) => What::TooDeep,
            (_, MAX_VALUES..) => What::TooMany,
            _ => continue,
        };
        let before = &input.text[..scanner.token_start()];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        return Err(Fault::at(input, (line, column), what));
    }
    Ok(())
}

/// Where the lines of a document end.
struct Lines {
    file: u16,
    ends: Vec<usize>,
}

impl Lines {
    fn node(&self, value: &ast::Value<'_>) -> Node {
        let (start, value) = match value {
            ast::Value::StringLit(one) => (one.range.start, Value::text(&one.value)),
            ast::Value::NumberLit(one) => (one.range.start, number(one.value)),
            ast::Value::BooleanLit(one) => (one.range.start, Value::Bool(one.value)),
            ast::Value::NullKeyword(one) => (one.range.start, Value::Null),
            ast::Value::Array(one) => {
                let all = one.elements.iter().map(|element| self.node(element)).collect();
                (one.range.start, Value::list(all))
            }
            ast::Value::Object(one) => {
                let entry = |property: &ast::ObjectProp<'_>| {
                    (property.name.as_str().into(), self.node(&property.value))
                };
                let all = one.properties.iter().map(entry).collect();
                (one.range.start, Value::Map(Rc::new(all)))
            }
        };
        let line = self.ends.partition_point(|&end| end < start) + 1;
        Node::at(self.file, u32::try_from(line).unwrap_or(0), value)
    }
}

/// A whole number; any other stays a text.
fn number(text: &str) -> Value {
    text.parse().map_or_else(|_| Value::text(text), Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, Fault> {
        parse(&Input { name: "a.json".to_owned(), text: text.to_owned() }, 0)
    }

    #[test]
    fn comments_and_commas_too_many_are_read_over() {
        let node = read("// a\n{ /* b */ \"SourceAddresses\": [1, 'x', null,],\r\n\"a_b\": 1.5, }");
        let node = node.expect("readable");
        assert_eq!(node.line, 2);
        assert_eq!(node.get("sourceAddresses").map(|list| list.items().len()), Some(3));
        let fraction = node.get("aB").expect("there");
        assert_eq!((fraction.line, fraction.as_text()), (3, Some("1.5")));
    }

    #[test]
    fn broken_texts_name_their_place() {
        for (text, at) in
            [("{\n \"a\": }", (2, 7)), ("{\"a\": 1 \"b\": 2}", (1, 8)), ("[1", (1, 1))]
        {
            let fault = read(text).expect_err("broken");
            assert_eq!((fault.at, fault.what), (Some(at), What::Broken("JSON")), "{text}");
        }
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_refused() {
        for open in ["[", "{\"a\":"] {
            let fault = read(&open.repeat(100_000)).expect_err("too deep");
            assert_eq!(fault.what, What::TooDeep);
        }
        let many = format!("[{}0]", "0,".repeat(MAX_VALUES));
        assert_eq!(read(&many).expect_err("too much").what, What::TooMany);
        // A comment or a text cannot hide what follows it.
        let hidden = format!("[//\"\n\"a\\\"\",{}0]", "0,".repeat(MAX_VALUES));
        assert_eq!(read(&hidden).expect_err("too much").what, What::TooMany);
    }
}
