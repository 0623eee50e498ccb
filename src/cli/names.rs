//! Values of options that are names in a registry.

use crate::catalog::{CATALOG, Date};
use crate::export::{self, Format};
use crate::profile;
use crate::profile::examples::{EXAMPLES, Example};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsStr;

/// The values of an enum with fixed names.
pub(super) fn names_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let names = PossibleValuesParser::new(all.iter().map(|value| name(*value)));
    names.map(move |given| {
        // The parser lets only these names through.
        all.iter().copied().find(|value| name(*value) == given).unwrap_or(all[0])
    })
}

/// The names of the examples.
pub(super) fn names_of_examples() -> impl TypedValueParser<Value = &'static Example> {
    let names = PossibleValuesParser::new(
        EXAMPLES.iter().map(|example| PossibleValue::new(example.id).help(example.about.en)),
    );
    // The parser lets only these names through.
    names.map(|given| Example::named(&given).unwrap_or(&EXAMPLES[0]))
}

/// A day for which the catalog has an edition.
pub(super) fn edition(text: &str) -> Result<Date, String> {
    let day = profile::date(text.trim());
    day.filter(|day| (CATALOG.first..=CATALOG.as_of).contains(day)).ok_or_else(|| {
        format!("give a day from {} to {}, such as 2024-09-26", CATALOG.first, CATALOG.as_of)
    })
}

/// A day for which the catalog has an edition, or `latest` for the newest.
pub(super) fn edition_or_latest(text: &str) -> Result<Date, String> {
    if text.trim() == "latest" { Ok(CATALOG.as_of) } else { edition(text) }
}

/// The id of an export format. A wrong one is answered with all of them and the nearest.
#[derive(Clone, Debug)]
pub(super) struct FormatName;

impl TypedValueParser for FormatName {
    type Value = &'static Format;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let value = value.to_string_lossy();
        export::format(&value).ok_or_else(|| {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            let option = arg.map(ToString::to_string).unwrap_or_default();
            error.insert(ContextKind::InvalidArg, ContextValue::String(option));
            error.insert(ContextKind::InvalidValue, ContextValue::String(value.to_string()));
            let ids = export::formats().iter().map(|format| format.id.to_owned()).collect();
            error.insert(ContextKind::ValidValue, ContextValue::Strings(ids));
            if let Some(nearest) = export::nearest(&value) {
                let id = nearest.id.to_owned();
                error.insert(ContextKind::SuggestedValue, ContextValue::String(id));
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |format: &Format| PossibleValue::new(format.id).help(format.about.en);
        Some(Box::new(export::formats().iter().map(value)))
    }
}
