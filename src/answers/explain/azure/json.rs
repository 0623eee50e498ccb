//! One JSON object, or one row of a query's table, as fields. Texts are borrowed where JSON writes
//! them without escapes.

use super::columns::{Column, Fields};
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// The fields of an object, those inside its `properties` among them. What stands behind the object
/// is ignored.
pub(in super::super) fn object(text: &str) -> Option<Fields<'_>> {
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(text);
    Object(&mut fields).deserialize(&mut json).ok()?;
    Some(fields)
}

/// The fields of a row, whose columns are known; `None` if it has another number of them.
pub(in super::super) fn row<'a>(text: &'a str, columns: &[Option<Column>]) -> Option<Fields<'a>> {
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(text);
    Cells(&mut fields, columns).deserialize(&mut json).ok()?;
    Some(fields)
}

/// The columns of a table, whose JSON breaks off behind the bracket that opens its rows.
pub(in super::super) fn columns(start: &[u8]) -> Vec<Option<Column>> {
    let whole = [start, b"]}"].concat();
    let table: Table = serde_json::from_slice(&whole).unwrap_or_default();
    table.columns.iter().map(|column| Column::named(&column.name)).collect()
}

#[derive(Default, Deserialize)]
struct Table {
    #[serde(default, alias = "Columns")]
    columns: Vec<TableColumn>,
}

#[derive(Deserialize)]
struct TableColumn {
    #[serde(default, alias = "Name", alias = "ColumnName")]
    name: String,
}

/// What the name of a field means.
enum Key {
    Column(Column),
    Properties,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(match name {
                    "properties" => Key::Properties,
                    // The longest and most frequent names that tell nothing.
                    "resourceId"
                    | "_ResourceId"
                    | "TenantId"
                    | "SourcePort"
                    | "SourceSystem"
                    | "IsTlsInspected"
                    | "IsExplicitProxyRequest"
                    | "WebCategory" => Key::Other,
                    _ => Column::named(name).map_or(Key::Other, Key::Column),
                })
            }
        }
        json.deserialize_str(Name)
    }
}

/// A text, or another single value as it is written.
struct Scalar<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Any).map(Self)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Cow<'de, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(match number {
            443 => Cow::Borrowed("443"),
            _ => Cow::Owned(number.to_string()),
        })
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(if yes { "true" } else { "false" }))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Cow::Borrowed(""))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Cow::Borrowed(""))
    }
}

/// Puts the fields of an object into place. The parser limits how deep `properties` may lie.
struct Object<'f, 'a>(&'f mut Fields<'a>);

impl<'de> DeserializeSeed<'de> for Object<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key()? {
            match key {
                Key::Column(column) => {
                    let Scalar(value) = map.next_value()?;
                    self.0.put(column, value);
                }
                Key::Properties => map.next_value_seed(Object(self.0))?,
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        self.0.put(Column::Packed, Cow::Borrowed(text));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.put(Column::Packed, Cow::Owned(text.to_owned()));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

struct Cells<'f, 'a>(&'f mut Fields<'a>, &'f [Option<Column>]);

impl<'de> DeserializeSeed<'de> for Cells<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Cells<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a row")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        for column in self.1 {
            let fewer = || A::Error::custom("fewer values than columns");
            match column {
                Some(column) => {
                    let Scalar(value) = seq.next_element()?.ok_or_else(fewer)?;
                    self.0.put(*column, value);
                }
                None => {
                    seq.next_element::<IgnoredAny>()?.ok_or_else(fewer)?;
                }
            }
        }
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("more values than columns")),
        }
    }
}
