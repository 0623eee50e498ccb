//! The keys of one TOML table: each is taken once, and what is left over is unknown.

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
        let line = self.text[..offset.min(self.text.len())].matches('\n').count() + 1;
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
        Self { lines, keys, place: lines.place(offset), item: item.to_owned(), mistakes }
    }

    pub fn mistake(&mut self, place: &Place, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            place: place.clone(),
            item: self.item.clone(),
            message: message.into(),
        });
    }

    pub fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    fn take(&mut self, key: &str) -> Option<(Place, &'a DeValue<'a>)> {
        let (offset, value) = self.keys.remove(key)?;
        Some((self.lines.place(offset), value))
    }

    fn required<T: Default>(&mut self, key: &str, found: Option<At<T>>, was_there: bool) -> At<T> {
        if !was_there {
            let place = self.place.clone();
            self.mistake(&place, format!("missing key `{key}`"));
        }
        found.unwrap_or_else(|| At { value: T::default(), place: self.place.clone() })
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &str) -> At<String> {
        let was_there = self.has(key);
        let found = self.text_if_any(key);
        self.required(key, found, was_there)
    }

    pub fn text_if_any(&mut self, key: &str) -> Option<At<String>> {
        let (place, value) = self.take(key)?;
        match value.as_str() {
            Some(text) if !text.trim().is_empty() => Some(At { value: text.to_owned(), place }),
            Some(_) => {
                self.mistake(&place, format!("`{key}` is empty"));
                None
            }
            None => {
                self.mistake(&place, format!("`{key}` must be a text"));
                None
            }
        }
    }

    /// One of the names of an enum; the first value stands in for a wrong one.
    pub fn name<T: Copy>(
        &mut self,
        key: &str,
        from_name: fn(&str) -> Option<T>,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<At<T>> {
        let text = self.text_if_any(key)?;
        let found = from_name(&text.value);
        if found.is_none() {
            self.mistake(&text.place, unknown_name(key, &text.value, all, name));
        }
        found.map(|value| At { value, place: text.place })
    }

    pub fn names<T: Copy>(
        &mut self,
        key: &str,
        from_name: fn(&str) -> Option<T>,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<Vec<T>> {
        let texts = self.texts(key)?;
        let mut values = Vec::new();
        for text in texts {
            match from_name(&text.value) {
                Some(value) => values.push(value),
                None => self.mistake(&text.place, unknown_name(key, &text.value, all, name)),
            }
        }
        Some(values)
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &str) -> Option<Vec<At<String>>> {
        let (place, value) = self.take(key)?;
        let Some(array) = value.as_array() else {
            self.mistake(&place, format!("`{key}` must be a list of texts"));
            return Some(Vec::new());
        };
        let mut texts = Vec::new();
        for element in array {
            match element.get_ref().as_str() {
                Some(text) => texts.push(At {
                    value: text.to_owned(),
                    place: self.lines.place(element.span().start),
                }),
                None => self.mistake(&place, format!("`{key}` must be a list of texts")),
            }
        }
        Some(texts)
    }

    /// A sentence in both languages.
    pub fn both(&mut self, key: &str) -> (String, String) {
        let Some((place, value)) = self.take(key) else {
            let place = self.place.clone();
            self.mistake(&place, format!("missing key `{key}`"));
            return Default::default();
        };
        let Some(table) = value.as_table() else {
            self.mistake(&place, format!("`{key}` must be {{ en = \"…\", zh = \"…\" }}"));
            return Default::default();
        };
        let mut sentence = |language: &str| {
            let text = table.get(language).and_then(|value| value.get_ref().as_str());
            match text {
                Some(text) if !text.trim().is_empty() => text.to_owned(),
                _ => {
                    self.mistake(&place, format!("`{key}` has no text in language `{language}`"));
                    String::new()
                }
            }
        };
        let sentences = (sentence("en"), sentence("zh"));
        for other in
            table.keys().map(toml::Spanned::get_ref).filter(|key| *key != "en" && *key != "zh")
        {
            self.mistake(&place, format!("`{key}` has an unknown language `{other}`"));
        }
        sentences
    }

    pub fn integer(&mut self, key: &str) -> Option<At<i64>> {
        let (place, value) = self.take(key)?;
        let number = match value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.mistake(&place, format!("`{key}` must be a whole number"));
        }
        number.map(|value| At { value, place })
    }

    pub fn flag(&mut self, key: &str) -> bool {
        let Some((place, value)) = self.take(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            self.mistake(&place, format!("`{key}` must be true or false"));
            false
        })
    }

    pub fn date(&mut self, key: &str) -> Option<At<Date>> {
        let (place, value) = self.take(key)?;
        let date = match value {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.date,
            _ => None,
        };
        if date.is_none() {
            self.mistake(&place, format!("`{key}` must be a date such as 2026-07-02"));
        }
        date.map(|value| At { value, place })
    }

    /// Tables inside a list, each with its place.
    pub fn tables(&mut self, key: &str) -> Vec<(usize, &'a DeTable<'a>)> {
        let Some((place, value)) = self.take(key) else { return Vec::new() };
        let mut tables = Vec::new();
        for element in value.as_array().into_iter().flatten() {
            match element.get_ref().as_table() {
                Some(table) => tables.push((element.span().start, table)),
                None => self.mistake(&place, format!("`{key}` must be a list of tables")),
            }
        }
        tables
    }

    /// Reports the keys that nobody took.
    pub fn finish(mut self) {
        for (key, (offset, _)) in std::mem::take(&mut self.keys) {
            let place = self.lines.place(offset);
            self.mistake(&place, format!("unknown key `{key}`"));
        }
    }
}

fn unknown_name<T: Copy>(key: &str, found: &str, all: &[T], name: fn(T) -> &'static str) -> String {
    let known: Vec<_> = all.iter().map(|&value| name(value)).collect();
    let what = match key {
        "when" | "unless" | "condition" | "kept_by" => "condition",
        "clouds" | "cloud" => "cloud",
        _ => key,
    };
    format!("unknown {what} `{found}`; known are: {}", known.join(", "))
}
