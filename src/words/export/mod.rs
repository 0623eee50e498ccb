//! Headings, labels and warnings of exports.

mod en;
mod zh;

pub use en::EN;
pub use zh::ZH;

use super::{With1, With2, With3};

/// The sentences of one language.
pub struct ExportWords {
    /// What every export is.
    pub title: &'static str,
    /// What an export is that holds only what an audited firewall lacks.
    pub title_of_missing: &'static str,
    /// Labels of the header.
    pub labels: Labels,
    /// Reading: recommended, printed.
    pub readings: [&'static str; 2],
    /// Display name and programmatic name of a region.
    pub region: With2,
    /// No region is chosen.
    pub no_region: &'static str,
    /// Node kinds that are not a Linux distribution.
    pub windows: &'static str,
    /// GPU nodes.
    pub gpu: &'static str,
    /// A network isolated cluster.
    pub isolated: &'static str,
    /// Nothing of a list is chosen.
    pub none: &'static str,
    /// No node subnet is given.
    pub any_source: &'static str,
    /// Number of clusters, and the first of their names.
    pub clusters: fn(usize, &str) -> String,
    /// Numbers of network and application rules.
    pub counts: fn(usize, usize) -> String,
    /// Name and change number of a service tag file, its day, whether IPv6 prefixes are taken.
    pub service_tags: fn(&str, &str, Option<&str>, bool) -> String,
    /// A finding that stops exports.
    pub refused: With1,
    /// Between items of a list in a sentence.
    pub comma: &'static str,
    /// Between a label and its value.
    pub colon: &'static str,
    /// Between two sentences.
    pub space: &'static str,
    /// The choices that brought a rule.
    pub because: With1,
    /// The add-ons that pulled in the feature.
    pub needed_by: With1,
    /// Headings of sections.
    pub headings: Headings,
    /// Heads of columns.
    pub columns: Columns,
    /// Required, recommended, observed.
    pub requirements: [&'static str; 3],
    /// The host as the source prints it.
    pub printed_as: With1,
    /// Table heading and row.
    pub row: fn(&str, u16) -> String,
    /// A bullet of prose near a table.
    pub bullet: With1,
    /// The reading that adds a rule.
    pub by_reading: With1,
    /// Confidence: high, medium.
    pub confidence: [&'static str; 2],
    /// Title of a reading, and how sure it is.
    pub reading: With2,
    /// The evidence of a reading.
    pub evidence: With1,
    /// No rule fits into the format.
    pub nothing_written: &'static str,
    /// What consent to more does.
    pub allow_wider: &'static str,
    /// What a service tag file does.
    pub give_service_tags: &'static str,
    /// Feature, requirement and places in the source of the rules that stand as one.
    pub group: With3,
    /// The clusters that need a rule.
    pub needed_by_clusters: With1,
    /// The clusters that a warning is about; follows the warning.
    pub concerned: With1,
    /// The rule with an FQDN tag, by its name.
    pub fqdn_tag: With1,
    /// Only the syntax was checked, by this software.
    pub syntax_checked: With1,
    /// The hosts of these ports follow.
    pub ports: With1,
    /// What a format cannot say.
    pub limits: LimitWords,
    /// What the FQDN tag stands for.
    pub tag_view: TagViewWords,
    /// The portal sheet.
    pub portal: PortalWords,
}

/// Labels of the header.
pub struct Labels {
    /// This program and its version.
    pub tool: &'static str,
    /// The profile's name.
    pub profile: &'static str,
    /// The clusters of a merged rule set.
    pub clusters: &'static str,
    /// The Azure cloud.
    pub cloud: &'static str,
    /// The region.
    pub region: &'static str,
    /// The document and its edition.
    pub source: &'static str,
    /// How readings are taken.
    pub reading: &'static str,
    /// How the API server is reached.
    pub api_server: &'static str,
    /// Kinds of nodes.
    pub nodes: &'static str,
    /// Add-ons.
    pub addons: &'static str,
    /// Source addresses.
    pub subnets: &'static str,
    /// The service tag file.
    pub service_tags: &'static str,
    /// How many rules.
    pub rules: &'static str,
    /// How far the output was checked.
    pub checked: &'static str,
}

/// Headings of sections.
pub struct Headings {
    /// Network rules, application rules.
    pub kinds: [&'static str; 2],
    /// No rule of this kind is needed: network, application.
    pub none: [&'static str; 2],
    /// Refusals and warnings.
    pub warnings: &'static str,
    /// What to do with the output.
    pub steps: &'static str,
    /// Readings that touch a rule.
    pub advisories: &'static str,
    /// Rules that wait for an answer.
    pub waiting: &'static str,
    /// Rules that are not needed.
    pub not_needed: &'static str,
}

/// Heads of columns.
pub struct Columns {
    /// Where to.
    pub destination: &'static str,
    /// Protocol and port.
    pub port: &'static str,
    /// Feature or add-on.
    pub feature: &'static str,
    /// How strongly it is asked for.
    pub requirement: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// What breaks without it.
    pub blocked: &'static str,
    /// Table and row.
    pub source: &'static str,
}

impl Columns {
    /// The heads of a table with all of them.
    #[must_use]
    pub fn heads(&self) -> [&'static str; 7] {
        let Self { destination, port, feature, requirement, purpose, blocked, source } = *self;
        [destination, port, feature, requirement, purpose, blocked, source]
    }
}

/// What a format cannot say; each sentence names the rules that it is about.
pub struct LimitWords {
    /// It has no network rules.
    pub network_rules: With1,
    /// It has no rules for hosts.
    pub application_rules: With1,
    /// Hosts as ports to every address, without consent.
    pub ports_not_opened: With1,
    /// Hosts as ports to every address, with consent.
    pub ports_opened: With1,
    /// No hosts in network rules.
    pub network_hosts: With1,
    /// Service tags, without a file.
    pub service_tags: With1,
    /// Service tags as prefixes.
    pub prefixes: With1,
    /// Any address.
    pub any_address: With1,
    /// IPv6 addresses.
    pub ipv6: With1,
    /// Wildcards.
    pub wildcards: With1,
    /// A host covers what is below it, without consent.
    pub names_below: With1,
    /// A host covers what is below it, with consent.
    pub names_below_too: With1,
    /// A wildcard covers the name itself, without consent.
    pub apex: With1,
    /// A wildcard covers the name itself, with consent.
    pub apex_too: With1,
    /// An inner star, without consent.
    pub inner_star: With1,
    /// An inner star, widened with consent.
    pub inner_star_widened: With1,
    /// A leading dot.
    pub leading_dot: With1,
    /// A star reaches so many labels.
    pub levels: fn(u8, &str) -> String,
    /// The list is for one port.
    pub other_ports: fn(u16, &str) -> String,
    /// No ports; takes the ports.
    pub ports: With1,
    /// No sources.
    pub sources: &'static str,
    /// No sources, and not every cluster needs the rule; without consent.
    pub other_clusters: With1,
    /// The same, with consent.
    pub other_clusters_too: With1,
    /// Hosts in network rules need DNS proxy.
    pub names_in_network_rules: With1,
    /// Devices differ in how they read such a host.
    pub hosts_as_printed: With1,
}

/// What the FQDN tag stands for.
pub struct TagViewWords {
    /// How sure that is.
    pub about: &'static str,
    /// Heading of the rules that the tag is believed to hold.
    pub stands_for: &'static str,
    /// Heading of the rules that are written.
    pub written: &'static str,
}

/// The portal sheet.
pub struct PortalWords {
    /// What it is and how to read it.
    pub intro: &'static str,
    /// The group that holds the collections.
    pub group: &'static str,
    /// A collection, by name.
    pub collection: With1,
    /// Row, of how many.
    pub row: fn(usize, usize) -> String,
    /// A label whose value is picked from a list.
    pub pick: With1,
    /// Feature, requirement and number of destinations.
    pub about: fn(&str, &str, usize) -> String,
}
