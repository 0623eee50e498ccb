//! A profile as JSON, with the keys of its file and every default written out.

use crate::profile::{KEYS, Profile, Value};
use serde_json::{Map, json};

/// Every key of the file format, in its order. What the operator left open is `null`, or what the
/// program takes in its place.
pub(super) fn profile(profile: &Profile) -> serde_json::Value {
    let effective = profile.effective();
    let mut document = Map::new();
    for key in KEYS {
        let value = (key.get)(&effective).map_or(serde_json::Value::Null, to_json);
        let table = match key.table() {
            None => Some(&mut document),
            Some(table) => document.entry(table).or_insert_with(|| json!({})).as_object_mut(),
        };
        if let Some(table) = table {
            table.insert(key.name().to_owned(), value);
        }
    }
    document.into()
}

fn to_json(value: Value) -> serde_json::Value {
    match value {
        Value::Number(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::Text(text) => json!(text),
        Value::List(items) => json!(items),
    }
}
