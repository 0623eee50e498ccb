//! The value of one key, whatever its type, and the way between it and the fields of a profile.

use super::{ApiServer, Channel, ControlPlane, Fqdns, Language, Linux, MonitorBy, NtpForm};
use super::{Reading, Tunnel};
use crate::catalog::{Cloud, Date, Exemption, Source};
use ipnet::IpNet;
use std::net::IpAddr;

/// What stands behind a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
    /// A text: a name, a date, an address.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

/// A field of [`super::Profile`] that a key gets and sets.
pub(super) trait Field {
    /// The value; `None` when the answer is not given.
    fn value(&self) -> Option<Value>;
    /// Takes a value that was checked; one of another type changes nothing.
    fn accept(&mut self, value: Option<&Value>);
}

/// A field's value that is one text in the file.
trait Item: Sized {
    fn text(&self) -> String;
    fn from_text(text: &str) -> Option<Self>;
}

impl Field for bool {
    fn value(&self) -> Option<Value> {
        Some(Value::Flag(*self))
    }

    fn accept(&mut self, value: Option<&Value>) {
        if let Some(Value::Flag(flag)) = value {
            *self = *flag;
        }
    }
}

impl Field for u16 {
    fn value(&self) -> Option<Value> {
        Some(Value::Number((*self).into()))
    }

    fn accept(&mut self, value: Option<&Value>) {
        if let Some(Value::Number(number)) = value
            && let Ok(number) = (*number).try_into()
        {
            *self = number;
        }
    }
}

impl<T: Item> Field for T {
    fn value(&self) -> Option<Value> {
        Some(Value::Text(self.text()))
    }

    fn accept(&mut self, value: Option<&Value>) {
        if let Some(Value::Text(text)) = value
            && let Some(item) = T::from_text(text)
        {
            *self = item;
        }
    }
}

impl<T: Item> Field for Option<T> {
    fn value(&self) -> Option<Value> {
        self.as_ref().and_then(Field::value)
    }

    fn accept(&mut self, value: Option<&Value>) {
        *self = match value {
            Some(Value::Text(text)) => T::from_text(text),
            _ => None,
        };
    }
}

impl<T: Item> Field for Vec<T> {
    fn value(&self) -> Option<Value> {
        Some(Value::List(self.iter().map(Item::text).collect()))
    }

    fn accept(&mut self, value: Option<&Value>) {
        if let Some(Value::List(texts)) = value {
            *self = texts.iter().filter_map(|text| T::from_text(text)).collect();
        }
    }
}

impl<T: Item> Field for Option<Vec<T>> {
    fn value(&self) -> Option<Value> {
        self.as_ref().and_then(Field::value)
    }

    fn accept(&mut self, value: Option<&Value>) {
        *self = value.map(|value| {
            let mut list = Vec::new();
            list.accept(Some(value));
            list
        });
    }
}

impl Item for String {
    fn text(&self) -> String {
        self.clone()
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Item for Date {
    fn text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        date(text)
    }
}

/// A day of the calendar, written as YYYY-MM-DD.
pub(crate) fn date(text: &str) -> Option<Date> {
    let moment: toml::value::Datetime = text.parse().ok()?;
    moment.date.filter(|date| moment.time.is_none() && date.to_string() == text)
}

/// Types that `Display` and `FromStr` turn into text and back.
macro_rules! parsed {
    ($($name:ty),+) => {
        $(impl Item for $name {
            fn text(&self) -> String {
                self.to_string()
            }

            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        })+
    };
}
parsed!(IpAddr, IpNet);

/// Enums whose values have fixed names.
macro_rules! named {
    ($($name:ty),+) => {
        $(impl Item for $name {
            fn text(&self) -> String {
                self.name().to_owned()
            }

            fn from_text(text: &str) -> Option<Self> {
                Self::from_name(text)
            }
        })+
    };
}
named!(ApiServer, Channel, Cloud, ControlPlane, Exemption, Fqdns, Language);
named!(Linux, MonitorBy, NtpForm, Reading, Source, Tunnel);
