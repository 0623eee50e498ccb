//! Checked items as Rust source. After the check everything required is there; what is not
//! becomes an empty text, which no Rust compiler takes.

use super::fields::At;
use super::items::{
    Action, Advisory, Destination, Failure, Feature, Items, Known, Region, Row, TaggedHosts, Target,
};
use super::schema::{Cloud, Date};
use std::fmt::{Debug, Write};

pub fn emit(items: &Items) -> String {
    let mut code = String::new();
    let mut put = |text: String| {
        let _ = writeln!(code, "{text}");
    };
    put("static TABLES: &[Table] = &[".to_owned());
    for table in &items.tables {
        let source = some("Source", table.source);
        let (id, heading) = (&table.id.value, &table.heading.value);
        put(format!("Table {{ id: {id:?}, source: {source}, heading: {heading:?} }},"));
    }
    put("];\nstatic RULES: &[CatalogRule] = &[".to_owned());
    for (place, (row, destination)) in in_order(items).into_iter().enumerate() {
        put(rule(items, row, destination, place));
    }
    put("];\nstatic ADVISORIES: &[Advisory] = &[".to_owned());
    items.advisories.iter().map(advisory).for_each(&mut put);
    put("];\nstatic FEATURES: &[Feature] = &[".to_owned());
    items.features.iter().map(feature).for_each(&mut put);
    put("];\nstatic REGIONS: &[Region] = &[".to_owned());
    items.regions.iter().map(region).for_each(&mut put);
    put("];\nstatic TAGGED: &[TaggedHosts] = &[".to_owned());
    items.tagged.iter().map(tagged).for_each(&mut put);
    put("];\nstatic KNOWN: &[Known] = &[".to_owned());
    items.known.iter().map(known).for_each(&mut put);
    put("];\nstatic FAILURES: &[Failure] = &[".to_owned());
    items.failures.iter().map(failure).for_each(&mut put);
    put("];".to_owned());
    put(catalog(items));
    code
}

fn catalog(items: &Items) -> String {
    let days = items.dates.as_ref().map(|dates| [dates.as_of, dates.article, dates.first]);
    let [as_of, article, first] =
        days.unwrap_or_default().map(|day| day.map_or(String::new(), date));
    format!(
        "/// The facts of this release.\npub static CATALOG: Catalog = Catalog {{ as_of: {as_of}, article: {article}, first: {first}, tables: TABLES, rules: RULES, advisories: ADVISORIES, features: FEATURES, regions: REGIONS, tagged: TAGGED, known: KNOWN, failures: FAILURES }};"
    )
}

fn feature(feature: &Feature) -> String {
    let pulls = values(&feature.pulls);
    format!(
        "Feature {{ id: {:?}, name: {}, about: {}, addon: {}, pulls: &{pulls:?}, private_endpoint: {}, not_isolated: {}, fqdn_tag: {} }},",
        feature.id.value,
        text(&feature.name),
        text(&feature.about),
        feature.addon,
        feature.private_endpoint,
        feature.not_isolated,
        feature.fqdn_tag
    )
}

fn region(region: &Region) -> String {
    format!(
        "Region {{ name: {:?}, display_name: {:?}, cloud: {}, restricted: {}, azurecloud_tag: {:?}, aks_unlikely: {} }},",
        region.name.value,
        region.display_name,
        some("Cloud", region.cloud),
        region.restricted,
        region.azurecloud_tag.value,
        region.aks_unlikely
    )
}

fn tagged(tagged: &TaggedHosts) -> String {
    format!(
        "TaggedHosts {{ tags: &{:?}, hosts: &{:?}, evidence: {:?} }},",
        values(&tagged.tags),
        values(&tagged.hosts),
        tagged.evidence
    )
}

fn known(known: &Known) -> String {
    format!(
        "Known {{ id: {:?}, names: &{:?}, standing: {}, clouds: {}, replaced_by: &{:?}, about: {}, advice: {}, evidence: {:?}, date: {} }},",
        known.id.value,
        values(&known.names),
        some("Standing", known.standing),
        clouds(&known.clouds),
        values(&known.replaced_by),
        text(&known.about),
        text(&known.advice),
        known.evidence,
        known.date.as_ref().map_or(String::new(), |day| date(day.value)),
    )
}

fn failure(failure: &Failure) -> String {
    format!(
        "Failure {{ id: {:?}, program: {}, codes: &{:?}, names: &{:?}, tried: {}, check: {}, rules: &{:?}, evidence: {:?} }},",
        failure.id.value,
        some("Program", failure.program),
        values(&failure.codes),
        values(&failure.names),
        text(&failure.tried),
        text(&failure.check),
        values(&failure.rules),
        failure.evidence,
    )
}

/// Rows of tables in the order of their document, then the rows that advisories add.
fn in_order(items: &Items) -> Vec<(&Row, &Destination)> {
    let table_of = |row: &Row| {
        let id = row.table.as_ref().map(|table| &table.value);
        items.tables.iter().position(|table| Some(&table.id.value) == id).unwrap_or(usize::MAX)
    };
    let mut rows: Vec<&Row> = items.rows.iter().collect();
    let source_of = |row: &Row| items.tables.get(table_of(row)).map(|table| table.source);
    rows.sort_by_key(|row| {
        (
            source_of(row).is_none(),
            source_of(row),
            table_of(row),
            row.number.as_ref().map(|number| number.value),
        )
    });
    rows.into_iter().flat_map(|row| row.destinations.iter().map(move |d| (row, d))).collect()
}

