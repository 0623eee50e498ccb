//! `list formats`

use super::{Listed, both, columns::columns};
use crate::cli::words;
use crate::export::formats;
use crate::profile::Language;
use serde_json::json;

pub(super) fn list(language: Language) -> Listed {
    let rows: Vec<[String; 4]> = formats()
        .iter()
        .map(|format| {
            [
                format.id.to_owned(),
                format.extension.to_owned(),
                format.title.get(language).to_owned(),
                format.about.get(language).to_owned(),
            ]
        })
        .collect();
    let json = formats()
        .iter()
        .map(|format| {
            json!({
                "id": format.id,
                "extension": format.extension,
                "name": both(format.title),
                "about": both(format.about),
                "steps": both(format.steps),
            })
        })
        .collect();
    Listed { text: columns(words(language).heads.formats, &rows), json }
}
