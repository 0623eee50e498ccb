//! One TOML item after another, each key by its name and type.

use super::fields::{At, Fields, Lines};
use super::schema::{
    Address, Cloud, Condition, Confidence, Date, Exemption, Protocol, Requirement, Source,
};
use super::{File, Mistake, Place};
use toml::de::DeTable;

type Both = (String, String);

#[derive(Default)]
pub struct Items {
    pub dates: Option<Dates>,
    pub tables: Vec<Table>,
    pub rows: Vec<Row>,
    pub advisories: Vec<Advisory>,
    pub features: Vec<Feature>,
    pub regions: Vec<Region>,
}

pub struct Dates {
    pub as_of: At<Date>,
    pub article: At<Date>,
    pub first: At<Date>,
}

pub struct Table {
    pub id: At<String>,
    pub source: Source,
    pub heading: String,
}

pub struct Row {
    pub place: Place,
    pub table: Option<At<String>>,
    pub number: i64,
    pub advisory: Option<At<String>>,
    pub source: Option<At<Source>>,
    pub feature: At<String>,
    pub protocol: At<Protocol>,
    pub port: At<i64>,
    pub requirement: Requirement,
    pub when: Vec<Condition>,
    pub unless: Vec<Condition>,
    pub purpose: Both,
    pub blocked: Both,
    pub destinations: Vec<Destination>,
}

pub struct Destination {
    pub id: At<String>,
    pub target: Option<Target>,
    pub clouds: Vec<Cloud>,
    pub since: Option<At<Date>>,
    pub until: Option<At<Date>>,
    pub absent: Vec<(Date, Date)>,
}

pub enum Target {
    Host(At<String>),
    Tag(At<String>),
    Address(Address),
}

pub struct Advisory {
    pub id: At<String>,
    pub title: Both,
    pub text: Both,
    pub evidence: String,
    pub date: Option<Date>,
    pub confidence: Option<Confidence>,
    pub effective: Option<Date>,
    pub clouds: Vec<Cloud>,
    pub action: Option<Action>,
    pub rules: Vec<At<String>>,
}

pub enum Action {
    Note,
    Replace(At<String>),
    Retire(Option<Condition>),
    Unless(Condition, Option<Exemption>),
    Add,
}

pub struct Feature {
    pub id: At<String>,
    pub name: Both,
    pub about: Both,
    pub addon: bool,
    pub pulls: Vec<At<String>>,
    pub private_endpoint: bool,
    pub not_isolated: bool,
}

pub struct Region {
    pub name: At<String>,
    pub display_name: String,
    pub cloud: Option<Cloud>,
    pub restricted: bool,
    pub azurecloud_tag: At<String>,
    pub aks_unlikely: bool,
}

/// All items of all files; what cannot be read is a mistake and left out.
pub fn items(files: &[File], mistakes: &mut Vec<Mistake>) -> Items {
    let mut items = Items::default();
    for file in files {
        let lines = Lines { file: &file.name, text: &file.text };
        match DeTable::parse(&file.text) {
            Ok(document) => {
                let mut top = Fields::new(&lines, document.get_ref(), 0, "file", mistakes);
                let dates = top.has("as_of").then(|| dates(&mut top)).flatten();
                let groups = ["table", "row", "advisory", "feature", "region"]
                    .map(|key| (key, top.tables(key)));
                top.finish();
                items.dates = items.dates.take().or(dates);
                for (kind, tables) in groups {
                    for (offset, table) in tables {
                        item(kind, &lines, table, offset, &mut items, mistakes);
                    }
                }
            }
            Err(error) => mistakes.push(Mistake {
                place: lines.place(error.span().map_or(0, |span| span.start)),
                item: "file".to_owned(),
                message: error.message().replace('\n', ", "),
            }),
        }
    }
    items
}

fn item(
    kind: &str,
    lines: &Lines<'_>,
    table: &DeTable<'_>,
    offset: usize,
    items: &mut Items,
    mistakes: &mut Vec<Mistake>,
) {
    let text = |key| table.get(key).and_then(|value| value.get_ref().as_str());
    let name = text("id").or_else(|| text("name").filter(|_| kind == "region"));
    let mut fields = Fields::new(lines, table, offset, name.unwrap_or(kind), mistakes);
    match kind {
        "table" => items.tables.push(document_table(&mut fields)),
        "row" => {
            let row = row(lines, &mut fields);
            items.rows.push(row);
        }
        "advisory" => items.advisories.push(advisory(&mut fields)),
        "feature" => items.features.push(feature(&mut fields)),
        _ => items.regions.push(region(&mut fields)),
    }
    fields.finish();
}

