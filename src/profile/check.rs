//! Whether a value fits its key.

use super::nearest::nearest;
use super::problem::{Fault, MOST, Type};
use super::shape::Shape;
use super::value::{Value, date};
use super::{VERSION, azure, host};
use crate::catalog::{Catalog, Feature};
use ipnet::IpNet;
use std::collections::HashSet;
use std::net::IpAddr;
use toml::Spanned;
use toml::de::{DeInteger, DeValue};

const LONGEST_TEXT: usize = 200;
const LONGEST_PATH: usize = 1000;

/// A value, or what is wrong and the offset where it stands.
pub(super) type Checked<T> = Result<T, Vec<(usize, Fault)>>;

/// The value in its canonical form; `None` where an empty text says that there is no answer.
pub(super) fn check(
    shape: Shape,
    given: &Spanned<DeValue>,
    catalog: &Catalog,
) -> Checked<Option<Value>> {
    let here = |fault: Fault| vec![(given.span().start, fault)];
    match (shape, given.get_ref()) {
        (Shape::Version, DeValue::Integer(number)) => {
            known_version(number).map(Value::Number).map(Some).map_err(here)
        }
        (Shape::Number { least, most }, DeValue::Integer(number)) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            within(read.ok(), &number.to_string(), least, most)
                .map(Value::Number)
                .map(Some)
                .map_err(here)
        }
        (Shape::Flag, DeValue::Boolean(flag)) => Ok(Some(Value::Flag(*flag))),
        (Shape::Date, DeValue::Datetime(moment)) => {
            edition(&moment.to_string(), catalog).map(Value::Text).map(Some).map_err(here)
        }
        (shape, DeValue::Array(items)) if expected(shape) == Type::List => {
            list(shape, items.iter(), catalog).map(Value::List).map(Some)
        }
        (shape, DeValue::String(text)) if matches!(expected(shape), Type::Text | Type::Date) => {
            if text.is_empty() && may_be_empty(shape) {
                return Ok(None);
            }
            item(shape, text, catalog).map(Value::Text).map(Some).map_err(here)
        }
        (shape, other) => {
            let expected = expected(shape);
            Err(here(Fault::WrongType { expected, found: type_of(other) }))
        }
    }
}

fn known_version(number: &DeInteger) -> Result<i64, Fault> {
    match i64::from_str_radix(number.as_str(), number.radix()) {
        Ok(VERSION) => Ok(VERSION),
        Ok(other) if other < VERSION => Err(Fault::NoSuchVersion(other)),
        // A number too large for 64 bits is newer, too.
        _ => Err(Fault::NewerVersion(number.to_string())),
    }
}

/// A number that keeps within its range; one that is none is too large for 64 bits.
fn within(number: Option<i64>, given: &str, least: u16, most: u16) -> Result<i64, Fault> {
    let fits = |number: &i64| (i64::from(least)..=i64::from(most)).contains(number);
    number.filter(fits).ok_or_else(|| Fault::OutOfRange(given.to_owned(), least, most))
}

/// The type of a key's value.
fn expected(shape: Shape) -> Type {
    match shape {
        Shape::Version | Shape::Number { .. } => Type::Number,
        Shape::Flag => Type::Flag,
        Shape::Date => Type::Date,
        Shape::Name(_)
        | Shape::Text
        | Shape::Path
        | Shape::Region
        | Shape::Host
        | Shape::Address
        | Shape::PolicyName
        | Shape::IpGroup => Type::Text,
        Shape::Names(_)
        | Shape::Addresses
        | Shape::Networks
        | Shape::Addons
        | Shape::PrivateEndpoints => Type::List,
    }
}

/// The type that a value has.
pub(super) fn type_of(value: &DeValue) -> Type {
    match value {
        DeValue::String(_) => Type::Text,
        DeValue::Integer(_) => Type::Number,
        DeValue::Float(_) => Type::Float,
        DeValue::Boolean(_) => Type::Flag,
        DeValue::Datetime(_) => Type::Date,
        DeValue::Array(_) => Type::List,
        DeValue::Table(_) => Type::Table,
    }
}

/// Whether an empty text says that there is no answer.
fn may_be_empty(shape: Shape) -> bool {
    matches!(shape, Shape::Text | Shape::Path | Shape::Host | Shape::Address | Shape::IpGroup)
}

fn list<'a>(
    shape: Shape,
    items: impl Iterator<Item = &'a Spanned<DeValue<'a>>>,
    catalog: &Catalog,
) -> Checked<Vec<String>> {
    let mut texts = Vec::new();
    let mut seen = HashSet::new();
    let mut faults = Vec::new();
    for given in items {
        if faults.len() == MOST {
            break;
        }
        let checked = match given.get_ref() {
            DeValue::String(text) => item(shape, text, catalog),
            other => Err(Fault::WrongType { expected: Type::Text, found: type_of(other) }),
        };
        let checked = checked.and_then(|text| {
            if seen.insert(text.clone()) { Ok(text) } else { Err(Fault::Duplicate(text)) }
        });
        match checked {
            Ok(text) => texts.push(text),
            Err(fault) => faults.push((given.span().start, fault)),
        }
    }
    if faults.is_empty() { Ok(texts) } else { Err(faults) }
}

