//! Problems as sentences.

use super::host::HostFault;
use super::keys::{self, Key};
use super::problem::{Fault, Problem, Type};
use super::text::shown;
use super::{Language, VERSION};
use crate::catalog::{Cloud, Region};
use crate::words::profile::{EN, ProfileWords, SYNTAX, ZH};

fn words(language: Language) -> &'static ProfileWords {
    language.of(&EN, &ZH)
}

impl Problem {
    /// What is wrong, without the key.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let all = words(language);
        let words = &all.wrong;
        match &self.fault {
            Fault::Empty => words.empty.to_owned(),
            Fault::TooLarge(bytes) => (words.too_large)(&megabytes(*bytes)),
            Fault::Binary(offset) => (words.binary)(&(offset + 1).to_string()),
            Fault::Utf16 => words.utf16.to_owned(),
            Fault::NotUtf8(offset) => (words.not_utf8)(&(offset + 1).to_string()),
            Fault::Syntax(message, found) => syntax(words, message, found, language),
            Fault::Missing => words.missing.to_owned(),
            Fault::NewerVersion(found) => {
                (words.newer_version)(&found.to_string(), &VERSION.to_string())
            }
            Fault::NoSuchVersion(found) => (words.no_such_version)(&found.to_string()),
            Fault::UnknownTable(_) => words.unknown_table.to_owned(),
            Fault::UnknownKey(_) => words.unknown_key.to_owned(),
            Fault::WrongType { expected, found } => {
                let name = |kind: &Type| all.types[*kind as usize];
                (words.wrong_type)(name(expected), name(found))
            }
            Fault::UnknownName { value, allowed, .. } => {
                (words.unknown_name)(&shown(value), &allowed.join(all.comma))
            }
            Fault::Duplicate(value) => (words.duplicate)(&shown(value)),
            Fault::UnknownRegion(region, _) => (words.unknown_region)(&shown(region)),
            Fault::RegionOfOtherCloud(region, cloud) => {
                let its = region.cloud.title(language);
                (words.region_of_other_cloud)(region.name, its, cloud.title(language))
            }
            Fault::UnknownAddon(addon, _) => (words.unknown_addon)(&shown(addon)),
            Fault::NoPrivateEndpoint(addon, _) => (words.no_private_endpoint)(&shown(addon)),
            Fault::NotADate(value) => (words.not_a_date)(&shown(value)),
            Fault::NoEdition(day, first, newest) => {
                (words.no_edition)(&day.to_string(), &first.to_string(), &newest.to_string())
            }
            Fault::NotAnAddress(value) => (words.not_an_address)(&shown(value)),
            Fault::NotANetwork(value, _) => (words.not_a_network)(&shown(value)),
            Fault::HostBits(value, _) => (words.host_bits)(&shown(value)),
            Fault::Host(text, fault) => host(all, &shown(text), *fault),
            Fault::ControlCharacter(value) => (words.control_character)(&shown(value)),
            Fault::TooLong(length, longest) => {
                (words.too_long)(&length.to_string(), &longest.to_string())
            }
            Fault::Void(why) => (words.void)(why.get(language)),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, language: Language) -> Option<String> {
        let all = words(language);
        let words = &all.help;
        let help = match &self.fault {
            Fault::Empty => words.empty.to_owned(),
            Fault::TooLarge(_) | Fault::Binary(_) => words.other_file.to_owned(),
            Fault::Utf16 | Fault::NotUtf8(_) => words.save_as_utf8.to_owned(),
            Fault::Syntax(message, found) if wants_quotes(message) && !found.is_empty() => {
                (words.quote)(found)
            }
            Fault::Syntax(..) => return None,
            Fault::Missing => missing(all, keys::key(&self.key)?),
            Fault::NewerVersion(_) => words.update.to_owned(),
            Fault::NoSuchVersion(_) => (words.write_line)(&line(keys::key("version")?)),
            Fault::UnknownTable(nearest) => unknown_table(all, *nearest),
            Fault::UnknownKey(nearest) => unknown_key(all, &self.key, *nearest),
            Fault::WrongType { .. } => wrong_type(all, &self.key),
            Fault::UnknownName { nearest, .. } => (words.did_you_mean)((*nearest)?),
            Fault::Duplicate(_) => words.remove_one.to_owned(),
            Fault::UnknownRegion(_, nearest) => unknown_region(all, *nearest),
            Fault::RegionOfOtherCloud(region, _) => (words.set_cloud)(&set_cloud(region.cloud)),
            Fault::UnknownAddon(_, Some(nearest)) => (words.did_you_mean)(nearest),
            Fault::UnknownAddon(_, None) => words.list_addons.to_owned(),
            Fault::NoPrivateEndpoint(_, those) if those.is_empty() => {
                words.none_with_private_endpoint.to_owned()
            }
            Fault::NoPrivateEndpoint(_, those) => {
                (words.with_private_endpoint)(&those.join(all.comma))
            }
            Fault::NotADate(_) | Fault::NoEdition(..) => words.date.to_owned(),
            Fault::NotAnAddress(_) => words.address.to_owned(),
            Fault::NotANetwork(_, Some(address)) => {
                (words.write_network)(&ipnet::IpNet::from(*address).to_string())
            }
            Fault::NotANetwork(_, None) => words.network.to_owned(),
            Fault::HostBits(_, network) => (words.write_network)(&network.to_string()),
            Fault::Host(..) => words.host.to_owned(),
            Fault::ControlCharacter(_) | Fault::TooLong(..) => words.one_line.to_owned(),
            Fault::Void(_) => words.dropped.to_owned(),
        };
        Some(help)
    }
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

fn wants_quotes(message: &str) -> bool {
    message.starts_with("string values must be quoted")
}

fn syntax(
    words: &crate::words::profile::WrongWords,
    message: &str,
    found: &str,
    language: Language,
) -> String {
    let plainer = SYNTAX.iter().find(|(start, ..)| message.starts_with(start));
    let message = match (plainer, language) {
        (Some((_, en, _)), Language::En) => (*en).to_owned(),
        (Some((_, _, zh)), Language::Zh) => (*zh).to_owned(),
        (None, _) => shown(message),
    };
    if found.is_empty() { (words.syntax)(&message) } else { (words.syntax_at)(&message, found) }
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
        [] => add,
        allowed => format!("{add}; {}", (words.help.known)(&allowed.join(words.comma))),
    }
}

