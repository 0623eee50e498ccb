//! `list addons`

use super::{Listed, both, columns::columns};
use crate::catalog::CATALOG;
use crate::cli::words;
use crate::profile::Language;
use serde_json::json;

pub(super) fn list(language: Language) -> Listed {
    let words = words(language);
    let rows: Vec<[String; 5]> = CATALOG
        .addons()
        .map(|addon| {
            [
                addon.id.to_owned(),
                addon.name.get(language).to_owned(),
                addon.pulls.join(words.comma),
                if addon.private_endpoint { words.yes.to_owned() } else { String::new() },
                addon.about.get(language).to_owned(),
            ]
        })
        .collect();
    let json = CATALOG
        .addons()
        .map(|addon| {
            json!({
                "id": addon.id,
                "name": both(addon.name),
                "about": both(addon.about),
                "pulls": addon.pulls,
                "private_endpoint": addon.private_endpoint,
                "network_isolated": !addon.not_isolated,
            })
        })
        .collect();
    Listed { text: columns(words.heads.addons, &rows), json }
}
