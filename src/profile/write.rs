//! From a profile to the text of its file.

use super::keys::{KEYS, Key, Presence};
use super::value::Value;
use super::{Profile, edit};
use crate::catalog::Catalog;
use crate::words::profile::{EN, ZH};
use std::fmt::Write as _;
use toml_edit::Array;

/// The text of a profile's file, without answers that other answers make void.
///
/// `original` is the text that the profile was read from: its comments, order and formatting
/// stay, and only keys whose answer differs are touched. An original that is not TOML is left
/// out of account.
#[must_use]
pub fn write(profile: &Profile, original: Option<&str>, catalog: &Catalog) -> String {
    let edited = original.and_then(|text| edit::edit(text, profile, catalog));
    edited.unwrap_or_else(|| new_file(&profile.meaningful(catalog), catalog))
}

fn new_file(profile: &Profile, catalog: &Catalog) -> String {
    let mut text = profile.language.of(&EN, &ZH).header.to_owned();
    text.push('\n');
    let mut table = None;
    for key in KEYS.iter().filter(|key| is_worth_writing(key, profile, catalog)) {
        let Some(answer) = (key.get)(profile) else { continue };
        if key.table() != table {
            table = key.table();
            // Writing to a String cannot fail.
            let _ = write!(text, "\n[{}]\n", table.unwrap_or_default());
        }
        let _ = writeln!(text, "{} = {}", key.name(), value(&answer));
    }
    text
}

/// Whether a file that does not have this key yet needs it.
pub(super) fn is_worth_writing(key: &Key, profile: &Profile, catalog: &Catalog) -> bool {
    key.presence != Presence::Optional || (key.get)(profile) != key.default(catalog)
}

/// A value as TOML.
pub(super) fn value(value: &Value) -> toml_edit::Value {
    match value {
        Value::Number(number) => (*number).into(),
        Value::Flag(flag) => (*flag).into(),
        Value::Text(text) => text.into(),
        Value::List(texts) => texts.iter().collect::<Array>().into(),
    }
}
