//! What to do about a problem, as a sentence.

use super::Language;
use super::keys::{self, Key};
use super::problem::{Fault, FileFault, Problem};
use super::say::words;
use super::shape::Shape;
use super::text::shown;
use crate::catalog::{Cloud, Region};
use crate::words::profile::{HelpWords, ProfileWords};

impl Problem {
    /// What to do about it.
    #[must_use]
    pub fn help(&self, language: Language) -> Option<String> {
        let all = words(language);
        let words = &all.help;
        let help = match &self.fault {
            Fault::File(fault) => file(words, *fault).to_owned(),
            Fault::Syntax(..) => return None,
            Fault::Unquoted(value) => (words.write)(&format!("{:?}", shown(value))),
            Fault::NotAFlag(value) => flag(words, value),
            Fault::Missing => missing(all, keys::key(&self.key)?),
            Fault::NewerVersion(_) => words.update.to_owned(),
            Fault::NoSuchVersion(_) => (words.write)(&code(&line(keys::key("version")?))),
            Fault::UnknownTable(nearest) => unknown_table(all, *nearest),
            Fault::UnknownKey(nearest) => unknown_key(all, &self.key, *nearest),
            Fault::WrongType { .. } | Fault::NotANumber(_) => wrong_type(all, &self.key),
            Fault::UnknownName { nearest, .. } => (words.did_you_mean)((*nearest)?),
            Fault::Duplicate(_) => words.remove_one.to_owned(),
            Fault::UnknownRegion(_, nearest) => unknown_region(all, *nearest),
            Fault::RegionOfOtherCloud(region, _) => (words.set_cloud)(&set_cloud(region.cloud)),
            Fault::UnknownAddon(_, Some(nearest)) => (words.did_you_mean)(nearest),
            Fault::UnknownAddon(_, None) => words.list_addons.to_owned(),
            Fault::NoPrivateEndpoint(_, those) => {
                (words.with_private_endpoint)(&those.join(all.comma))
            }
            Fault::NotADate(_) => words.date.to_owned(),
            Fault::NoEdition(_, first, newest) => {
                (words.edition)(&first.to_string(), &newest.to_string())
            }
            Fault::NotAnAddress(_) => words.address.to_owned(),
            Fault::NotANetwork(_, Some(address)) => {
                (words.one_address)(&ipnet::IpNet::from(*address).to_string())
            }
            Fault::NotANetwork(_, None) => words.network.to_owned(),
            Fault::HostBits(_, network) => (words.write)(&format!("\"{network}\"")),
            Fault::Host(..) => words.host.to_owned(),
            Fault::OutOfRange(_, least, most) => {
                (words.range)(&least.to_string(), &most.to_string())
            }
            Fault::NotAPolicyName(_) => words.policy_name.to_owned(),
            Fault::IpGroup(..) => words.ip_group.to_owned(),
            Fault::ControlCharacter(_) => words.plain_text.to_owned(),
            Fault::TooLong(..) => words.shorten.to_owned(),
            Fault::Void(_) => words.dropped.to_owned(),
        };
        Some(help)
    }
}

fn file(words: &HelpWords, fault: FileFault) -> &'static str {
    match fault {
        FileFault::Empty => words.empty,
        FileFault::TooLarge(_) | FileFault::Binary(_) => words.other_file,
        FileFault::Utf16 | FileFault::NotUtf8(_) => words.save_as_utf8,
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// What was meant by another word for true or false.
fn flag(words: &HelpWords, value: &str) -> String {
    let is_true = matches!(value.to_ascii_lowercase().as_str(), "true" | "yes" | "on");
    (words.write)(&code(&is_true.to_string()))
}

/// The key with a value that it takes.
fn line(key: &Key) -> String {
    format!("{} = {}", key.name(), key.shape.example())
}

fn set_cloud(cloud: Cloud) -> String {
    format!("cloud = \"{cloud}\"")
}

fn missing(words: &ProfileWords, key: &Key) -> String {
    let line = line(key);
    let add = match key.table() {
        None => (words.help.add_at_top)(&line),
        Some(table) => (words.help.add_under)(&line, table),
    };
    match key.allowed() {
        [] if key.shape == Shape::Region => format!("{add}; {}", words.help.list_regions),
        [] => add,
        allowed => format!("{add}; {}", (words.help.known)(&allowed.join(words.comma))),
    }
}

fn unknown_table(words: &ProfileWords, nearest: Option<&str>) -> String {
    if let Some(table) = nearest {
        return (words.help.did_you_mean)(&format!("[{table}]"));
    }
    let tables: Vec<String> = keys::tables().iter().map(|table| format!("[{table}]")).collect();
    (words.help.known)(&tables.join(words.comma))
}

fn unknown_key(words: &ProfileWords, path: &str, nearest: Option<&str>) -> String {
    let table = path.split_once('.').map(|(table, _)| table);
    match nearest.and_then(keys::key) {
        Some(key) if key.table() == table => (words.help.did_you_mean)(key.name()),
        Some(key) => match key.table() {
            Some(table) => (words.help.belongs_under)(key.name(), table),
            None => (words.help.add_at_top)(&line(key)),
        },
        None => {
            let known = keys::KEYS.iter().filter(|key| key.table() == table).map(Key::name);
            (words.help.known)(&known.collect::<Vec<_>>().join(words.comma))
        }
    }
}

fn wrong_type(words: &ProfileWords, path: &str) -> String {
    match keys::key(path) {
        Some(key) => (words.help.example)(&line(key)),
        None if path.is_empty() => words.help.number.to_owned(),
        None => (words.help.write)(&code(&format!("[{path}]"))),
    }
}

fn unknown_region(words: &ProfileWords, nearest: Option<&Region>) -> String {
    match nearest {
        Some(region) => (words.help.did_you_mean_title)(region.name, region.display_name),
        None => words.help.list_regions.to_owned(),
    }
}
