//! Names that mean where the cluster's resources lie.

use crate::answers::audit::Hints;

/// By their usual spellings, without marks. Others, such as that of a second region, are left open.
const LOCATIONS: &[&str] = &[
    "location",
    "region",
    "locationname",
    "regionname",
    "azurelocation",
    "azureregion",
    "resourcelocation",
    "resourcegrouplocation",
    "rglocation",
    "deploymentlocation",
    "clusterlocation",
    "clusterregion",
    "akslocation",
    "aksregion",
];

/// The profile's region, where a name without value means the place of the cluster.
pub(super) fn region<'a>(hints: &'a Hints, name: &str) -> Option<&'a str> {
    let plain = name.to_lowercase().replace(['_', '-'], "");
    let known = LOCATIONS.contains(&&*plain) && !hints.region.is_empty();
    known.then_some(&*hints.region)
}
