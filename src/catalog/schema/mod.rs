//! What a catalog holds. The build script writes these types as static tables
//! and the crate reads them, so both include this one module.

mod names;
mod seen;

pub(crate) use names::named;
pub use names::{
    Address, Cloud, Condition, Confidence, Exemption, Kind, Protocol, Requirement, Source,
};
pub use seen::{Failure, Known, Program, Standing};
pub use toml::value::Date;

/// A sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

/// Where a catalog rule's traffic goes, before a profile fills it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A host name; may start with `*.` and may hold `<region>`.
    Host(&'static str),
    /// A service tag without region.
    Tag(&'static str),
    /// Addresses that the profile supplies.
    Address(Address),
}

/// One table of a source document.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Stable name, for example `learn-global-network`.
    pub id: &'static str,
    /// The document it stands in.
    pub source: Source,
    /// The heading as printed, so that it can be found.
    pub heading: &'static str,
}

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A row of a table; rows count from 1.
    Article {
        /// The table.
        table: &'static Table,
        /// The row within it, from 1 for the first row under the header; 0 for a bullet in prose.
        row: u16,
    },
    /// No row lists it: this advisory adds it.
    Advisory(&'static Advisory),
}

/// One destination of one row, with the days on which the source listed it.
#[derive(Debug, PartialEq, Eq)]
pub struct CatalogRule {
    /// Stable and never reused.
    pub id: &'static str,
    /// Table and row, or advisory.
    pub origin: Origin,
    /// The document it belongs to; a rule of an advisory names the one it completes.
    pub source: Source,
    /// Clouds in which it applies.
    pub clouds: &'static [Cloud],
    /// The feature that needs it.
    pub feature: &'static Feature,
    /// Network or application rule.
    pub kind: Kind,
    /// Where the traffic goes.
    pub target: Target,
    /// The host that the source names as another way to write the address.
    pub or_host: Option<&'static str>,
    /// Transport or scheme.
    pub protocol: Protocol,
    /// Destination port, 1 to 65535.
    pub port: u16,
    /// Required, recommended or observed.
    pub requirement: Requirement,
    /// All of these must hold for the rule to apply.
    pub when: &'static [Condition],
    /// Any of these makes the rule needless: in the words of its row, or, for `network-isolated`, in
    /// the prose of the articles on network isolated clusters.
    pub unless: &'static [Condition],
    /// What the traffic is for.
    pub purpose: Text,
    /// What breaks when it is blocked.
    pub blocked: Text,
    /// First day on which the source listed it; `None` for a source without history.
    /// A rule of an advisory takes the day of the row beside which it stands.
    pub since: Option<Date>,
    /// Day on which the source dropped it; it is not listed on that day.
    pub until: Option<Date>,
    /// Day until which the source called it one of two ways; since then it asks for both.
    pub alternative_until: Option<Date>,
    /// Times between `since` and `until` at which it was missing: from the first day, up to the second.
    pub absent: &'static [(Date, Date)],
    /// The readings that touch it; one that adds it comes first.
    pub advisories: &'static [&'static Advisory],
    /// Its place among all rules of the catalog, which are in the order of the sources.
    pub place: usize,
}

impl CatalogRule {
    /// Whether the source listed this rule at the end of `day`.
    #[must_use]
    pub fn listed_on(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day < until)
            && !self.absent.iter().any(|&(from, to)| from <= day && day < to)
    }
}

/// What a reading does to the rules it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Says something and changes nothing.
    Note,
    /// Puts this host in place of the printed one.
    Replace(&'static str),
    /// Takes the rule away, unless the condition holds.
    Retire {
        /// The condition under which the operator keeps it.
        kept_by: Option<Condition>,
    },
    /// Takes the rule away when the condition holds, although the source prints no such exemption.
    Unless {
        /// The condition.
        condition: Condition,
        /// The key in `cluster.exempt` that switches it, in place of the reading.
        exemption: Option<Exemption>,
    },
    /// Adds the catalog rules whose origin is this advisory.
    Add,
}

/// A reading: what is odd about some rules and how to take them.
#[derive(Debug, PartialEq, Eq)]
pub struct Advisory {
    /// Stable name such as `K1`.
    pub id: &'static str,
    /// One line.
    pub title: Text,
    /// What is odd, and what to do.
    pub text: Text,
    /// Pages and issues that support it, with their dates.
    pub evidence: &'static str,
    /// Date of the newest evidence.
    pub date: Date,
    /// How sure it is.
    pub confidence: Confidence,
    /// First day on which it holds; compared with the profile's edition.
    pub effective: Option<Date>,
    /// Clouds in which it holds.
    pub clouds: &'static [Cloud],
    /// What it does.
    pub action: Action,
    /// Ids of the catalog rules it touches.
    pub rules: &'static [&'static str],
}

/// The core, a kind of node, or an add-on.
#[derive(Debug, PartialEq, Eq)]
pub struct Feature {
    /// Stable name, as in `addons.enabled`.
    pub id: &'static str,
    /// Name shown to people.
    pub name: Text,
    /// One line on what it is.
    pub about: Text,
    /// Whether it stands in the list of add-ons.
    pub addon: bool,
    /// Add-ons whose rules it needs too.
    pub pulls: &'static [&'static str],
    /// Whether its hosts can be reached through a private endpoint.
    pub private_endpoint: bool,
    /// Whether it does not work in a network isolated cluster yet.
    pub not_isolated: bool,
    /// Whether the FQDN tag `AzureKubernetesService` is believed to hold its hosts.
    pub fqdn_tag: bool,
}

/// An Azure region.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Programmatic name, as the Azure CLI takes it.
    pub name: &'static str,
    /// Name shown to people.
    pub display_name: &'static str,
    /// Its cloud.
    pub cloud: Cloud,
    /// Open only on request or to certain customers.
    pub restricted: bool,
    /// The `AzureCloud` service tag; its suffix is not always the region's name.
    pub azurecloud_tag: &'static str,
    /// Probably without AKS, as far as public lists tell.
    pub aks_unlikely: bool,
}

/// Hosts whose addresses service tags hold, among many others.
#[derive(Debug, PartialEq, Eq)]
pub struct TaggedHosts {
    /// The tags; of several, only all together hold the hosts.
    pub tags: &'static [&'static str],
    /// The hosts, as rules write them.
    pub hosts: &'static [&'static str],
    /// The page that says so.
    pub evidence: &'static str,
}

/// All facts of one release of this program.
#[derive(Debug)]
pub struct Catalog {
    /// Day on which the article was last read; the newest edition.
    pub as_of: Date,
    /// Day on which the article last changed.
    pub article: Date,
    /// The oldest edition that can be asked for.
    pub first: Date,
    /// Tables, in the order of their documents.
    pub tables: &'static [Table],
    /// Rules, in the order of tables and rows; those of advisories last.
    pub rules: &'static [CatalogRule],
    /// Readings.
    pub advisories: &'static [Advisory],
    /// Features and add-ons.
    pub features: &'static [Feature],
    /// Regions of all clouds.
    pub regions: &'static [Region],
    /// What service tags hold, beside the rows that ask for a tag.
    pub tagged: &'static [TaggedHosts],
    /// Hosts and addresses that no rule covers. Where several fit a name, the first one tells most.
    pub known: &'static [Known],
    /// Exit codes, and the names that stand in their place.
    pub failures: &'static [Failure],
}
