//! A reader of the Bicep form.

use crate::azure_forms::{Policy, of_properties};
use serde_json::{Value, json};

/// The rules of the template, by a reader of Bicep's literals.
pub fn read_bicep(text: &str) -> Policy {
    let parameter = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("param {name} "))).unwrap();
        Bicep { rest: line.split_once(" = ").unwrap().1 }.value()
    };
    let (_, rest) = text
        .split_once("\n    priority: ruleCollectionGroupPriority\n    ruleCollections: ")
        .unwrap();
    let mut reader = Bicep { rest };
    let collections = reader.value();
    assert_eq!(reader.rest, "\n  }\n}\n");
    let properties = json!({ "priority": parameter("ruleCollectionGroupPriority"), "ruleCollections": collections });
    of_properties(parameter("ruleCollectionGroupName").as_str().unwrap(), &properties)
}

/// Literals of Bicep: numbers, texts without interpolation, arrays and objects of one item a line.
struct Bicep<'a> {
    rest: &'a str,
}

impl Bicep<'_> {
    fn value(&mut self) -> Value {
        if self.takes("[]") {
            return json!([]);
        }
        if self.takes("[\n") {
            let mut all = Vec::new();
            while !self.closes(']') {
                all.push(self.value());
                assert!(self.takes("\n"));
            }
            return all.into();
        }
        if self.takes("{\n") {
            let mut all = serde_json::Map::new();
            while !self.closes('}') {
                let (key, rest) = self.rest.split_once(": ").unwrap();
                self.rest = rest;
                let value = self.value();
                assert!(all.insert(key.to_owned(), value).is_none());
                assert!(self.takes("\n"));
            }
            return all.into();
        }
        if self.takes("'") {
            return self.text().into();
        }
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let number: u64 = self.rest[..end].parse().unwrap();
        self.rest = &self.rest[end..];
        number.into()
    }

    fn takes(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Skips the indent of a line; whether the line closes the list.
    fn closes(&mut self, mark: char) -> bool {
        self.rest = self.rest.trim_start_matches(' ');
        self.takes(&mark.to_string())
    }

    fn text(&mut self) -> String {
        let mut out = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next().unwrap() {
                '\'' => break,
                '\\' => match chars.next().unwrap() {
                    c @ ('\\' | '\'' | '$') => out.push(c),
                    other => panic!("\\{other}"),
                },
                '$' => {
                    assert!(!chars.as_str().starts_with('{'), "an expression");
                    out.push('$');
                }
                '\n' => panic!("a line break in {out}"),
                c => out.push(c),
            }
        }
        self.rest = chars.as_str();
        out
    }
}
