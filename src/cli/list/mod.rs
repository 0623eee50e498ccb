//! `list`: what profiles, options and the catalog know. One list, one file.
//!
//! Texts follow the language; JSON is the same in every language, and its keys stay.

mod addons;
mod capabilities;
mod columns;
mod editions;
mod examples;
mod formats;
mod regions;
mod rules;

use super::args::{self, Kind, ListFormat};
use super::output::data;
use super::{End, Stop};
use crate::catalog::Text;
use crate::cli::words;
use crate::profile::Language;
use serde_json::{Value, json};

/// A list in both forms.
struct Listed {
    text: String,
    json: Vec<Value>,
}

/// Runs the command.
pub(super) fn run(args: &args::List, language: Language) -> Result<End, Stop> {
    refuse_idle_filters(args, language)?;
    let listed = match args.kind {
        Kind::Regions => regions::list(args.cloud, language),
        Kind::Addons => addons::list(language),
        Kind::Formats if args.capabilities => capabilities::list(language),
        Kind::Formats => formats::list(language),
        Kind::Editions => editions::list(language),
        Kind::Rules => rules::list(args, language),
        Kind::Examples => examples::list(language),
    };
    let text = match args.format {
        ListFormat::Text => listed.text,
        ListFormat::Json => format!("{:#}\n", Value::Array(listed.json)),
    };
    data(text.as_bytes(), language)?;
    Ok(End::Fine)
}

/// A filter that a list does not have would else seem to match everything.
fn refuse_idle_filters(args: &args::List, language: Language) -> Result<(), Stop> {
    let (by_cloud, by_rule) = match args.kind {
        Kind::Regions => (true, false),
        Kind::Rules => (true, true),
        _ => (false, false),
    };
    let given = [
        ("--cloud", args.cloud.is_some(), by_cloud),
        ("--source", args.source.is_some(), by_rule),
        ("--edition", args.edition.is_some(), by_rule),
        ("--capabilities", args.capabilities, args.kind == Kind::Formats),
    ];
    match given.iter().find(|(_, given, fits)| *given && !fits) {
        Some((option, ..)) => Err(Stop((words(language).no_such_filter)(option))),
        None => Ok(()),
    }
}

/// A text in both languages.
fn both(text: Text) -> Value {
    json!({ "en": text.en, "zh": text.zh })
}
