//! `list examples`

use super::{Listed, both, columns::columns};
use crate::cli::words;
use crate::profile::Language;
use crate::profile::examples::EXAMPLES;
use serde_json::json;

pub(super) fn list(language: Language) -> Listed {
    let rows: Vec<[String; 2]> = EXAMPLES
        .iter()
        .map(|example| [example.id.to_owned(), example.about.get(language).to_owned()])
        .collect();
    let object = |example: &crate::profile::examples::Example| json!({ "id": example.id, "about": both(example.about), "profile": example.text });
    Listed {
        text: columns(words(language).heads.examples, &rows),
        json: EXAMPLES.iter().map(object).collect(),
    }
}