fn rule(items: &Items, row: &Row, destination: &Destination, place: usize) -> String {
    let table =
        row.table.as_ref().and_then(|id| items.tables.iter().position(|t| t.id.value == id.value));
    let own_source = row.source.as_ref().map(|source| source.value);
    let source = table.map_or(own_source, |index| items.tables[index].source);
    let absent: Vec<String> = destination
        .absent
        .iter()
        .map(|At { value: (from, to), .. }| format!("({}, {})", date(*from), date(*to)))
        .collect();
    format!(
        "CatalogRule {{ id: {:?}, origin: {}, source: {}, clouds: &{}, feature: &FEATURES[{}], kind: {}, target: {}, or_host: {:?}, protocol: {}, port: {}, requirement: Requirement::{:?}, when: &{}, unless: &{}, purpose: {}, blocked: {}, since: {}, until: {}, alternative_until: {}, absent: &[{}], advisories: &[{}], place: {place} }},",
        destination.id.value,
        origin(items, row, table),
        some("Source", source),
        list("Cloud", row.clouds_of(destination)),
        position(&items.features, &row.feature.value, |feature| &feature.id.value),
        some("Kind", row.kind()),
        target(destination),
        destination.or_host.as_ref().map(|host| &host.value),
        some("Protocol", row.protocol.as_ref().map(|protocol| protocol.value)),
        row.port.as_ref().map_or(0, |port| port.value),
        row.requirement,
        list("Condition", &row.when),
        list("Condition", &row.unless),
        text(&row.purpose),
        text(&row.blocked),
        maybe_date(destination.since.as_ref().map(|day| day.value)),
        maybe_date(destination.until.as_ref().map(|day| day.value)),
        maybe_date(destination.alternative_until.as_ref().map(|day| day.value)),
        absent.join(", "),
        touching(items, row, destination).join(", "),
    )
}

fn origin(items: &Items, row: &Row, table: Option<usize>) -> String {
    let number = row.number.as_ref().map_or(0, |number| number.value);
    match (table, &row.advisory) {
        (Some(index), _) => {
            format!("Origin::Article {{ table: &TABLES[{index}], row: {number} }}")
        }
        (None, Some(id)) => {
            let index = position(&items.advisories, &id.value, |advisory| &advisory.id.value);
            format!("Origin::Advisory(&ADVISORIES[{index}])")
        }
        (None, None) => String::new(),
    }
}

fn target(destination: &Destination) -> String {
    match &destination.target {
        Some(Target::Host(host)) => format!("Target::Host({:?})", host.value),
        Some(Target::Tag(tag)) => format!("Target::Tag({:?})", tag.value),
        Some(Target::Address(address)) => format!("Target::Address(Address::{address:?})"),
        None => String::new(),
    }
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
    let rules = values(&advisory.rules);
    format!(
        "Advisory {{ id: {:?}, title: {}, text: {}, evidence: {:?}, date: {}, confidence: {}, effective: {}, clouds: {}, action: {}, rules: &{rules:?} }},",
        advisory.id.value,
        text(&advisory.title),
        text(&advisory.text),
        advisory.evidence,
        advisory.date.as_ref().map_or(String::new(), |day| date(day.value)),
        some("Confidence", advisory.confidence),
        maybe_date(advisory.effective.as_ref().map(|day| day.value)),
        clouds(&advisory.clouds),
        advisory.action.as_ref().map_or(String::new(), action),
    )
}

fn action(action: &Action) -> String {
    match action {
        Action::Replace(host) => format!("Action::Replace({:?})", host.value),
        Action::Retire(kept_by) => {
            let kept_by = maybe("Condition", *kept_by);
            format!("Action::Retire {{ kept_by: {kept_by} }}")
        }
        Action::Unless(condition, exemption) => {
            let condition = some("Condition", *condition);
            let exemption = maybe("Exemption", exemption.as_ref().map(|exemption| exemption.value));
            format!("Action::Unless {{ condition: {condition}, exemption: {exemption} }}")
        }
        Action::Add => "Action::Add".to_owned(),
        Action::Note => "Action::Note".to_owned(),
    }
}

fn values<T>(list: &[At<T>]) -> Vec<&T> {
    list.iter().map(|at| &at.value).collect()
}

fn clouds(clouds: &[Cloud]) -> String {
    let names: Vec<String> = clouds.iter().map(|cloud| format!("Cloud::{cloud:?}")).collect();
    format!("&[{}]", names.join(", "))
}

fn list<T: Debug>(kind: &str, values: &[At<T>]) -> String {
    let names: Vec<String> = values.iter().map(|at| format!("{kind}::{:?}", at.value)).collect();
    format!("[{}]", names.join(", "))
}

/// A value of an enum that the check has made sure of.
fn some<T: Debug>(kind: &str, value: Option<T>) -> String {
    value.map_or(String::new(), |value| format!("{kind}::{value:?}"))
}

fn maybe<T: Debug>(kind: &str, value: Option<T>) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({kind}::{value:?})"))
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
