//! Step 2: the region, filtered while typing.

use super::row::{Mark, Row};
use super::{Field, Input, Step, both};
use crate::catalog::{Catalog, Region};
use crate::profile::{Language, Profile};

pub(super) const STEP: Step = Step {
    id: "region",
    title: both("Region", "区域"),
    about: both(
        "Where does the cluster run? Type to filter.",
        "群集在哪个区域？输入文字即可筛选。",
    ),
    fields: &[Field {
        key: "cluster.region", title: both("Region", "区域"), input: Input::Region
    }],
};

/// The first region of another cloud that the filter finds.
#[must_use]
pub fn region_elsewhere(
    profile: &Profile,
    catalog: &Catalog,
    filter: &str,
) -> Option<&'static Region> {
    let filter = filter.to_lowercase();
    let elsewhere =
        |region: &&Region| region.cloud != profile.cluster.cloud && is_found(region, &filter);
    catalog.regions.iter().find(elsewhere).filter(|_| !filter.trim().is_empty())
}

/// Whether name and display name together hold every word of the filter.
fn is_found(region: &Region, filter: &str) -> bool {
    let text = format!("{} {}", region.name, region.display_name.to_lowercase());
    filter.split_whitespace().all(|word| text.contains(word))
}

/// The regions of the profile's cloud whose name or display name holds every word of the filter.
pub(super) fn region_rows(
    profile: &Profile,
    catalog: &Catalog,
    language: Language,
    filter: &str,
) -> Vec<Row> {
    let filter = filter.to_lowercase();
    catalog
        .regions
        .iter()
        .filter(|region| region.cloud == profile.cluster.cloud)
        .filter(|region| is_found(region, &filter))
        .map(|region| {
            let mut notes = vec![region.name];
            if region.restricted {
                notes.push(both("on request only", "需申请开通").get(language));
            }
            if region.aks_unlikely {
                notes.push(both("probably without AKS", "很可能没有 AKS").get(language));
            }
            Row {
                field: 0,
                value: region.name.to_owned(),
                label: region.display_name.to_owned(),
                note: notes.join(", "),
                mark: Mark::Radio(region.name == profile.cluster.region),
            }
        })
        .collect()
}
