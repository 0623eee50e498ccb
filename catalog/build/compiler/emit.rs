//! Checked items as Rust source.

use super::check::kind_of;
use super::parse::{Action, Advisory, Destination, Items, Row, Target};
use super::schema::{Date, Source};
use std::fmt::Write;

pub fn emit(items: &Items) -> String {
    let mut code = String::new();
    let mut put = |text: String| {
        let _ = writeln!(code, "{text}");
    };
    put("static TABLES: &[Table] = &[".to_owned());
    for table in &items.tables {
        put(format!(
            "Table {{ id: {:?}, source: Source::{:?}, heading: {:?} }},",
            table.id.value, table.source, table.heading
        ));
    }
    put("];\nstatic RULES: &[CatalogRule] = &[".to_owned());
    for (row, destination) in in_order(items) {
        put(rule(items, row, destination));
    }
    put("];\nstatic ADVISORIES: &[Advisory] = &[".to_owned());
    for found in &items.advisories {
        put(advisory(found));
    }
    put("];\nstatic FEATURES: &[Feature] = &[".to_owned());
    for feature in &items.features {
        let pulls: Vec<&String> = feature.pulls.iter().map(|pulled| &pulled.value).collect();
        put(format!(
            "Feature {{ id: {:?}, name: {}, about: {}, addon: {}, pulls: &{pulls:?}, private_endpoint: {}, not_isolated: {} }},",
            feature.id.value,
            text(&feature.name),
            text(&feature.about),
            feature.addon,
            feature.private_endpoint,
            feature.not_isolated
        ));
    }
    put("];\nstatic REGIONS: &[Region] = &[".to_owned());
    for region in &items.regions {
        let Some(cloud) = region.cloud else { continue };
        put(format!(
            "Region {{ name: {:?}, display_name: {:?}, cloud: Cloud::{cloud:?}, restricted: {}, azurecloud_tag: {:?}, aks_unlikely: {} }},",
            region.name.value,
            region.display_name,
            region.restricted,
            region.azurecloud_tag.value,
            region.aks_unlikely
        ));
    }
    put("];".to_owned());
    if let Some(dates) = &items.dates {
        put(format!(
            "/// The facts of this release.\npub static CATALOG: Catalog = Catalog {{ as_of: {}, article: {}, first: {}, tables: TABLES, rules: RULES, advisories: ADVISORIES, features: FEATURES, regions: REGIONS }};",
            date(dates.as_of.value),
            date(dates.article.value),
            date(dates.first.value)
        ));
    }
    code
}

/// Rows of tables in the order of their document, then the rows that advisories add.
fn in_order(items: &Items) -> Vec<(&Row, &Destination)> {
    let table_of = |row: &Row| {
        let id = row.table.as_ref().map(|table| &table.value);
        items.tables.iter().position(|table| Some(&table.id.value) == id).unwrap_or(usize::MAX)
    };
    let mut rows: Vec<&Row> = items.rows.iter().collect();
    rows.sort_by_key(|row| (table_of(row), row.number));
    rows.into_iter().flat_map(|row| row.destinations.iter().map(move |d| (row, d))).collect()
}

fn rule(items: &Items, row: &Row, destination: &Destination) -> String {
    let table =
        row.table.as_ref().and_then(|id| items.tables.iter().position(|t| t.id.value == id.value));
    let origin = match (table, &row.advisory) {
        (Some(index), _) => {
            format!("Origin::Article {{ table: &TABLES[{index}], row: {} }}", row.number)
        }
        (None, advisory) => format!(
            "Origin::Advisory(&ADVISORIES[{}])",
            advisory
                .as_ref()
                .map_or(0, |id| position(&items.advisories, &id.value, |a| &a.id.value))
        ),
    };
    let source = table
        .map(|index| items.tables[index].source)
        .or(row.source.as_ref().map(|source| source.value))
        .unwrap_or(Source::Learn);
    let target = match &destination.target {
        Some(Target::Host(host)) => format!("Target::Host({:?})", host.value),
        Some(Target::Tag(tag)) => format!("Target::Tag({:?})", tag.value),
        Some(Target::Address(address)) => format!("Target::Address(Address::{address:?})"),
        None => String::new(),
    };
    let absent: Vec<String> = destination
        .absent
        .iter()
        .map(|&(from, to)| format!("({}, {})", date(from), date(to)))
        .collect();
    format!(
        "CatalogRule {{ id: {:?}, origin: {origin}, source: Source::{source:?}, clouds: &{}, feature: &FEATURES[{}], kind: Kind::{:?}, target: {target}, protocol: Protocol::{:?}, port: {}, requirement: Requirement::{:?}, when: &{}, unless: &{}, purpose: {}, blocked: {}, since: {}, until: {}, absent: &[{}], advisories: &[{}] }},",
        destination.id.value,
        list("Cloud", &destination.clouds),
        position(&items.features, &row.feature.value, |feature| &feature.id.value),
        kind_of(row.protocol.value),
        row.protocol.value,
        row.port.value,
        row.requirement,
        list("Condition", &row.when),
        list("Condition", &row.unless),
        text(&row.purpose),
        text(&row.blocked),
        maybe_date(destination.since.as_ref().map(|day| day.value)),
        maybe_date(destination.until.as_ref().map(|day| day.value)),
        absent.join(", "),
        touching(items, row, destination).join(", "),
    )
}

