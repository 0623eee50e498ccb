//! Microsoft's weekly service tag file, which the operator supplies.
//!
//! Parsed from bytes that the caller has read; nothing here opens a file.

use crate::catalog::{Cloud, Date};
use crate::profile::{Language, date, shown};
use crate::words::service_tags::{EN, ServiceTagWords, ZH};
use ipnet::IpNet;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The most that a service tag file may have; those of 2026 have about five megabytes.
pub const MAX_BYTES: u64 = 64_000_000;

/// The tags of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTags {
    /// The file's name, for headers and messages.
    pub file: String,
    /// The file's change number.
    pub change_number: u64,
    /// The cloud that the file is for.
    pub cloud: Cloud,
    /// Prefixes by lower-case tag name.
    pub tags: BTreeMap<String, Vec<IpNet>>,
}

impl ServiceTags {
    /// The prefixes of a tag, adjacent ones merged, IPv4 first; IPv6 ones only on request. Letter
    /// case does not matter.
    #[must_use]
    pub fn prefixes(&self, tag: &str, ipv6: bool) -> Option<Vec<IpNet>> {
        let prefixes = self.tags.get(&tag.to_ascii_lowercase())?;
        let wanted = prefixes.iter().filter(|net| ipv6 || net.addr().is_ipv4());
        Some(IpNet::aggregate(&wanted.copied().collect()))
    }

    /// Whether a tag has an IPv4 prefix; letter case does not matter.
    #[must_use]
    pub fn has_ipv4(&self, tag: &str) -> bool {
        let prefixes = self.tags.get(&tag.to_ascii_lowercase());
        prefixes.is_some_and(|prefixes| prefixes.iter().any(|net| net.addr().is_ipv4()))
    }

    /// How many IPv6 prefixes a tag has; letter case does not matter.
    #[must_use]
    pub fn ipv6_count(&self, tag: &str) -> usize {
        let prefixes = self.tags.get(&tag.to_ascii_lowercase());
        prefixes.map_or(0, |prefixes| prefixes.iter().filter(|net| net.addr().is_ipv6()).count())
    }
}

/// The day in the name of a service tag file, as Microsoft calls them: `ServiceTags_Public_20251110.json`.
#[must_use]
pub fn day_of(file: &str) -> Option<Date> {
    let digits = file.rsplit(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 8)?;
    let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..]);
    date(&format!("{year}-{month}-{day}"))
}

/// Why a file does not serve.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text(Language::En))]
pub enum ServiceTagsError {
    /// Nothing in the file.
    Empty,
    /// The file has this many bytes.
    TooLarge(u64),
    /// The JSON ends too early: line and column of its end.
    Truncated(usize, usize),
    /// Not JSON: line and column.
    NotJson(usize, usize),
    /// JSON, but this part of a service tag file is missing or of another type.
    NoSuchPart(&'static str),
    /// A cloud that is none of Microsoft's three.
    UnknownCloud(String),
    /// A prefix that is not a network: the tag, the prefix.
    BadPrefix(String, String),
}

impl ServiceTagsError {
    /// What is wrong and what to do about it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let words: &ServiceTagWords = language.of(&EN, &ZH);
        match self {
            Self::Empty => words.empty.to_owned(),
            Self::TooLarge(bytes) => (words.too_large)(&(bytes / 1_000_000).to_string()),
            Self::Truncated(line, column) => {
                (words.truncated)(&line.to_string(), &column.to_string())
            }
            Self::NotJson(line, column) => (words.not_json)(&line.to_string(), &column.to_string()),
            Self::NoSuchPart(part) => (words.no_such_part)(part),
            Self::UnknownCloud(cloud) => (words.unknown_cloud)(&shown(cloud)),
            Self::BadPrefix(tag, prefix) => (words.bad_prefix)(&shown(tag), &shown(prefix)),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    change_number: Option<u64>,
    cloud: Option<String>,
    values: Option<Vec<Tag>>,
}

#[derive(Deserialize)]
struct Tag {
    name: String,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    address_prefixes: Vec<String>,
}

/// Reads the bytes of a service tag file; its name is kept for headers and messages.
///
/// # Errors
///
/// The bytes are not JSON, not a service tag file, or a prefix in it is not a network.
pub fn parse(file_name: &str, bytes: &[u8]) -> Result<ServiceTags, ServiceTagsError> {
    let size = bytes.len() as u64;
    if size > MAX_BYTES {
        return Err(ServiceTagsError::TooLarge(size));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(ServiceTagsError::Empty);
    }
    let file: File = serde_json::from_slice(bytes).map_err(|error| not_read(&error, bytes))?;
    let missing = ServiceTagsError::NoSuchPart;
    let change_number = file.change_number.ok_or(missing("changeNumber"))?;
    let cloud = cloud(file.cloud.ok_or(missing("cloud"))?)?;
    let mut tags: BTreeMap<String, Vec<IpNet>> = BTreeMap::new();
    for tag in file.values.ok_or(missing("values"))? {
        let prefixes = prefixes(&tag)?;
        tags.entry(tag.name.to_ascii_lowercase()).or_default().extend(prefixes);
    }
    Ok(ServiceTags { file: file_name.to_owned(), change_number, cloud, tags })
}

fn not_read(error: &serde_json::Error, bytes: &[u8]) -> ServiceTagsError {
    use serde_json::error::Category;
    match error.classify() {
        Category::Eof => ServiceTagsError::Truncated(error.line(), error.column()),
        Category::Data => ServiceTagsError::NoSuchPart(wrong_part(bytes)),
        Category::Syntax | Category::Io => ServiceTagsError::NotJson(error.line(), error.column()),
    }
}

/// The part that is missing from JSON which is not a service tag file, or has another type.
fn wrong_part(bytes: &[u8]) -> &'static str {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(bytes) else { return "values" };
    if !json["changeNumber"].is_u64() {
        "changeNumber"
    } else if !json["cloud"].is_string() {
        "cloud"
    } else if !json["values"].is_array() {
        "values"
    } else {
        "values[].properties.addressPrefixes"
    }
}

fn cloud(name: String) -> Result<Cloud, ServiceTagsError> {
    match name.as_str() {
        "Public" => Ok(Cloud::Global),
        "China" => Ok(Cloud::China),
        "AzureGovernment" => Ok(Cloud::UsGov),
        _ => Err(ServiceTagsError::UnknownCloud(name)),
    }
}

fn prefixes(tag: &Tag) -> Result<Vec<IpNet>, ServiceTagsError> {
    let network = |prefix: &String| match prefix.parse::<IpNet>() {
        Ok(network) => Ok(network.trunc()),
        Err(_) => Err(ServiceTagsError::BadPrefix(tag.name.clone(), prefix.clone())),
    };
    tag.properties.address_prefixes.iter().map(network).collect()
}
