//! Reviewed exports of whole profiles, as files that other programs can open.
//!
//! Each folder of `snapshots/exports` has a `profile.toml` and one file a format, named after it.
//! `SNAPSHOTS=overwrite cargo test --test exports` writes them anew.

use crate::reviewed::{self, folders, load};
use aks_egress::catalog::{CATALOG, Cloud, Source};
use aks_egress::export::{Options, formats, render};
use aks_egress::profile::{self, ApiServer, ControlPlane, Fqdns, Language, Reading};
use snapbox::{Assert, Data};
use std::collections::BTreeSet;
use std::fs;

#[test]
fn exports_are_as_reviewed() {
    let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
    let mut failures = Vec::new();
    for folder in folders() {
        let rules = load(&folder);
        assert!(!rules.refused(), "{}: {:?}", folder.display(), rules.findings);
        for format in formats() {
            let path = folder.join(format!("{}.{}", format.id, format.extension));
            let reviewed = Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw();
            let name = path.display();
            if let Err(error) = assert.try_eq(
                Some(&name),
                render(format, &rules, Options::default()).into(),
                reviewed,
            ) {
                failures.push(error.to_string());
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_reviewed_file_is_left_behind() {
    let mut known: BTreeSet<String> =
        formats().iter().map(|format| format!("{}.{}", format.id, format.extension)).collect();
    known.insert("profile.toml".to_owned());
    for folder in folders() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(known.contains(&name) || name.starts_with("ServiceTags_"), "{name}");
        }
    }
}

#[test]
fn the_profiles_cover_clouds_sources_readings_languages_and_forms() {
    let all: Vec<profile::Profile> =
        reviewed::rule_sets().into_iter().map(|(_, set)| set.profile).collect();
    assert!(all.len() >= 14);
    let count = |of: &dyn Fn(&profile::Profile) -> bool| all.iter().filter(|p| of(p)).count();
    for &cloud in Cloud::ALL {
        for &reading in Reading::ALL {
            let both = count(&|p| p.cluster.cloud == cloud && p.reading == reading);
            assert!(both > 0, "{cloud}, {reading}");
        }
        let chinese = count(&|p| p.cluster.cloud == cloud && p.language == Language::Zh);
        assert!(chinese > 0, "{cloud}");
    }
    for &source in Source::ALL {
        assert!(count(&|p| p.source == source) > 1, "{source}");
    }
    for &form in ControlPlane::ALL {
        assert!(count(&|p| p.destinations.control_plane == form) > 0, "{form}");
    }
    for &way in ApiServer::ALL {
        assert!(count(&|p| p.cluster.api_server == way) > 0, "{way}");
    }
    assert!(count(&|p| p.edition < CATALOG.as_of) > 0);
    for &form in Fqdns::ALL {
        assert!(count(&|p| p.azure_firewall.fqdns == form) > 0, "{form}");
    }
    assert!(count(&|p| p.azure_firewall.ip_group.is_some()) > 0);
    assert!(count(&|p| p.destinations.ipv6) > 0);
    for addon in CATALOG.addons() {
        let enabled = count(&|p| p.addons.enabled.iter().any(|id| id == addon.id));
        assert!(
            enabled > 0,
            "no reviewed profile has the add-on {}: \
             enable it in snapshots/exports/global-every-addon/profile.toml",
            addon.id
        );
    }
}
