//! Step 5: add-ons and features.

use super::row::{Mark, Row};
use super::{Choice, Field, Input, Step, both, choice};
use crate::catalog::{Catalog, Feature};
use crate::profile::{Language, Profile};

pub(super) const STEP: Step = Step {
    id: "addons",
    title: both("Add-ons", "加载项"),
    about: both(
        "Which add-ons and features? One that is not listed needs the core rules only.",
        "启用哪些加载项和功能？未列出的只需核心规则。",
    ),
    fields: &[
        Field { key: "addons.enabled", title: both("Add-ons", "加载项"), input: Input::Addons },
        Field {
            key: "addons.azure_monitor_by",
            title: both("Allow Azure Monitor by", "Azure Monitor 放行方式"),
            input: Input::One { choices: MONITOR_FORMS },
        },
        Field {
            key: "addons.private_endpoints",
            title: both("Reached through a private endpoint", "通过专用终结点访问"),
            input: Input::PrivateEndpoints,
        },
    ],
};

const MONITOR_FORMS: &[Choice] = &[
    choice("fqdn", both("Hosts", "主机名"), both("narrowest", "范围最小")),
    choice(
        "service-tag",
        both("Service tag", "服务标记"),
        both("AzureMonitor on TCP 443, all regions", "AzureMonitor，TCP 443，覆盖所有区域"),
    ),
    choice("both", both("Both", "两者"), both("as the article prints it", "按文章原样")),
];

/// The add-ons of the profile that need others.
fn pullers(profile: &Profile, catalog: &Catalog) -> Vec<&'static Feature> {
    let enabled = profile.addons.enabled.iter().filter_map(|enabled| catalog.feature(enabled));
    enabled.filter(|feature| !feature.pulls.is_empty()).collect()
}

/// The one that needs this add-on.
fn pulled_by(pullers: &[&'static Feature], id: &str) -> Option<&'static Feature> {
    pullers.iter().copied().find(|feature| feature.pulls.contains(&id))
}

pub(super) fn addon_rows(profile: &Profile, catalog: &Catalog, language: Language) -> Vec<Row> {
    let pullers = pullers(profile, catalog);
    catalog
        .addons()
        .map(|addon| {
            let on = profile.addons.enabled.iter().any(|id| id == addon.id);
            let puller = pulled_by(&pullers, addon.id).filter(|_| !on);
            let mut note = addon.about.get(language).to_owned();
            if let Some(puller) = puller {
                note = needed_by(puller.name.get(language), language);
            } else if let Some(pulled) = addon.pulls.first().and_then(|id| catalog.feature(id)) {
                let name = pulled.name.get(language);
                note = match language {
                    Language::En => format!("pulls in {name}: {note}"),
                    Language::Zh => format!("同时需要：{name}；{note}"),
                };
            }
            Row {
                field: 0,
                value: addon.id.to_owned(),
                label: addon.name.get(language).to_owned(),
                note,
                mark: if puller.is_some() { Mark::Pulled } else { Mark::Check(on) },
            }
        })
        .collect()
}

fn needed_by(name: &str, language: Language) -> String {
    match language {
        Language::En => format!("on, because {name} needs it"),
        Language::Zh => format!("已启用：{name} 需要它"),
    }
}

/// The add-ons of the profile, chosen or pulled in, that have private endpoints.
fn endpoint_features<'a>(
    profile: &'a Profile,
    catalog: &'a Catalog,
) -> impl Iterator<Item = &'static Feature> + 'a {
    let pullers = pullers(profile, catalog);
    catalog.addons().filter(|addon| addon.private_endpoint).filter(move |addon| {
        profile.addons.enabled.iter().any(|id| id == addon.id)
            || pulled_by(&pullers, addon.id).is_some()
    })
}

pub(super) fn endpoint_rows(profile: &Profile, catalog: &Catalog, language: Language) -> Vec<Row> {
    endpoint_features(profile, catalog)
        .map(|addon| Row {
            field: 0,
            value: addon.id.to_owned(),
            label: addon.name.get(language).to_owned(),
            note: both("its hosts fall away", "不再需要它的主机").get(language).to_owned(),
            mark: Mark::Check(profile.addons.private_endpoints.iter().any(|id| id == addon.id)),
        })
        .collect()
}
