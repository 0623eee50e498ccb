//! A row of a table or an advisory, and its destinations.

use super::super::fault::Fault;
use super::super::fields::{At, Fields, Lines};
use super::super::items::{Destination, Row, Target};
use super::super::schema::{Address, Cloud, Condition, Date, Protocol, Requirement, Source};
use super::language::{SENTENCE, both};
use toml::de::DeTable;

pub fn row(lines: &Lines<'_>, table: &DeTable<'_>, fields: &mut Fields) -> Row {
    fields.item = name(table);
    let row_clouds = clouds(fields);
    if fields.is_empty_list("destinations") {
        fields.fault(Fault::NoDestinations);
    }
    let destinations = destinations(lines, row_clouds.as_ref(), fields);
    let place = fields.place.clone();
    if fields.has("table") {
        fields.need("row");
    } else if fields.has("advisory") {
        fields.need("source");
    }
    let requirement = fields.name("requirement", Requirement::ALL, Requirement::name);
    Row {
        name: fields.item.clone(),
        table: fields.text_if_any("table"),
        number: fields.integer("row"),
        advisory: fields.text_if_any("advisory"),
        source: fields.name("source", Source::ALL, Source::name),
        clouds: row_clouds,
        feature: fields.text("feature"),
        protocol: fields.need("protocol").name("protocol", Protocol::ALL, Protocol::name),
        port: fields.need("port").integer("port"),
        requirement: requirement.map_or(Requirement::Required, |requirement| requirement.value),
        when: conditions(fields, "when"),
        unless: conditions(fields, "unless"),
        purpose: both(fields, "purpose", &SENTENCE),
        blocked: both(fields, "blocked", &SENTENCE),
        destinations,
        place,
    }
}

/// A row has no id; it goes by its first destination's, or by its place in the table.
fn name(row: &DeTable<'_>) -> String {
    let text = |table: &DeTable<'_>, key| {
        let text = table.get(key).and_then(|value| value.get_ref().as_str());
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let destinations = row.get("destinations").and_then(|list| list.get_ref().as_array());
    let first = destinations.and_then(|list| list.first()?.get_ref().as_table());
    first
        .and_then(|first| text(first, "id"))
        .or_else(|| text(row, "table").map(|table| format!("row of {table}")))
        .or_else(|| text(row, "advisory").map(|advisory| format!("row of {advisory}")))
        .unwrap_or_else(|| "row".to_owned())
}

/// `None` if the key is missing.
fn clouds(fields: &mut Fields) -> Option<At<Vec<At<Cloud>>>> {
    let place = fields.place_of("clouds")?;
    if fields.is_empty_list("clouds") {
        fields.mistake(&place, Fault::NoClouds);
    }
    fields.names("clouds", Cloud::ALL, Cloud::name).map(|value| At { value, place })
}

fn conditions(fields: &mut Fields, key: &'static str) -> Vec<At<Condition>> {
    fields.names(key, Condition::ALL, Condition::name).unwrap_or_default()
}

fn destinations(
    lines: &Lines<'_>,
    row_clouds: Option<&At<Vec<At<Cloud>>>>,
    row: &mut Fields,
) -> Vec<Destination> {
    let tables = row.need("destinations").tables("destinations");
    let mut found = Vec::new();
    let mut destinations = Vec::new();
    for (offset, table) in tables {
        let id = table.get("id").and_then(|id| id.get_ref().as_str());
        let id = id.filter(|id| !id.is_empty()).unwrap_or("destination");
        let mut fields = Fields::new(lines, table, offset, id, &mut found);
        destinations.push(destination(&mut fields, row_clouds));
        fields.finish();
    }
    row.absorb(found);
    destinations
}

fn destination(fields: &mut Fields, row_clouds: Option<&At<Vec<At<Cloud>>>>) -> Destination {
    let targets = ["host", "tag", "address"].iter().filter(|key| fields.has(key)).count();
    if targets != 1 {
        fields.fault(Fault::NotOneTarget);
    }
    let host = fields.text_if_any("host").map(Target::Host);
    let tag = fields.text_if_any("tag").map(Target::Tag);
    let address = fields.name("address", Address::ALL, Address::name);
    let own_clouds = clouds(fields);
    if own_clouds.is_none() && row_clouds.is_none() {
        fields.fault(Fault::NoClouds);
    }
    Destination {
        name: fields.item.clone(),
        id: fields.text("id"),
        place: fields.place.clone(),
        has_since: fields.has("since"),
        target: host.or(tag).or(address.map(|address| Target::Address(address.value))),
        or_host: fields.text_if_any("or_host"),
        own_clouds: own_clouds.map(|clouds| clouds.value),
        since: fields.date("since"),
        until: fields.date("until"),
        alternative_until: fields.date("alternative_until"),
        absent: absences(fields),
    }
}

fn absences(fields: &mut Fields) -> Vec<At<(Date, Date)>> {
    let mut periods = Vec::new();
    for At { value: text, place } in fields.texts("absent").unwrap_or_default() {
        let period = text.split_once("..").and_then(|(from, to)| Some((day(from)?, day(to)?)));
        match period {
            Some((from, to)) if from < to => periods.push(At { value: (from, to), place }),
            _ => fields.mistake(&place, Fault::NotPeriod(text)),
        }
    }
    periods
}

fn day(text: &str) -> Option<Date> {
    let moment: toml::value::Datetime = text.parse().ok()?;
    moment.date.filter(|_| moment.time.is_none())
}