fn dates(fields: &mut Fields) -> Option<Dates> {
    Some(Dates {
        as_of: fields.date("as_of")?,
        article: fields.date("article")?,
        first: fields.date("first")?,
    })
}

fn document_table(fields: &mut Fields) -> Table {
    let source = fields.name("source", Source::from_name, Source::ALL, Source::name);
    if source.is_none() && !fields.has("source") {
        let place = fields.place.clone();
        fields.mistake(&place, "missing source");
    }
    Table {
        id: fields.text("id"),
        source: source.map_or(Source::Learn, |source| source.value),
        heading: fields.text("heading").value,
    }
}

fn clouds(fields: &mut Fields) -> Option<Vec<Cloud>> {
    fields.names("clouds", Cloud::from_name, Cloud::ALL, Cloud::name)
}

fn conditions(fields: &mut Fields, key: &str) -> Vec<Condition> {
    fields.names(key, Condition::from_name, Condition::ALL, Condition::name).unwrap_or_default()
}

fn row(lines: &Lines<'_>, fields: &mut Fields) -> Row {
    let row_clouds = clouds(fields);
    let tables = fields.tables("destinations");
    if let Some(first) = tables.first().and_then(|(_, table)| table.get("id")) {
        first.get_ref().as_str().unwrap_or("row").clone_into(&mut fields.item);
    }
    let place = fields.place.clone();
    let table = fields.text_if_any("table");
    let advisory = fields.text_if_any("advisory");
    if table.is_none() == advisory.is_none() {
        fields.mistake(
            &place,
            "missing source: a row names its `table`, or the `advisory` that adds it",
        );
    }
    let protocol = fields.name("protocol", Protocol::from_name, Protocol::ALL, Protocol::name);
    let requirement =
        fields.name("requirement", Requirement::from_name, Requirement::ALL, Requirement::name);
    if protocol.is_none() {
        fields.mistake(&place, "a row needs a protocol: TCP, UDP, HTTP or HTTPS");
    }
    let mut destinations = Vec::new();
    for (offset, table) in tables {
        destinations.push(destination(lines, table, offset, row_clouds.as_deref(), fields));
    }
    if destinations.is_empty() {
        fields.mistake(&place, "a row needs at least one of `destinations`");
    }
    Row {
        table,
        advisory,
        number: fields.integer("row").map_or(0, |row| row.value),
        source: fields.name("source", Source::from_name, Source::ALL, Source::name),
        feature: fields.text("feature"),
        protocol: protocol.unwrap_or(At { value: Protocol::Tcp, place: place.clone() }),
        port: fields.integer("port").unwrap_or(At { value: 0, place: place.clone() }),
        requirement: requirement.map_or(Requirement::Required, |requirement| requirement.value),
        when: conditions(fields, "when"),
        unless: conditions(fields, "unless"),
        purpose: fields.both("purpose"),
        blocked: fields.both("blocked"),
        destinations,
        place,
    }
}

fn destination(
    lines: &Lines<'_>,
    table: &DeTable<'_>,
    offset: usize,
    row_clouds: Option<&[Cloud]>,
    row: &mut Fields,
) -> Destination {
    let mut found = Vec::new();
    let id = table.get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("destination");
    let mut fields = Fields::new(lines, table, offset, id, &mut found);
    let place = fields.place.clone();
    let host = fields.text_if_any("host");
    let tag = fields.text_if_any("tag");
    let address = fields.name("address", Address::from_name, Address::ALL, Address::name);
    let mut targets: Vec<Target> = Vec::new();
    targets.extend(host.map(Target::Host));
    targets.extend(tag.map(Target::Tag));
    targets.extend(address.map(|address| Target::Address(address.value)));
    if targets.len() != 1 {
        fields.mistake(&place, "a destination needs exactly one of `host`, `tag` and `address`");
    }
    let own_clouds = clouds(&mut fields).or_else(|| row_clouds.map(<[_]>::to_vec));
    if own_clouds.as_ref().is_none_or(Vec::is_empty) {
        fields.mistake(&place, "missing key `clouds`, on the row or on the destination");
    }
    let destination = Destination {
        id: fields.text("id"),
        target: targets.pop(),
        clouds: own_clouds.unwrap_or_default(),
        since: fields.date("since"),
        until: fields.date("until"),
        absent: absences(&mut fields),
    };
    fields.finish();
    for mistake in found {
        row.item.clone_from(&mistake.item);
        row.mistake(&mistake.place, mistake.message);
    }
    destination
}

