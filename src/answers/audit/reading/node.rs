//! A value of a language that is evaluated as far as its own text goes: Terraform, Bicep, scripts.

use crate::answers::audit::firewall::Why;

/// Characters of an expression that are kept to show what could not be resolved.
pub const MAX_SHOWN: usize = 200;

/// Bytes of a text that is put together from others; no name of a host comes near.
pub const MAX_TEXT: usize = 100_000;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// Which of the inputs.
    pub file: usize,
    /// Its line, from 1.
    pub line: usize,
    /// What stands there.
    pub value: Value,
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    /// Keys in their order, each once.
    Map(Vec<(String, Node)>),
    /// What nobody can tell from the text alone.
    Unknown(Box<Gap>),
}

/// What could not be resolved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gap {
    /// As written, on one line and cut.
    pub text: String,
    /// Why.
    pub why: Why,
}

impl Node {
    /// The value below a key of a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The entries of a map; of anything else none.
    pub fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// As text, where it is one value.
    pub fn text(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.clone()),
            Value::Bool(value) => Some(value.to_string()),
            // Whole numbers are shown as such by Rust too.
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// What could not be resolved, if that is all there is.
    pub fn gap(&self) -> Option<&Gap> {
        match &self.value {
            Value::Unknown(gap) => Some(gap),
            _ => None,
        }
    }

    /// How many values it holds, itself included.
    pub fn size(&self) -> usize {
        match &self.value {
            Value::List(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Value::Map(entries) => 1 + entries.iter().map(|(_, node)| node.size()).sum::<usize>(),
            Value::Text(text) => 1 + text.len() / 64,
            _ => 1,
        }
    }

    /// Another value at the same place.
    pub fn with(&self, value: Value) -> Self {
        Self { file: self.file, line: self.line, value }
    }
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
