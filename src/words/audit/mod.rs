//! What an audit says: verdicts, findings, what to do.

mod en;
mod zh;

pub use en::EN;
pub use zh::ZH;

use super::{With1, With2, With3};

/// What a finding says, and what to do about it.
pub type Told = (&'static str, &'static str);

/// The sentences of one language.
pub struct AuditWords {
    /// Title: the files, what they are audited for.
    pub title: With2,
    /// What it was compared with: cloud, region (may be empty), document and edition.
    pub compared: With3,
    /// Where the nodes are.
    pub nodes: With1,
    /// So many rules, collections and groups were read, from these files.
    pub read: fn([usize; 3], &str) -> String,
    /// So many entries of lists were read, from these files.
    pub read_lists: fn(usize, &str) -> String,
    /// Sources that cover something and were not looked into.
    pub open_sources: With1,
    /// Nothing is to be done.
    pub nothing_to_do: &'static str,
    /// What may be anything, and would allow what is missing.
    pub unless: With1,
    /// What is the same for all rows of a table.
    pub for_all: With2,
    /// The same as in the row above.
    pub as_above: &'static str,
    /// Of so many required rules: the numbers by class.
    pub required: fn(&str, usize) -> String,
    /// So many of so many recommended rules are covered.
    pub recommended: fn(usize, usize) -> String,
    /// One class in the sentence about required rules, by the order of the classes.
    pub counts: [fn(usize) -> String; 9],
    /// Between parts of a sentence.
    pub comma: &'static str,
    /// Between names.
    pub and: &'static str,
    /// No rule was found in the files.
    pub nothing_read: &'static str,
    /// No subnet and no group is known.
    pub sources_not_checked: &'static str,
    /// So many hosts are the workload's own.
    pub own: fn(usize) -> String,
    /// Headings of the classes, in their order, and what is to be said of each.
    pub classes: [Told; 9],
    /// Heading of recommended rules that are not covered.
    pub recommended_open: Told,
    /// Headings of findings: bad, warning, note.
    pub findings: [&'static str; 3],
    /// Heading of what could not be resolved.
    pub unresolved: Told,
    /// Heads of columns.
    pub columns: Columns,
    /// Labels.
    pub labels: Labels,
    /// What is missing.
    pub lacks: Lacks,
    /// Why something was not resolved.
    pub why: Whys,
    /// What is wrong with a host, in the order of the kinds.
    pub malformed: [&'static str; 8],
    /// Findings.
    pub whats: Whats,
    /// What the command says.
    pub cli: CliAudit,
}

/// Heads of columns.
pub struct Columns {
    /// Destination.
    pub destination: &'static str,
    /// Protocol and port.
    pub traffic: &'static str,
    /// Who needs it.
    pub needed_for: &'static str,
    /// What breaks.
    pub breaks: &'static str,
    /// What was found.
    pub found: &'static str,
    /// By which rule.
    pub by: &'static str,
    /// Where.
    pub place: &'static str,
    /// What is wrong.
    pub finding: &'static str,
    /// What to do.
    pub advice: &'static str,
}

/// What is to be said of a covering rule.
pub struct Labels {
    /// More than needed.
    pub wider: &'static str,
    /// Another form.
    pub other_form: &'static str,
    /// No subnets are known.
    pub source: &'static str,
    /// The group that was not looked into.
    pub group: With1,
    /// No port.
    pub port: &'static str,
    /// A name in a network rule.
    pub proxy: &'static str,
}

/// What is missing, each with the rule or the list.
pub struct Lacks {
    /// Only some names or addresses.
    pub only_some: With1,
    /// Only one API server.
    pub only_api_server: With1,
    /// Only some paths.
    pub only_path: With1,
    /// Only with certain addresses.
    pub narrowed: With1,
    /// Denied before.
    pub denied: With1,
    /// Subnets left out.
    pub sources: With1,
    /// Destinations left out.
    pub destinations: With1,
    /// Another tag.
    pub needs_tag: With1,
    /// Other sources.
    pub other_source: With1,
    /// Rule, its traffic.
    pub traffic: With2,
    /// What could not be resolved and may be anything.
    pub unless: With1,
}

/// Why something was not resolved.
pub struct Whys {
    /// Parameter without value.
    pub no_value: With1,
    /// Not evaluated.
    pub not_evaluated: &'static str,
    /// Known once deployed.
    pub run_time: &'static str,
    /// Malformed.
    pub malformed: &'static str,
    /// Absent.
    pub absent: &'static str,
    /// Best effort.
    pub best_effort: &'static str,
    /// What to do about a parameter; its name.
    pub give_value: With1,
    /// What to do about what is absent.
    pub complete: &'static str,
    /// What to do about all others.
    pub audit_deployed: &'static str,
}

/// Findings: a text, and what to do.
pub struct Whats {
    /// A row that ended: day.
    pub retired_row: With1,
    /// A reading: id, title, text.
    pub retired_reading: With3,
    /// What to do with a retired host.
    pub retired_advice: &'static str,
    /// Successors.
    pub successor: With1,
    /// Clouds.
    pub wrong_cloud: With1,
    /// What to do.
    pub wrong_cloud_advice: &'static str,
    /// Region.
    pub wrong_region: With1,
    /// The own host or tag.
    pub wrong_region_advice: With1,
    /// Where the profile needs nothing in its place.
    pub other_region_advice: &'static str,
    /// What to do with a malformed host.
    pub malformed_advice: &'static str,
    /// The host that is meant.
    pub misspelt_host: With1,
    /// What to do; the host.
    pub misspelt_host_advice: With1,
    /// The tag.
    pub misspelt_tag: With1,
    /// The tag.
    pub misspelt_tag_advice: With1,
    /// The tag as a host.
    pub tag_as_host: Told,
    /// No such service tag.
    pub unknown_service_tag: &'static str,
    /// The one that is meant.
    pub unknown_service_tag_advice: With1,
    /// A host far too wide.
    pub too_wide_host: Told,
    /// The hosts that are needed.
    pub wider_host: With1,
    /// What to do.
    pub wider_host_advice: &'static str,
    /// Any address on many ports.
    pub too_wide_network: Told,
    /// Any address on web ports.
    pub hides: Told,
    /// The hosts behind TLS inspection.
    pub tls: With1,
    /// What to do.
    pub tls_advice: &'static str,
    /// Twice.
    pub duplicate: Told,
    /// The deny.
    pub shadowed: With1,
    /// What to do.
    pub shadowed_advice: &'static str,
    /// A deny of which nobody knows, by the kinds of doubt.
    pub deny_perhaps: [Told; 4],
    /// A deny without priority.
    pub order_unknown: Told,
    /// Not needed: the reason.
    pub not_needed: With1,
    /// What to do.
    pub not_needed_advice: &'static str,
    /// A time host in an application rule.
    pub time_host: Told,
    /// Threat intelligence.
    pub threat: Told,
    /// Intrusion detection.
    pub intrusion: Told,
    /// A parent policy.
    pub base_policy: Told,
    /// Rules in a policy.
    pub elsewhere: Told,
    /// Paging.
    pub cut_off: Told,
    /// DNS proxy.
    pub dns_proxy: Told,
    /// Something unresolved.
    pub unresolved: &'static str,
}

/// What the command says. Failures are fragments that follow the program's name.
pub struct CliAudit {
    /// So many open rules are not among the missing ones.
    pub left_open: fn(usize) -> String,
    /// The profile `0` has errors.
    pub not_audited: With1,
    /// So many of so many profiles have errors.
    pub none_audited: fn(usize, usize) -> String,
    /// About the key `0`, one profile says `1` and another `2`.
    pub disagree: With3,
    /// The file `0` of a folder is no firewall's, because `1`, and was left out.
    pub skipped: With2,
    /// More than so many files in the folder `0`.
    pub too_many: With1,
    /// No file of a known kind in the folder `0`.
    pub empty_folder: With1,
    /// The file `0` is too large.
    pub too_large: With1,
    /// The output is a file that is read.
    pub is_input: With1,
    /// Nothing is missing, so nothing is written.
    pub nothing_missing: &'static str,
}
