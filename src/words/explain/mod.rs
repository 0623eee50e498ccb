//! What a refused destination is, and what to do about it.

mod en;
mod zh;

pub use en::EN;
pub use zh::ZH;

use super::{With1, With2};

/// The sentences of one language.
pub struct ExplainWords {
    /// Title of a report about logs.
    pub title: &'static str,
    /// Title of a report about a list of destinations.
    pub title_named: &'static str,
    /// Names of the columns.
    pub columns: Columns,
    /// What each verdict is called, why it is so where that is always the same, and what to do.
    pub verdicts: &'static [VerdictWords],
    /// Sentences about rows and destinations.
    pub counted: Counted,
    /// What the firewall's own rules say of a destination.
    pub by_firewall: FirewallWords,
    /// What the command says of its arguments.
    pub command: CommandWords,
    /// Judged by the rules of: name or cloud, edition.
    pub judged_for: With2,
    /// Judged by all rules of the newest edition.
    pub judged_over_all: With1,
    /// Every cluster in these clouds; in all of them where that is empty.
    pub every_cluster: With1,
    /// The same, but for these conditions.
    pub every_cluster_but: With2,
    /// Needless under these conditions.
    pub unless: With1,
    /// Needed only with this.
    pub only_with: With1,
    /// Needed only with this, in these clouds.
    pub only_with_in: With2,
    /// By its port it may be one of several rules.
    pub may_be: &'static str,
    /// A rule for the names below another; that other.
    pub near_miss: With2,
    /// What the names below it are.
    pub below_it: With1,
    /// A proxy asked for a login, and got it.
    pub logged_in: &'static str,
    /// TLS without a host name, where the profile's API server is private.
    pub no_sni_private: &'static str,
    /// A condition, and the rule to allow if it holds: with a profile, and without.
    pub if_it_holds: [With2; 2],
    /// The destinations of a step in these clouds.
    pub step_needs_in: With2,
    /// What stands in place of an address that a rule takes from the cluster: control plane, time
    /// server, DNS server, API server.
    pub addresses: [&'static str; 4],
    /// A rule of the profile, if the address belongs to this destination.
    pub perhaps_of: With1,
    /// A rule of the profile to this destination, where the address does not belong.
    pub other_address: With1,
    /// The right protocol and port, and the ones that were asked for.
    pub over_this: With2,
    /// A port without protocol.
    pub port: With1,
    /// The day since which it is listed; the profile's edition.
    pub newer: With2,
    /// The region of the name; the profile's.
    pub other_region: With2,
    /// The name has a region that is not known; the profile's.
    pub unknown_region: With1,
    /// The profile's own API server.
    pub other_cluster: With1,
    /// The clouds of the name; the profile's.
    pub other_cloud: With2,
    /// Only this document lists it.
    pub other_source: With1,
    /// Names of the documents.
    pub sources: [&'static str; 2],
    /// The day on which the article dropped it.
    pub dropped: With1,
    /// What took its place.
    pub successor: With1,
    /// Known from these places.
    pub evidence: With1,
    /// What a step needs.
    pub step_needs: With1,
    /// Whose exit code it is: Linux, Windows, curl.
    pub programs: [&'static str; 3],
    /// An exit code, as a destination.
    pub code: With2,
    /// An exit code that may be of several.
    pub bare_code: With1,
    /// TLS without host name to, or from, this address.
    pub no_sni_to: With1,
    /// The same from a source.
    pub no_sni_from: With1,
    /// No destination is named.
    pub anywhere: &'static str,
    /// The words of the log.
    pub words: With1,
    /// Allow this protocol and port to this destination.
    pub allow: With2,
    /// Name of an address in the same log.
    pub seen_as: With1,
    /// Service tags that hold an address.
    pub in_tags: With1,
    /// The firewall's rules that decided.
    pub by_rules: With1,
    /// Let through so many times.
    pub also_allowed: With1,
    /// So many further sources.
    pub more_sources: With1,
    /// So many rows from sources that are not told apart.
    pub unnamed_sources: With1,
    /// A label in front of a text.
    pub labelled: With2,
    /// Between parts of a sentence that have commas of their own.
    pub clause: &'static str,
    /// Between items.
    pub comma: &'static str,
    /// Between sentences.
    pub space: &'static str,
    /// At the end of a sentence.
    pub stop: &'static str,
}

/// Names of the columns.
pub struct Columns {
    /// Host or address.
    pub destination: &'static str,
    /// Protocol and port.
    pub over: &'static str,
    /// Rows.
    pub count: &'static str,
    /// Earliest time.
    pub first: &'static str,
    /// Latest time.
    pub last: &'static str,
    /// Who asked.
    pub sources: &'static str,
    /// Why it is judged so.
    pub why: &'static str,
    /// Where it stands.
    pub section: &'static str,
    /// What breaks.
    pub blocked: &'static str,
    /// What the firewall's own rules say.
    pub by_firewall: &'static str,
    /// What to do.
    pub advice: &'static str,
}

/// What is said about all rows.
pub struct Counted {
    /// Rows refused, failed and named.
    pub rows: fn(u64, u64, u64) -> String,
    /// Rows let through, reported and from outside, which are only counted.
    pub others: fn(u64, u64, u64) -> String,
    /// So many needed destinations were refused.
    pub needed: fn(usize) -> String,
    /// So many failed steps need destinations.
    pub steps: fn(usize) -> String,
    /// Nothing that is needed was refused.
    pub none_needed: &'static str,
    /// Nothing was refused, failed or named.
    pub nothing: &'static str,
    /// Rows of destinations that are left out; the most that are told apart.
    pub left_out: fn(u64, usize) -> String,
    /// So many rows could not be read.
    pub unreadable: fn(u64) -> String,
    /// Rows without verdict, by table.
    pub skipped: With1,
    /// Not read to the end.
    pub partial: &'static str,
    /// A table is cut: rows that are not shown.
    pub cut: fn(usize) -> String,
    /// The first unreadable row of an input: input, line, text.
    pub first_unreadable: fn(&str, u64, &str, &str) -> String,
    /// What is wrong with a row: the name of the fault, and of the format.
    pub fault: fn(&str, &str) -> String,
}

/// What the firewall's own rules say of a destination.
pub struct FirewallWords {
    /// This rule allows it.
    pub allowed: With1,
    /// This rule allows it, and yet it was refused.
    pub allowed_yet_refused: With1,
    /// What to do about that.
    pub allowed_advice: &'static str,
    /// This rule denies it.
    pub denied: With1,
    /// The first rule denies it before the second would allow it.
    pub denied_before: With2,
    /// What to do about that.
    pub denied_before_advice: &'static str,
    /// This rule allows it, but not from these sources.
    pub other_source: With2,
    /// What to do about that.
    pub other_source_advice: &'static str,
    /// This rule allows the destination over this traffic only; what was asked for.
    pub other_traffic: fn(&str, &str, &str) -> String,
    /// This rule allows some of it.
    pub only_some: With1,
    /// This rule may decide it.
    pub unsure: With1,
    /// This rule may decide it, else the second one does.
    pub unsure_else: With2,
    /// No rule is about it.
    pub no_rule: &'static str,
    /// A sentence that holds for these sources.
    pub from: With2,
    /// These policies are not in the files.
    pub elsewhere: With1,
}

/// What the command says of its arguments. Failures are fragments that follow the program's name.
pub struct CommandWords {
    /// An argument is neither a file nor a destination.
    pub not_understood: With1,
    /// It looks like a file, and there is none.
    pub no_such_file: With1,
    /// Standard input is to be both the firewall and the log.
    pub stdin_twice: &'static str,
    /// There is no argument, and nothing on standard input.
    pub nothing_given: &'static str,
    /// Nothing in the inputs could be read.
    pub nothing_readable: &'static str,
    /// The profile has errors.
    pub profile_errors: With1,
    /// Broken off by Ctrl-C.
    pub broken_off: &'static str,
    /// Rows read so far; stands behind a number.
    pub rows: &'static str,
    /// What standard input is called.
    pub stdin: &'static str,
}

/// What one verdict is called.
pub struct VerdictWords {
    /// Its stable name.
    pub name: &'static str,
    /// As a heading.
    pub heading: &'static str,
    /// Why, where that is always the same; may be empty.
    pub why: &'static str,
    /// What to do about it; empty where the catalog tells.
    pub advice: &'static str,
}
