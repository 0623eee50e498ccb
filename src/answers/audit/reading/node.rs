//! What every language is turned into before its rules are read: a tree that knows its lines and
//! what of it is not known, and that is cheap to share.

use super::azure::same_key;
use super::values;
use crate::answers::audit::Why;
use std::rc::Rc;

/// How deeply a document may be nested, and a value that expressions build; deployments five
/// levels deep need about sixty.
pub const MAX_DEPTH: u16 = 200;

/// Characters of an expression that are kept to show what could not be resolved.
pub const MAX_SHOWN: usize = 200;

/// Bytes of a text that is put together from others; no name of a host comes near.
pub const MAX_TEXT: usize = 100_000;

/// A value with the place where it was written.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unknown {
    /// As written.
    pub text: String,
    /// Why.
    pub why: Why,
    /// The text that it would be, with `{…}` for its unknown parts: the end of an id may be known.
    pub rough: String,
}

impl Value {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }

    /// The number of things, or of one among them.
    pub(super) fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A whole number; any other stays a text.
    pub(super) fn number(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::text(text), Self::Number)
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

    /// What a language leaves open; as a name, it stands for itself.
    pub(super) fn open(text: &str, why: Why) -> Self {
        let text = shown(text);
        Self::rough(&text, why, text.clone())
    }

    pub(super) fn rough(text: &str, why: Why, rough: String) -> Self {
        Self::Unknown(Rc::new(Unknown { text: values::excerpt(text), why, rough }))
    }
}

impl Node {
    /// A value at a place by the number of its file and line; what would be too deep becomes unknown.
    pub(super) fn at(file: usize, line: usize, value: Value) -> Self {
        let file = u16::try_from(file).unwrap_or(u16::MAX);
        Self::placed(file, u32::try_from(line).unwrap_or(0), value)
    }

    fn placed(file: u16, line: u32, value: Value) -> Self {
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
        Self::placed(self.file, self.line, value)
    }

    /// The value below a key, whatever its letter case and marks; null counts as absent.
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

    /// The first of these keys that is there, or is below `properties`.
    pub(super) fn lifted_any(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().find_map(|key| self.lifted(key))
    }

    pub(super) fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    /// The value below this very key, as languages mean it.
    pub(super) fn member(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| &**name == key).map(|(_, node)| node)
    }

    /// As text, where it is one value.
    pub(super) fn text(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// As text; what is not known, as it is written.
    pub(super) fn written(&self) -> String {
        self.unknown().map_or_else(|| self.text().unwrap_or_default(), |open| open.text.clone())
    }

    /// How many values it holds, itself included.
    pub(super) fn size(&self) -> usize {
        match &self.value {
            Value::List(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Value::Map(entries) => 1 + entries.iter().map(|(_, node)| node.size()).sum::<usize>(),
            Value::Text(text) => 1 + text.len() / 64,
            _ => 1,
        }
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

/// Why something that is made of these is unknown.
pub(super) fn why(parts: &[&Node]) -> Why {
    let known = parts.iter().find_map(|node| node.unknown());
    known.map_or(Why::NotEvaluated, |open| open.why.clone())
}

/// An expression as it is shown: on one line, and cut.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().take(MAX_SHOWN));
        if out.chars().count() > MAX_SHOWN {
            let mut cut: String = out.chars().take(MAX_SHOWN).collect();
            cut.push('…');
            return cut;
        }
    }
    out
}

/// Finds the line of a byte.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Notes where the lines of a text begin.
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line that holds a byte, from 1.
    pub fn at(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|&end| end < byte)
    }
}