fn absences(fields: &mut Fields) -> Vec<(Date, Date)> {
    let mut periods = Vec::new();
    for text in fields.texts("absent").unwrap_or_default() {
        let day = |text: &str| text.parse::<toml::value::Datetime>().ok().and_then(|day| day.date);
        let period = text.value.split_once("..").map(|(from, to)| (day(from), day(to)));
        match period {
            Some((Some(from), Some(to))) if from < to => periods.push((from, to)),
            _ => fields.mistake(
                &text.place,
                format!(
                    "`absent` must be periods such as \"2024-01-18..2024-12-06\", not `{}`",
                    text.value
                ),
            ),
        }
    }
    periods
}

fn advisory(fields: &mut Fields) -> Advisory {
    let confidence =
        fields.name("confidence", Confidence::from_name, Confidence::ALL, Confidence::name);
    let date = fields.date("date");
    let place = fields.place.clone();
    if date.is_none() || confidence.is_none() {
        fields.mistake(&place, "an advisory needs a `date` and a `confidence` (high or medium)");
    }
    let action = action(fields);
    Advisory {
        id: fields.text("id"),
        title: fields.both("title"),
        text: fields.both("text"),
        evidence: fields.text("evidence").value,
        date: date.map(|date| date.value),
        confidence: confidence.map(|confidence| confidence.value),
        effective: fields.date("effective").map(|date| date.value),
        clouds: clouds(fields).unwrap_or_else(|| Cloud::ALL.to_vec()),
        action,
        rules: fields.texts("rules").unwrap_or_default(),
    }
}

fn action(fields: &mut Fields) -> Option<Action> {
    let action = fields.text("action");
    let condition = |fields: &mut Fields, key| {
        fields
            .name(key, Condition::from_name, Condition::ALL, Condition::name)
            .map(|condition| condition.value)
    };
    match action.value.as_str() {
        "note" => Some(Action::Note),
        "add" => Some(Action::Add),
        "replace" => Some(Action::Replace(fields.text("with"))),
        "retire" => Some(Action::Retire(condition(fields, "kept_by"))),
        "unless" => {
            let exemption =
                fields.name("exemption", Exemption::from_name, Exemption::ALL, Exemption::name);
            let found = condition(fields, "condition");
            if found.is_none() {
                fields.mistake(&action.place, "the action `unless` needs a known `condition`");
            }
            found.map(|found| Action::Unless(found, exemption.map(|exemption| exemption.value)))
        }
        "" => None,
        other => {
            let known = "note, add, replace, retire, unless";
            fields.mistake(&action.place, format!("unknown action `{other}`; known are: {known}"));
            None
        }
    }
}

fn feature(fields: &mut Fields) -> Feature {
    Feature {
        id: fields.text("id"),
        name: fields.both("name"),
        about: fields.both("about"),
        addon: fields.flag("addon"),
        pulls: fields.texts("pulls").unwrap_or_default(),
        private_endpoint: fields.flag("private_endpoint"),
        not_isolated: fields.flag("not_isolated"),
    }
}

fn region(fields: &mut Fields) -> Region {
    let cloud = fields.name("cloud", Cloud::from_name, Cloud::ALL, Cloud::name);
    Region {
        name: fields.text("name"),
        display_name: fields.text("display_name").value,
        cloud: cloud.map(|cloud| cloud.value),
        restricted: fields.flag("restricted"),
        azurecloud_tag: fields.text("azurecloud_tag"),
        aks_unlikely: fields.flag("aks_unlikely"),
    }
}
