//! The rules in the form that people and firewalls take.
//!
//! Each format is one file with one [`Format`] and one line in the table below. It writes a
//! [`RuleSet`] as text and names as data what it cannot say, so that nothing is dropped in silence:
//! the same [`Loss`]es stand in the output's header and before the export in the wizard. Output
//! depends on the rule set alone: the same profile gives the same bytes.

mod advisories;
mod appliances;
pub mod azure;
mod capabilities;
mod csv;
mod family;
mod fit;
mod fqdns;
mod group;
mod header;
mod host_entries;
mod hosts;
mod html;
mod json;
mod left_out;
mod limit;
mod markdown;
pub(crate) mod markup;
mod nodes;
mod note;
pub mod portal;
mod profile;
mod proof;
mod proxies;
mod quote;
mod say;
pub mod table;
mod text;
mod tsv;
mod warning;
mod yaml;

pub use capabilities::{ApplicationRules, Capabilities, NetworkHosts, Ports, Reach, ServiceTags};
pub use family::Family;
pub(crate) use json::show_hidden;
pub use limit::{Cost, Fallback, Limit, Loss};
pub use proof::Proof;
pub(crate) use say::place;
pub use warning::Warning;

use crate::catalog::Text;
use crate::profile::Language;
use crate::rules::RuleSet;
use crate::words::export::{EN, ExportWords, ZH};
use fit::{Fit, fit};
use warning::Caution;

/// Every format, in the order in which they are offered.
static FORMATS: &[Format] = &[
    text::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    csv::FORMAT,
    tsv::FORMAT,
    fqdns::FORMAT,
    json::FORMAT,
    yaml::FORMAT,
    portal::FORMAT,
    azure::terraform::FORMAT,
    azure::arm::FORMAT,
    azure::arm_body::FORMAT,
    azure::bicep::FORMAT,
    azure::az::FORMAT,
    azure::az_policy::FORMAT,
    azure::powershell::FORMAT,
    azure::policy_csv::FORMAT,
    azure::classic_az::FORMAT,
    azure::classic_terraform::FORMAT,
    azure::nsg::FORMAT,
    appliances::panos::FORMAT,
    appliances::panos_lists::URLS_443,
    appliances::panos_lists::URLS_80,
    appliances::panos_lists::IPS,
    appliances::fortigate::FORMAT,
    appliances::checkpoint::FORMAT,
    appliances::cisco_asa::FORMAT,
    appliances::cisco_ftd_urls::FORMAT,
    appliances::pfsense::FORMAT,
    proxies::squid::FORMAT,
    proxies::pac::FORMAT,
    proxies::umbrella::FORMAT,
    proxies::zscaler::FORMAT,
    proxies::netskope::FORMAT,
    hosts::nftables::FORMAT,
    hosts::dnsmasq::FORMAT,
    hosts::cilium::FORMAT,
];

/// A form in which rules are written.
pub struct Format {
    /// Stable name on the command line.
    pub id: &'static str,
    /// What it is listed under.
    pub family: Family,
    /// Usual extension of its files, without a dot.
    pub extension: &'static str,
    /// Name shown to people.
    pub title: Text,
    /// One line on what it is for.
    pub about: Text,
    /// What to do with the output: one step a line.
    pub steps: Text,
    /// What it can express.
    pub capabilities: Capabilities,
    /// Whether its output holds its own warnings; some targets take no comments.
    pub holds_warnings: bool,
    /// How far its output is checked.
    pub proof: Proof,
    cautions: &'static [Caution],
    write: fn(&Export) -> String,
}

/// Answers that are given for one export alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where a format can only say more than was asked for, say that.
    pub allow_wider: bool,
}

impl Format {
    /// What this format cannot say of these rules.
    #[must_use]
    pub fn losses<'a>(&self, rules: &'a RuleSet, options: Options) -> Vec<Loss<'a>> {
        fit(rules, self.capabilities, options).losses
    }

    /// What to know before these rules are loaded.
    #[must_use]
    pub fn warnings<'a>(
        &'static self,
        rules: &'a RuleSet,
        options: Options,
        language: Language,
    ) -> Vec<Warning<'a>> {
        Export { language, ..Export::new(self, rules, options) }.warnings()
    }
}

/// Every format, in the order in which they are offered.
#[must_use]
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// The format with exactly this id.
#[must_use]
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// The format that someone may have meant by an unknown id: found by its extension, by its first
/// letters, or in spite of a typing mistake.
#[must_use]
pub fn nearest(id: &str) -> Option<&'static Format> {
    let wanted = id.trim().trim_start_matches('.').to_lowercase();
    let starts = |format: &&Format| wanted.len() > 1 && format.id.starts_with(&wanted);
    let distance = |format: &Format| strsim::damerau_levenshtein(format.id, &wanted);
    FORMATS
        .iter()
        .find(|format| format.id == wanted || format.extension == wanted)
        .or_else(|| FORMATS.iter().find(starts))
        .or_else(|| {
            let close = |format: &&Format| distance(format) <= 2 && distance(format) < wanted.len();
            FORMATS.iter().min_by_key(|format| distance(format)).filter(close)
        })
}

/// The rules in this format: whole lines that end with one line feed, in the profile's language.
///
/// Rules that contradict the profile's answers are written too, under their refusals; whether
/// that is wanted is for the caller to decide by [`RuleSet::refused`].
#[must_use]
pub fn render(format: &'static Format, rules: &RuleSet, options: Options) -> String {
    let export = Export::new(format, rules, options);
    let mut text = (format.write)(&export);
    text.truncate(text.trim_end_matches('\n').len());
    text.push('\n');
    text
}

/// What a format writes: a rule set, seen by one format.
struct Export<'a> {
    format: &'static Format,
    rules: &'a RuleSet,
    options: Options,
    language: Language,
    fit: Fit<'a>,
}

impl<'a> Export<'a> {
    fn new(format: &'static Format, rules: &'a RuleSet, options: Options) -> Self {
        let fit = fit(rules, format.capabilities, options);
        Self { format, rules, options, language: rules.profile.language, fit }
    }

    fn words(&self) -> &'static ExportWords {
        words(self.language)
    }
}

fn words(language: Language) -> &'static ExportWords {
    language.of(&EN, &ZH)
}
