//! Changes to a hand-written file: as few as can be.

use super::keys::{self, KEYS, Key};
use super::problem::BOM;
use super::value::{Value, date};
use super::write::{is_worth_writing, value};
use super::{Profile, check, list, read};
use crate::catalog::Catalog;
use toml_edit::{DocumentMut, Item, RawString, Table, Value as TomlValue};

/// The text with the answers of `profile` in it; `None` when it is not TOML.
pub(super) fn edit(text: &str, profile: &Profile, catalog: &Catalog) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    let mut editor = Editor { document, catalog };
    let wanted = profile.meaningful(catalog);
    let (said, good) = read::said(text, catalog);
    let mut changed = false;
    for key in KEYS {
        let answer = (key.get)(&wanted);
        let is_there = editor.has(key);
        if is_there && good.contains(&key.path) && (key.get)(&said) == answer {
            continue;
        }
        let is_void = (key.get)(profile) != answer && !is_worth_writing(key, &wanted, catalog);
        match answer {
            Some(answer) if is_there && !is_void => editor.replace(key, &answer),
            _ if is_there => editor.remove(key),
            Some(answer) if is_worth_writing(key, &wanted, catalog) => editor.add(key, &answer),
            _ => continue,
        }
        changed = true;
    }
    Some(if changed {
        with_manners_of(text, &editor.document.to_string())
    } else {
        text.to_owned()
    })
}

/// The line ends and the byte order mark of the original.
fn with_manners_of(original: &str, text: &str) -> String {
    let mut text = text.to_owned();
    let first_line = original.split_inclusive('\n').next().unwrap_or_default();
    if first_line.ends_with("\r\n") {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    if original.starts_with(BOM) {
        text.insert(0, BOM);
    }
    text
}

struct Editor<'a> {
    document: DocumentMut,
    catalog: &'a Catalog,
}

impl Editor<'_> {
    fn has(&self, key: &Key) -> bool {
        let table = match key.table() {
            None => Some(self.document.as_item()),
            Some(table) => self.document.get(table),
        };
        table.and_then(Item::as_table_like).is_some_and(|table| table.contains_key(key.name()))
    }

    /// The table of a key, made if it is not there.
    fn table(&mut self, key: &Key) -> &mut Item {
        let Some(name) = key.table() else { return self.document.as_item_mut() };
        let is_there = self.document.get(name).is_some_and(Item::is_table_like);
        if !is_there {
            let mut table = Table::new();
            table.set_position(position_of_new_table(&self.document, name));
            self.document.insert(name, Item::Table(table));
        }
        &mut self.document[name]
    }

    fn replace(&mut self, key: &Key, answer: &Value) {
        let catalog = self.catalog;
        let Some(table) = self.table(key).as_table_like_mut() else { return };
        let Some(old) = table.get_mut(key.name()) else { return };
        match (old, answer) {
            (Item::Value(TomlValue::Array(array)), Value::List(wanted)) => {
                list::edit(array, wanted, |text| check::item(key.shape, text, catalog).ok());
            }
            (Item::Value(old), answer) => {
                let decor = old.decor().clone();
                *old = match (&*old, answer) {
                    (TomlValue::Datetime(_), Value::Text(day)) if date(day).is_some() => {
                        date(day).map_or_else(|| value(answer), as_toml_date)
                    }
                    _ => value(answer),
                };
                *old.decor_mut() = decor;
            }
            (old, answer) => *old = Item::Value(value(answer)),
        }
    }

    fn add(&mut self, key: &Key, answer: &Value) {
        let answer = value(answer);
        match self.table(key) {
            Item::Table(table) => insert(table, key, answer),
            Item::Value(TomlValue::InlineTable(table)) => {
                table.insert(key.name(), answer);
                table.fmt();
            }
            _ => {}
        }
    }

    fn remove(&mut self, key: &Key) {
        match self.table(key) {
            Item::Table(table) => remove(table, key.name()),
            Item::Value(TomlValue::InlineTable(table)) => {
                table.remove(key.name());
                table.fmt();
            }
            _ => {}
        }
    }
}

fn as_toml_date(day: crate::catalog::Date) -> TomlValue {
    let date = toml_edit::Date { year: day.year, month: day.month, day: day.day };
    TomlValue::from(toml_edit::Datetime::from(date))
}

/// Behind the tables that precede it in a new file, or ahead of those that follow it.
fn position_of_new_table(document: &DocumentMut, name: &str) -> Option<isize> {
    let tables = keys::tables();
    let index = tables.iter().position(|table| *table == name)?;
    let position = |table: &&str| document.get(table)?.as_table()?.position();
    // Tables at the same position stand in the order in which they were added.
    let before = tables[..index].iter().filter_map(position).max();
    before.or_else(|| tables[index..].iter().filter_map(position).min().map(|after| after - 1))
}

/// Adds a key behind the last one before it in the order of a new file.
fn insert(table: &mut Table, key: &Key, answer: TomlValue) {
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let before = KEYS.iter().take_while(|other| other.path != key.path);
    let place = before
        .filter(|other| other.table() == key.table())
        .filter_map(|other| names.iter().position(|name| name == other.name()))
        .last()
        .map_or(0, |index| index + 1);
    let indent = names.iter().find_map(|name| indent(table, name)).unwrap_or_default();
    let behind: Vec<_> =
        names[place..].iter().filter_map(|name| table.remove_entry(name)).collect();
    table.insert(key.name(), Item::Value(answer));
    if let Some(mut name) = table.key_mut(key.name()) {
        name.leaf_decor_mut().set_prefix(indent);
    }
    for (name, item) in behind {
        table.insert_formatted(&name, item);
    }
}

/// The white space before a key on its line.
fn indent(table: &Table, name: &str) -> Option<String> {
    let prefix = table.key(name)?.leaf_decor().prefix()?.as_str()?;
    let last_line = prefix.rsplit('\n').next()?;
    (table.get(name)?.is_value() && last_line.trim().is_empty()).then(|| last_line.to_owned())
}

/// Removes a key; lines of comment above it stay, since they may be about more than this key.
fn remove(table: &mut Table, name: &str) {
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let Some((key, _)) = table.remove_entry(name) else { return };
    let above = text(key.leaf_decor().prefix());
    if !above.contains('#') {
        return;
    }
    let index = names.iter().position(|other| other == name).unwrap_or_default();
    let is_value = |name: &&String| table.get(name).is_some_and(Item::is_value);
    let next = names.get(index + 1).filter(is_value);
    let previous = names[..index].last().filter(is_value);
    let comment = format!("\n{}", above.trim_end());
    if let Some(mut next) = next.and_then(|next| table.key_mut(next)) {
        let own = text(next.leaf_decor().prefix());
        next.leaf_decor_mut().set_prefix(above + &own);
    } else if let Some(previous) = previous.and_then(|name| table.get_mut(name)?.as_value_mut()) {
        let own = text(previous.decor().suffix());
        previous.decor_mut().set_suffix(own + &comment);
    } else {
        let own = text(table.decor().suffix());
        table.decor_mut().set_suffix(own + &comment);
    }
}

fn text(raw: Option<&RawString>) -> String {
    raw.and_then(RawString::as_str).unwrap_or_default().to_owned()
}