fn position<T>(items: &[T], id: &str, id_of: impl Fn(&T) -> &str) -> usize {
    items.iter().position(|item| id_of(item) == id).unwrap_or(0)
}

/// The advisories of a rule, as references: the one that adds it, then those that name it.
fn touching(items: &Items, row: &Row, destination: &Destination) -> Vec<String> {
    let adds =
        |advisory: &Advisory| row.advisory.as_ref().is_some_and(|id| id.value == advisory.id.value);
    let names =
        |advisory: &Advisory| advisory.rules.iter().any(|rule| rule.value == destination.id.value);
    let mut found: Vec<usize> = Vec::new();
    for wanted in [&adds as &dyn Fn(&Advisory) -> bool, &names] {
        for (index, advisory) in items.advisories.iter().enumerate() {
            if wanted(advisory) && !found.contains(&index) {
                found.push(index);
            }
        }
    }
    found.into_iter().map(|index| format!("&ADVISORIES[{index}]")).collect()
}

fn advisory(advisory: &Advisory) -> String {
    let action = match &advisory.action {
        Some(Action::Replace(host)) => format!("Action::Replace({:?})", host.value),
        Some(Action::Retire(None)) => "Action::Retire { kept_by: None }".to_owned(),
        Some(Action::Retire(Some(condition))) => {
            format!("Action::Retire {{ kept_by: Some(Condition::{condition:?}) }}")
        }
        Some(Action::Unless(condition, exemption)) => {
            let exemption =
                exemption.map_or("None".to_owned(), |found| format!("Some(Exemption::{found:?})"));
            format!(
                "Action::Unless {{ condition: Condition::{condition:?}, exemption: {exemption} }}"
            )
        }
        Some(Action::Add) => "Action::Add".to_owned(),
        Some(Action::Note) | None => "Action::Note".to_owned(),
    };
    let rules: Vec<&String> = advisory.rules.iter().map(|rule| &rule.value).collect();
    let confidence = advisory.confidence.map_or(String::new(), |found| format!("{found:?}"));
    format!(
        "Advisory {{ id: {:?}, title: {}, text: {}, evidence: {:?}, date: {}, confidence: Confidence::{confidence}, effective: {}, clouds: &{}, action: {action}, rules: &{rules:?} }},",
        advisory.id.value,
        text(&advisory.title),
        text(&advisory.text),
        advisory.evidence,
        advisory.date.map_or(String::new(), date),
        maybe_date(advisory.effective),
        list("Cloud", &advisory.clouds),
    )
}

fn list<T: std::fmt::Debug>(kind: &str, values: &[T]) -> String {
    let names: Vec<String> = values.iter().map(|value| format!("{kind}::{value:?}")).collect();
    format!("[{}]", names.join(", "))
}

fn text((en, zh): &(String, String)) -> String {
    format!("Text {{ en: {en:?}, zh: {zh:?} }}")
}

fn date(Date { year, month, day }: Date) -> String {
    format!("Date {{ year: {year}, month: {month}, day: {day} }}")
}

fn maybe_date(day: Option<Date>) -> String {
    day.map_or("None".to_owned(), |day| format!("Some({})", date(day)))
}
