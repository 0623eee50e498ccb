//! `list regions`

use super::{Listed, columns::columns};
use crate::catalog::{CATALOG, Cloud, Region};
use crate::cli::words;
use crate::profile::Language;
use serde_json::json;

pub(super) fn list(cloud: Option<Cloud>, language: Language) -> Listed {
    let words = words(language);
    let fits = |region: &&Region| cloud.is_none_or(|cloud| cloud == region.cloud);
    let regions: Vec<&Region> = CATALOG.regions.iter().filter(fits).collect();
    let remarks = |region: &Region| {
        let remarks =
            [(region.restricted, words.restricted), (region.aks_unlikely, words.aks_unlikely)];
        let those: Vec<&str> =
            remarks.iter().filter(|(holds, _)| *holds).map(|(_, text)| *text).collect();
        those.join(words.comma)
    };
    let rows: Vec<[String; 5]> = regions
        .iter()
        .map(|region| {
            [
                region.name.to_owned(),
                region.display_name.to_owned(),
                region.cloud.name().to_owned(),
                region.azurecloud_tag.to_owned(),
                remarks(region),
            ]
        })
        .collect();
    let json = regions
        .iter()
        .map(|region| {
            json!({
                "name": region.name,
                "display_name": region.display_name,
                "cloud": region.cloud.name(),
                "service_tag": region.azurecloud_tag,
                "restricted": region.restricted,
                "aks_unlikely": region.aks_unlikely,
            })
        })
        .collect();
    Listed { text: columns(words.heads.regions, &rows), json }
}
