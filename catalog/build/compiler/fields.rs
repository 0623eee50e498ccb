//! The keys of one TOML table: each is taken once, and what is left over is unknown.

use super::fault::{Fault, hint};
use super::schema::Date;
use super::{Mistake, Place};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A text file and where its lines begin.
pub struct Lines<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl Lines<'_> {
    pub fn place(&self, offset: usize) -> Place {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line = before.split(|&byte| byte == b'\n').count();
        Place { file: self.file.to_owned(), line }
    }
}

/// A value with its place.
#[derive(Debug, Clone, Default)]
pub struct At<T> {
    pub value: T,
    pub place: Place,
}

/// The keys of one table, with a list for what is wrong with them.
pub struct Fields<'a, 'm> {
    lines: &'a Lines<'a>,
    keys: BTreeMap<&'a str, (usize, &'a DeValue<'a>)>,
    asked: Vec<&'static str>,
    pub place: Place,
    pub item: String,
    mistakes: &'m mut Vec<Mistake>,
}

impl<'a, 'm> Fields<'a, 'm> {
    pub fn new(
        lines: &'a Lines<'a>,
        table: &'a DeTable<'a>,
        offset: usize,
        item: &str,
        mistakes: &'m mut Vec<Mistake>,
    ) -> Self {
        let keys = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), (key.span().start, value.get_ref())))
            .collect();
        let place = lines.place(offset);
        Self { lines, keys, asked: Vec::new(), place, item: item.to_owned(), mistakes }
    }

    pub fn mistake(&mut self, place: &Place, fault: Fault) {
        self.mistakes.push(Mistake { place: place.clone(), item: self.item.clone(), fault });
    }

    /// A mistake of the item as a whole.
    pub fn fault(&mut self, fault: Fault) {
        let place = self.place.clone();
        self.mistake(&place, fault);
    }

    /// The mistakes of an item inside this one, under its own name.
    pub fn absorb(&mut self, found: Vec<Mistake>) {
        self.mistakes.extend(found);
    }

    pub fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    pub fn is_empty_list(&self, key: &str) -> bool {
        let list = self.keys.get(key).and_then(|(_, value)| value.as_array());
        list.is_some_and(|list| list.is_empty())
    }

    /// Notes the lists among these keys that have nothing in them.
    pub fn filled(&mut self, keys: &[&'static str]) {
        for key in keys.iter().filter(|key| self.is_empty_list(key)).collect::<Vec<_>>() {
            let place = self.place_of(key).unwrap_or_default();
            self.mistake(&place, Fault::EmptyList(key));
        }
    }

    pub fn place_of(&self, key: &str) -> Option<Place> {
        self.keys.get(key).map(|&(offset, _)| self.lines.place(offset))
    }

    pub fn place_at(&self, offset: usize) -> Place {
        self.lines.place(offset)
    }

    /// Notes that the key is missing, if it is.
    pub fn need(&mut self, key: &'static str) -> &mut Self {
        if !self.has(key) {
            self.fault(Fault::MissingKey(key));
        }
        self
    }

    pub(super) fn take(&mut self, key: &'static str) -> Option<(Place, &'a DeValue<'a>)> {
        self.asked.push(key);
        let (offset, value) = self.keys.remove(key)?;
        Some((self.lines.place(offset), value))
    }

    /// A text that must be there; empty if it is not.
    pub fn text(&mut self, key: &'static str) -> At<String> {
        let place = self.place_of(key).unwrap_or_else(|| self.place.clone());
        let found = self.need(key).text_if_any(key);
        found.unwrap_or(At { value: String::new(), place })
    }

    pub fn text_if_any(&mut self, key: &'static str) -> Option<At<String>> {
        let (place, value) = self.take(key)?;
        let Some(text) = value.as_str() else {
            self.mistake(&place, Fault::NotText(key));
            return None;
        };
        if text.trim().is_empty() {
            self.mistake(&place, Fault::EmptyText(key));
            return None;
        }
        if !is_one_line(text) {
            self.mistake(&place, Fault::NotOneLine(key));
        }
        Some(At { value: text.to_owned(), place })
    }

    /// One of the names of an enum.
    pub fn name<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<At<T>> {
        let text = self.text_if_any(key)?;
        self.named(key, text, all, name)
    }

    /// A list of such names.
    pub fn names<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<Vec<At<T>>> {
        let texts = self.texts(key)?;
        Some(texts.into_iter().filter_map(|text| self.named(key, text, all, name)).collect())
    }

    fn named<T: Copy>(
        &mut self,
        key: &'static str,
        text: At<String>,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<At<T>> {
        let At { value: text, place } = text;
        let found = all.iter().copied().find(|&value| name(value) == text);
        if found.is_none() {
            let what = match key {
                "when" | "unless" | "condition" | "kept_by" => "condition",
                "clouds" => "cloud",
                _ => key,
            };
            let hint = hint(&text, all.iter().map(|&value| name(value)));
            self.mistake(&place, Fault::UnknownName(what, text, hint));
        }
        found.map(|value| At { value, place })
    }

    /// A list of texts, each once.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<At<String>>> {
        let (place, value) = self.take(key)?;
        let Some(array) = value.as_array() else {
            self.mistake(&place, Fault::NotTexts(key));
            return Some(Vec::new());
        };
        let mut texts: Vec<At<String>> = Vec::new();
        for element in array {
            let place = self.lines.place(element.span().start);
            match element.get_ref().as_str() {
                Some(text) if texts.iter().any(|known| known.value == text) => {
                    self.mistake(&place, Fault::NamedTwice(key, text.to_owned()));
                }
                Some(text) => texts.push(At { value: text.to_owned(), place }),
                None => self.mistake(&place, Fault::NotTexts(key)),
            }
        }
        Some(texts)
    }

    /// A list of whole numbers, each once.
    pub fn integers(&mut self, key: &'static str) -> Option<Vec<At<i64>>> {
        let (place, value) = self.take(key)?;
        let Some(array) = value.as_array() else {
            self.mistake(&place, Fault::NotIntegers(key));
            return Some(Vec::new());
        };
        let mut numbers: Vec<At<i64>> = Vec::new();
        for element in array {
            let place = self.lines.place(element.span().start);
            match whole(element.get_ref()) {
                Some(value) if numbers.iter().any(|known| known.value == value) => {
                    self.mistake(&place, Fault::NamedTwice(key, value.to_string()));
                }
                Some(value) => numbers.push(At { value, place }),
                None => self.mistake(&place, Fault::NotIntegers(key)),
            }
        }
        Some(numbers)
    }

    pub fn integer(&mut self, key: &'static str) -> Option<At<i64>> {
        let (place, value) = self.take(key)?;
        let number = whole(value);
        if number.is_none() {
            self.mistake(&place, Fault::NotInteger(key));
        }
        number.map(|value| At { value, place })
    }

    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some((place, value)) = self.take(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            self.mistake(&place, Fault::NotFlag(key));
            false
        })
    }

    pub fn date(&mut self, key: &'static str) -> Option<At<Date>> {
        let (place, value) = self.take(key)?;
        let date = match value {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.date,
            _ => None,
        };
        if date.is_none() {
            self.mistake(&place, Fault::NotDate(key));
        }
        date.map(|value| At { value, place })
    }

    /// Tables inside a list, each with where it begins.
    pub fn tables(&mut self, key: &'static str) -> Vec<(usize, &'a DeTable<'a>)> {
        let Some((place, value)) = self.take(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.mistake(&place, Fault::NotTables(key));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in array {
            match element.get_ref().as_table() {
                Some(table) => tables.push((element.span().start, table)),
                None => self.mistake(&place, Fault::NotTables(key)),
            }
        }
        tables
    }

    /// Notes the keys that nobody took.
    pub fn finish(mut self) {
        for (key, (offset, _)) in std::mem::take(&mut self.keys) {
            let place = self.lines.place(offset);
            let hint = hint(key, self.asked.iter().copied());
            self.mistake(&place, Fault::UnknownKey(key.to_owned(), hint));
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

pub fn is_one_line(text: &str) -> bool {
    text.trim() == text && !text.contains(char::is_control)
}
