//! What is wrong, as a sentence.

use super::host::HostFault;
use super::problem::{Fault, FileFault, Problem, Type};
use super::text::shown;
use super::{Language, VERSION};
use crate::words::profile::{EN, HostWords, ProfileWords, WrongWords, ZH};
use crate::words::toml::SYNTAX;

pub(super) fn words(language: Language) -> &'static ProfileWords {
    language.of(&EN, &ZH)
}

impl Problem {
    /// What is wrong, without the key.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let all = words(language);
        let words = &all.wrong;
        match &self.fault {
            Fault::File(fault) => file(words, *fault),
            Fault::Syntax(message, found) => syntax(words, message, found, language),
            Fault::Unquoted(value) => (words.unquoted)(&shown(value)),
            Fault::NotAFlag(value) => (words.not_a_flag)(&shown(value)),
            Fault::NotANumber(value) => (words.not_a_number)(&shown(value)),
            Fault::Missing => words.missing.to_owned(),
            Fault::NewerVersion(found) => {
                (words.newer_version)(&shown(found), &VERSION.to_string())
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
            Fault::NoEdition(day, ..) => (words.no_edition)(&day.to_string()),
            Fault::NotAnAddress(value) => (words.not_an_address)(&shown(value)),
            Fault::NotANetwork(value, _) => (words.not_a_network)(&shown(value)),
            Fault::HostBits(value, _) => (words.host_bits)(&shown(value)),
            Fault::Host(text, fault) => host(&all.host, &shown(text), *fault),
            Fault::OutOfRange(value, ..) => (words.out_of_range)(&shown(value)),
            Fault::NotAPolicyName(value) => (words.not_a_policy_name)(&shown(value)),
            Fault::IpGroup(part, fault) => (words.ip_group[*fault as usize])(&shown(part)),
            Fault::ControlCharacter(value) => (words.control_character)(&shown(value)),
            Fault::TooLong(length, longest) => {
                (words.too_long)(&length.to_string(), &longest.to_string())
            }
            Fault::Void(why) => (words.void)(why.get(language)),
        }
    }
}

fn file(words: &WrongWords, fault: FileFault) -> String {
    match fault {
        FileFault::Empty => words.empty.to_owned(),
        FileFault::TooLarge(bytes) => (words.too_large)(&megabytes(bytes)),
        FileFault::Binary(offset) => (words.binary)(&(offset + 1).to_string()),
        FileFault::Utf16 => words.utf16.to_owned(),
        FileFault::NotUtf8(offset) => (words.not_utf8)(&(offset + 1).to_string()),
    }
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

fn syntax(words: &WrongWords, message: &str, found: &str, language: Language) -> String {
    let plainer = SYNTAX.iter().find(|(start, ..)| message.starts_with(start));
    let message = match (plainer, language) {
        (Some((_, en, _)), Language::En) => (*en).to_owned(),
        (Some((_, _, zh)), Language::Zh) => (*zh).to_owned(),
        (None, _) => shown(message),
    };
    if found.is_empty() { (words.syntax)(&message) } else { (words.syntax_at)(&message, found) }
}

fn host(words: &HostWords, text: &str, fault: HostFault) -> String {
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
