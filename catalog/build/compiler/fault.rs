//! Everything that can be wrong with a fact, and how it is said.
//!
//! One list, so that the words can be read and mended in one place, and so that a test can ask
//! whether each message has an example under `tests/bad_catalogs`.

use super::Place;
use std::fmt;

/// Declares the faults: name, what the message needs to know, the message.
macro_rules! faults {
    ($($(#[$about:meta])* $name:ident $(($($field:ident: $type:ty),+))? = $message:literal,)+) => {
        /// One kind of mistake, with what its message needs.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault { $($(#[$about])* $name $(($($type),+))?),+ }

        impl Fault {
            /// Every kind, by its name.
            #[cfg(test)]
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];
        }

        impl fmt::Display for Fault {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$name $(($($field),+))? => write!(f, $message)),+ }
            }
        }
    };
}

/// The name of a key.
type Key = &'static str;
/// What may be meant instead: empty, or a clause that follows the message.
type Hint = String;

faults! {
    // Files.
    NotUtf8 = "the text is not UTF-8 from here on",
    Syntax(why: String) = "not TOML: {why}",
    MissingDates = "missing dates: no file has `as_of`, `article` and `first`",
    SecondDates(first: Place) = "the dates stand at {first} already",
    DatesInDisorder = "the dates must be in the order first, article, as_of",

    // Keys and their types.
    MissingKey(key: Key) = "missing key `{key}`",
    UnknownKey(key: String, hint: Hint) = "unknown key `{key}`{hint}",
    NotText(key: Key) = "`{key}` must be a text",
    EmptyText(key: Key) = "`{key}` is empty",
    NotOneLine(key: Key) = "`{key}` must be one line, without spaces around it",
    NotTexts(key: Key) = "`{key}` must be a list of texts",
    NamedTwice(key: Key, name: String) = "`{key}` names `{name}` twice",
    NotInteger(key: Key) = "`{key}` must be a whole number",
    NotIntegers(key: Key) = "`{key}` must be a list of whole numbers",
    EmptyList(key: Key) = "`{key}` lists nothing",
    NotFlag(key: Key) = "`{key}` must be true or false",
    NotDate(key: Key) = "`{key}` must be a date such as 2026-07-02, without quotes",
    NotPeriod(text: String) =
        "`absent` must be periods such as \"2024-01-18..2024-12-06\", not `{text}`",
    NotTables(key: Key) =
        "`{key}` must be a list of tables: {key} = [{{ … }}], or at the top of a file [[{key}]]",
    UnknownName(what: &'static str, name: String, hint: Hint) = "unknown {what} `{name}`{hint}",

    // Both languages.
    NotBothLanguages(key: Key) = "`{key}` must be {{ en = \"…\", zh = \"…\" }}",
    MissingLanguage(key: Key, language: Key) = "`{key}` has no text in language `{language}`",
    UnknownLanguage(key: Key, language: String) =
        "`{key}` has an unknown language `{language}`; known are: en, zh",
    ChineseInEnglish(key: Key, character: char) =
        "`{key}` has the Chinese character `{character}` in its English text",
    NoChinese(key: Key) = "`{key}` has no Chinese character in its Chinese text",
    TooLong(key: Key, language: Key, length: usize, limit: usize) =
        "`{key}` in language `{language}` has {length} characters; at most {limit} can be shown",

    // Ids, and what they refer to.
    BadId = "an id has only letters, digits and inner `-`",
    NotKebab = "an id of this kind has only small letters, digits and single inner `-`",
    DuplicateId(kind: &'static str, first: Place) = "duplicate {kind} id, first used at {first}",
    UnknownReference(what: &'static str, id: String, hint: Hint) = "unknown {what} `{id}`{hint}",

    // Tables.
    DuplicateHeading(first: Place) =
        "the same heading as the table at {first}; put the section's name and `: ` in front",
    TableWithoutRows = "a table without rows",
    MissingRow(row: i64, last: i64) = "row {row} is missing, although the table goes on to row {last}",

    // Rows.
    NoOrigin = "missing source: a row names its `table`, or the `advisory` that adds it",
    TwoOrigins = "a row names a `table` or an `advisory`, not both",
    SourceOfTableRow = "`source` is said by the table; only a row of an advisory has its own",
    NumberOfAdvisoryRow = "`row` is a place in a table; a row of an advisory has none",
    NotAnAddingAdvisory(advisory: String) =
        "the advisory `{advisory}` adds rules only if its action is `add`",
    BadRowNumber = "`row` counts from 1; 0 stands for a bullet in prose",
    BadPort(port: i64) = "impossible port {port}; a port is 1 to 65535",
    Contradiction(condition: &'static str) =
        "`when` and `unless` both name `{condition}`, so the row never applies",
    NoPrivateEndpoint(feature: String) =
        "`private-endpoint` never holds, since the feature `{feature}` has none",
    NoDestinations = "a row needs at least one of `destinations`",
    UnusedClouds = "the row's `clouds` say nothing, since every destination has its own",
    CloudOutsideSource(cloud: &'static str, source: &'static str) =
        "the source `{source}` does not speak of {cloud}",
    CloudOutsideAdvisory(cloud: &'static str, advisory: String) =
        "the advisory `{advisory}` does not hold in {cloud}",

    // Destinations.
    NotOneTarget = "a destination needs exactly one of `host`, `tag` and `address`",
    NoClouds = "missing clouds: neither the row nor the destination names one",
    HostInNetworkRule = "a network rule goes to addresses or a tag, not to a host",
    AddressInApplicationRule = "an application rule goes to a `host`",
    NoOrHost = "the address `ntp` needs `or_host`, the time server that the source names",
    OrHostOfOther = "`or_host` belongs to the address `ntp`",
    BadServiceTag(tag: String) =
        "impossible service tag `{tag}`: it has only letters, digits and inner dots",
    HostTooLong(host: String) = "impossible host `{host}`: longer than 253 characters",
    HostOfOneLabel(host: String) = "impossible host `{host}`: it needs at least two labels",
    HostWithEmptyLabel(host: String) = "impossible host `{host}`: a label is empty",
    HostWithLongLabel(host: String) =
        "impossible host `{host}`: a label is longer than 63 characters",
    HostWithStray(host: String, character: char) =
        "impossible host `{host}`: `{character}` cannot stand there; a label has small letters, digits and inner `-`, and `<region>` is the only placeholder",
    HostWithStar(host: String) =
        "impossible host `{host}`: one star, as the first label or at the end of it",
    HostIsAddress(host: String) = "impossible host `{host}`: this is an IP address",
    TwiceInRow(first: Place) = "the row has this destination at {first}, for the same cloud and time",

    // Days.
    MissingSince = "missing `since`: the day on which the article first listed it",
    SinceWithoutHistory(key: Key) =
        "`{key}` has no meaning here: the source `azure-cn-zh` has no history",
    OutsideHistory(key: Key, day: String, from: String, to: String) =
        "`{key}` is {day}, outside the history from {from} to {to}",
    UntilBeforeSince = "`until` lies before `since`",
    AlternativeOfOther =
        "`alternative_until` belongs to a row with `when = [\"monitor-by-service-tag\"]`",
    AbsentOutside(period: String) =
        "`absent` has {period}, which does not lie between `since` and `until`",
    AbsentInDisorder(period: String) = "`absent` has {period}, which overlaps the period before it",

    // Advisories.
    AddsNothing = "adds no rule: no row names this advisory",
    NeedsRules(action: &'static str) = "the action `{action}` needs the `rules` that it touches",
    KeyOfOtherAction(key: Key, owner: &'static str) = "`{key}` belongs to the action `{owner}`",
    ExemptionOfOtherCondition(exemption: &'static str, condition: &'static str) =
        "the exemption `{exemption}` belongs to the condition `{condition}`",
    RuleInOtherCloud(rule: String) =
        "the rule `{rule}` is in none of the clouds in which this advisory holds",
    NothingToReplace(rule: String) = "the rule `{rule}` goes to no host that could be replaced",
    ReplacedBySame(rule: String) = "the rule `{rule}` has the host `with` already",
    ReplacedTwice(rule: String, other: String) =
        "the rule `{rule}` has its host replaced by the advisory `{other}` already, in the same cloud",
    EvidenceFromTheFuture(day: String) =
        "the newest evidence is of {day}, after the catalog's `as_of`",

    // Known hosts, and failures.
    NotOneAddress(text: String) = "impossible address `{text}`: a single one, without a prefix",
    KnownTwice(name: String, first: Place) =
        "the name `{name}` stands at {first} already, for the same cloud",
    SuccessorInOtherCloud(rule: String) =
        "the rule `{rule}` is in none of the clouds in which this was met",
    NoCodes = "a failure has `codes`, `names` or both",
    BadCode(code: i64) = "impossible code {code}; a code is 1 to 65535",
    CodeTwice(code: i64, program: &'static str, first: Place) =
        "the code {code} of {program} belongs to the failure at {first} already",
    BadFailureName(name: String) =
        "impossible name `{name}`: it has only letters, digits and `_`, and begins with a letter",
    FailureNameTwice(name: String, first: Place) =
        "the name `{name}` belongs to the failure at {first} already",

    TooManyTags(count: usize) = "`tags` names {count} tags; the audit pairs two at most",

    // Features and regions.
    PullsInSteps(feature: String) =
        "pulls `{feature}`, which pulls others itself; name them here, since only one step is followed",
    FeatureWithoutRules = "no row names this feature, and it pulls none that has rows",
    BadRegionName = "a region's name has only small letters and digits",
    BadRegionTag(tag: String) =
        "impossible `azurecloud_tag` `{tag}`: it is `AzureCloud.` and small letters or digits",
    DuplicateRegionTag(first: Place) = "the region at {first} has the same `azurecloud_tag`",
}

impl Fault {
    /// The file cannot be read as a whole, so what seems to be wrong in it may be an echo.
    pub fn is_of_reading(&self) -> bool {
        matches!(self, Self::NotUtf8 | Self::Syntax(_))
    }

    /// Something is missing that may stand in a file that could not be read.
    pub fn is_of_absence(&self) -> bool {
        matches!(
            self,
            Self::MissingDates
                | Self::UnknownReference(..)
                | Self::TableWithoutRows
                | Self::MissingRow(..)
                | Self::AddsNothing
                | Self::FeatureWithoutRules
        )
    }

    /// The kind, as in [`Self::NAMES`].
    #[cfg(test)]
    pub fn name(&self) -> String {
        let text = format!("{self:?}");
        text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned()
    }
}

/// How many names a message lists when none of them is close.
const LISTED: usize = 20;

/// What an unknown name may have meant: one that differs by few letters, or has it as a part.
pub fn hint<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Hint {
    let known: Vec<&str> = known.into_iter().collect();
    let wanted = found.to_lowercase();
    let distance = |name: &str| strsim::osa_distance(&wanted, &name.to_lowercase());
    let near = |name: &&str| {
        distance(name) <= wanted.len().max(name.len()) / 4
            || wanted.len() > 2 && name.contains(&wanted)
    };
    match known.iter().copied().filter(near).min_by_key(|name| distance(name)) {
        Some(name) => format!("; did you mean `{name}`?"),
        None if !known.is_empty() && known.len() <= LISTED => {
            format!("; known are: {}", known.join(", "))
        }
        None => String::new(),
    }
}