fn unknown_table(words: &ProfileWords, nearest: Option<&str>) -> String {
    match nearest {
        Some(table) => (words.help.did_you_mean)(&format!("[{table}]")),
        None => {
            let tables: Vec<String> =
                keys::tables().iter().map(|table| format!("[{table}]")).collect();
            (words.help.known)(&tables.join(words.comma))
        }
    }
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
        None => (words.help.write_line)(&format!("[{path}]")),
    }
}

fn unknown_region(words: &ProfileWords, nearest: Option<&Region>) -> String {
    match nearest {
        Some(region) => (words.help.did_you_mean_title)(region.name, region.display_name),
        None => words.help.list_regions.to_owned(),
    }
}

fn host(words: &ProfileWords, text: &str, fault: HostFault) -> String {
    let words = &words.host;
    match fault {
        HostFault::Url => (words.url)(text),
        HostFault::Port => (words.port)(text),
        HostFault::Star => (words.star)(text),
        HostFault::Address => (words.address)(text),
        HostFault::NotAscii => (words.not_ascii)(text),
        HostFault::DotAtEnd => (words.dot_at_end)(text),
        HostFault::EmptyLabel => (words.empty_label)(text),
        HostFault::OneLabel => (words.one_label)(text),
        HostFault::LongLabel => (words.long_label)(text),
        HostFault::Long => (words.long)(text),
        HostFault::Hyphen => (words.hyphen)(text),
        HostFault::Character(other) => (words.character)(text, &shown(&other.to_string())),
    }
}