/// One text, in its canonical form.
pub(super) fn item(shape: Shape, given: &str, catalog: &Catalog) -> Result<String, Fault> {
    match shape {
        Shape::Name(allowed) | Shape::Names(allowed) => name(given, allowed),
        Shape::Date => edition(given, catalog),
        Shape::Text => free_text(given, LONGEST_TEXT),
        Shape::Path => free_text(given, LONGEST_PATH),
        Shape::Region => region(given, catalog),
        Shape::Host => host::host(given).map_err(|fault| Fault::Host(given.to_owned(), fault)),
        Shape::Address | Shape::Addresses => match given.parse::<IpAddr>() {
            Ok(address) => Ok(address.to_string()),
            Err(_) => Err(Fault::NotAnAddress(given.to_owned())),
        },
        Shape::Networks => network(given),
        Shape::Addons => addon(given, catalog).map(|addon| addon.id.to_owned()),
        Shape::PrivateEndpoints => private_endpoint(given, catalog),
        Shape::Number { least, most } => number(given, least, most),
        Shape::PolicyName if azure::is_policy_name(given) => Ok(given.to_owned()),
        Shape::PolicyName => Err(Fault::NotAPolicyName(given.to_owned())),
        Shape::IpGroup => {
            azure::ip_group(given).map_err(|(part, fault)| Fault::IpGroup(part.to_owned(), fault))
        }
        Shape::Version | Shape::Flag => {
            Err(Fault::WrongType { expected: expected(shape), found: Type::Text })
        }
    }
}

/// A number as a person types it.
fn number(given: &str, least: u16, most: u16) -> Result<String, Fault> {
    let is_number = !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        within(given.parse().ok(), given, least, most).map(|number| number.to_string())
    } else {
        Err(Fault::NotANumber(given.to_owned()))
    }
}

fn name(given: &str, allowed: &'static [&'static str]) -> Result<String, Fault> {
    if allowed.contains(&given) {
        return Ok(given.to_owned());
    }
    let nearest = nearest(given, allowed.iter().copied());
    Err(Fault::UnknownName { value: given.to_owned(), allowed, nearest })
}

fn edition(given: &str, catalog: &Catalog) -> Result<String, Fault> {
    let day = date(given).ok_or_else(|| Fault::NotADate(given.to_owned()))?;
    if (catalog.first..=catalog.as_of).contains(&day) {
        Ok(given.to_owned())
    } else {
        Err(Fault::NoEdition(day, catalog.first, catalog.as_of))
    }
}

fn free_text(given: &str, longest: usize) -> Result<String, Fault> {
    let length = given.chars().count();
    if length > longest {
        Err(Fault::TooLong(length, longest))
    } else if given.contains(char::is_control) {
        Err(Fault::ControlCharacter(given.to_owned()))
    } else {
        Ok(given.to_owned())
    }
}

/// An empty name stands for a region that is not chosen yet.
fn region(given: &str, catalog: &Catalog) -> Result<String, Fault> {
    if given.is_empty() || catalog.region(given).is_some() {
        return Ok(given.to_owned());
    }
    let names = catalog.regions.iter().flat_map(|region| [region.name, region.display_name]);
    let nearest = nearest(given, names).and_then(|name| {
        catalog.regions.iter().find(|region| region.name == name || region.display_name == name)
    });
    Err(Fault::UnknownRegion(given.to_owned(), nearest))
}

fn network(given: &str) -> Result<String, Fault> {
    let network: IpNet = given
        .parse()
        .map_err(|_| Fault::NotANetwork(given.to_owned(), given.parse::<IpAddr>().ok()))?;
    if network.addr() == network.network() {
        Ok(network.to_string())
    } else {
        Err(Fault::HostBits(given.to_owned(), network.trunc()))
    }
}

fn addon(given: &str, catalog: &Catalog) -> Result<&'static Feature, Fault> {
    let known = catalog.feature(given).filter(|feature| feature.addon);
    known.ok_or_else(|| {
        let nearest = nearest(given, catalog.addons().map(|addon| addon.id));
        Fault::UnknownAddon(given.to_owned(), nearest)
    })
}

fn private_endpoint(given: &str, catalog: &Catalog) -> Result<String, Fault> {
    let addon = addon(given, catalog)?;
    if addon.private_endpoint {
        return Ok(addon.id.to_owned());
    }
    let those = catalog.addons().filter(|addon| addon.private_endpoint).map(|addon| addon.id);
    Err(Fault::NoPrivateEndpoint(given.to_owned(), those.collect()))
}
