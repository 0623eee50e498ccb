//! One TOML item after another, each key by its name and type.

mod advisory;
mod language;
mod row;
mod seen;

use super::fault::Fault;
use super::fields::{Fields, Lines};
use super::items::{Dates, Feature, Items, Region, Table, TaggedHosts};
use super::schema::{Cloud, Source};
use super::{File, Mistake};
use language::{LABEL, both};
use toml::de::DeTable;

/// The kinds of items, by the names of their lists.
const KINDS: [&str; 8] =
    ["table", "row", "advisory", "feature", "region", "service_tag", "known", "failure"];

/// All items of all files; what cannot be read is a mistake and left out.
pub fn items(files: &[File], mistakes: &mut Vec<Mistake>) -> Items {
    let mut items = Items::default();
    for file in files {
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => document(&Lines { file: &file.name, text }, &mut items, mistakes),
            Err(error) => {
                let good = &file.bytes[..error.valid_up_to()];
                let text = std::str::from_utf8(good).unwrap_or_default();
                let place = Lines { file: &file.name, text }.place(text.len());
                let item = "file".to_owned();
                mistakes.push(Mistake { place, item, fault: Fault::NotUtf8 });
            }
        }
    }
    items
}

fn document(lines: &Lines<'_>, items: &mut Items, mistakes: &mut Vec<Mistake>) {
    let (document, errors) = DeTable::parse_recoverable(lines.text);
    for error in errors {
        mistakes.push(syntax(lines, &error));
    }
    // One slip, such as a bracket left open, gives several errors on its line.
    mistakes.dedup_by(|later, first| first.fault.is_of_reading() && later.place == first.place);
    let mut top = Fields::new(lines, document.get_ref(), 0, "file", mistakes);
    dates(&mut top, items);
    let lists = KINDS.map(|kind| (kind, top.tables(kind)));
    top.finish();
    for (kind, tables) in lists {
        for (offset, table) in tables {
            item(kind, lines, table, offset, items, mistakes);
        }
    }
}

fn syntax(lines: &Lines<'_>, error: &toml::de::Error) -> Mistake {
    let span = error.span().unwrap_or_default();
    let found = lines.text.get(span.clone()).unwrap_or_default().trim();
    let mut why = error.message().replace('\n', ", ");
    if !found.is_empty() && found.chars().count() <= 40 && !found.contains(char::is_control) {
        why = format!("{why}, at `{found}`");
    }
    let place = lines.place(span.start);
    Mistake { place, item: "file".to_owned(), fault: Fault::Syntax(why) }
}

fn item(
    kind: &str,
    lines: &Lines<'_>,
    table: &DeTable<'_>,
    offset: usize,
    items: &mut Items,
    mistakes: &mut Vec<Mistake>,
) {
    let key = if kind == "region" { "name" } else { "id" };
    let name = table.get(key).and_then(|value| value.get_ref().as_str());
    let name = name.filter(|name| !name.is_empty()).unwrap_or(kind);
    let mut fields = Fields::new(lines, table, offset, name, mistakes);
    match kind {
        "table" => items.tables.push(document_table(&mut fields)),
        "row" => items.rows.push(row::row(lines, table, &mut fields)),
        "advisory" => items.advisories.push(advisory::advisory(&mut fields)),
        "feature" => items.features.push(feature(&mut fields)),
        "service_tag" => items.tagged.push(tagged(&mut fields)),
        "known" => items.known.push(seen::known(&mut fields)),
        "failure" => items.failures.push(seen::failure(&mut fields)),
        _ => items.regions.push(region(&mut fields)),
    }
    fields.finish();
}

/// The dates stand above the first item of one file.
fn dates(top: &mut Fields, items: &mut Items) {
    const KEYS: [&str; 3] = ["as_of", "article", "first"];
    let Some(place) = KEYS.iter().filter_map(|key| top.place_of(key)).min() else { return };
    if let Some(first) = &items.dates {
        let first = first.place.clone();
        top.mistake(&place, Fault::SecondDates(first));
    }
    top.place = place.clone();
    let [as_of, article, first] = KEYS.map(|key| top.need(key).date(key).map(|day| day.value));
    items.dates.get_or_insert(Dates { place, as_of, article, first });
}

fn document_table(fields: &mut Fields) -> Table {
    let source = fields.need("source").name("source", Source::ALL, Source::name);
    Table {
        id: fields.text("id"),
        source: source.map(|source| source.value),
        heading: fields.text("heading"),
    }
}

fn feature(fields: &mut Fields) -> Feature {
    Feature {
        id: fields.text("id"),
        name: both(fields, "name", &LABEL),
        about: both(fields, "about", &language::LINE),
        addon: fields.flag("addon"),
        pulls: fields.texts("pulls").unwrap_or_default(),
        private_endpoint: fields.flag("private_endpoint"),
        not_isolated: fields.flag("not_isolated"),
        fqdn_tag: fields.flag("fqdn_tag"),
    }
}

fn tagged(fields: &mut Fields) -> TaggedHosts {
    fields.filled(&["tags", "hosts"]);
    TaggedHosts {
        tags: fields.need("tags").texts("tags").unwrap_or_default(),
        hosts: fields.need("hosts").texts("hosts").unwrap_or_default(),
        evidence: fields.text("evidence").value,
    }
}

fn region(fields: &mut Fields) -> Region {
    let cloud = fields.need("cloud").name("cloud", Cloud::ALL, Cloud::name);
    Region {
        name: fields.text("name"),
        display_name: fields.text("display_name").value,
        cloud: cloud.map(|cloud| cloud.value),
        restricted: fields.flag("restricted"),
        azurecloud_tag: fields.text("azurecloud_tag"),
        aks_unlikely: fields.flag("aks_unlikely"),
    }
}
