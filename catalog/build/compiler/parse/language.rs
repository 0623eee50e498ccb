//! Texts in English and Chinese.

use super::super::Place;
use super::super::fault::Fault;
use super::super::fields::{Fields, is_one_line};
use super::super::items::Both;

/// What a text in both languages is for, and so how it must look.
pub struct Style {
    /// Characters that there is room for.
    limit: usize,
    /// Whether the Chinese text may be a name in Latin letters.
    may_be_latin: bool,
}

/// A name, such as a product's.
pub const LABEL: Style = Style { limit: 60, may_be_latin: true };
/// A title, or half a sentence.
pub const LINE: Style = Style { limit: 90, may_be_latin: false };
/// A sentence or two, shown beside a rule.
pub const SENTENCE: Style = Style { limit: 300, may_be_latin: false };
/// An explanation, shown on request.
pub const PARAGRAPH: Style = Style { limit: 400, may_be_latin: false };

/// A text in both languages.
pub fn both(fields: &mut Fields, key: &'static str, style: &Style) -> Both {
    let Some((place, value)) = fields.need(key).take(key) else { return Both::default() };
    let Some(table) = value.as_table() else {
        fields.mistake(&place, Fault::NotBothLanguages(key));
        return Both::default();
    };
    for other in table.keys().map(|key| key.get_ref().as_ref()) {
        if !["en", "zh"].contains(&other) {
            fields.mistake(&place, Fault::UnknownLanguage(key, other.to_owned()));
        }
    }
    let [en, zh] = ["en", "zh"].map(|language| {
        let text = table.get(language).and_then(|value| value.get_ref().as_str());
        let place = table
            .get_key_value(language)
            .map_or(place.clone(), |(key, _)| fields.place_at(key.span().start));
        one(fields, &place, key, language, text, style)
    });
    (en, zh)
}

fn one(
    fields: &mut Fields,
    place: &Place,
    key: &'static str,
    language: &'static str,
    text: Option<&str>,
    style: &Style,
) -> String {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        fields.mistake(place, Fault::MissingLanguage(key, language));
        return String::new();
    };
    let chinese = text.chars().find(|&c| is_chinese(c));
    match chinese {
        Some(character) if language == "en" => {
            fields.mistake(place, Fault::ChineseInEnglish(key, character));
        }
        None if language == "zh" && !style.may_be_latin => {
            fields.mistake(place, Fault::NoChinese(key));
        }
        _ => {}
    }
    if !is_one_line(text) {
        fields.mistake(place, Fault::NotOneLine(key));
    }
    let length = text.chars().count();
    if length > style.limit {
        fields.mistake(place, Fault::TooLong(key, language, length, style.limit));
    }
    text.to_owned()
}

/// Ideographs, and the punctuation that is written with them.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}
