//! `audit`: whether a firewall allows what profiles need.

use super::output::{columns, data, talk};
use super::{End, Stop, export, fleet, names};
use crate::answers::audit::{self, Firewall, Hints, Report, Wanted};
use crate::cells;
use crate::export::{Format, Options, render, show_hidden};
use crate::profile::Language;
use crate::rules::{Finding, RuleSet};
use crate::terminal::files;
use crate::terminal::firewall::{self, Found};
use crate::words::audit::{CliAudit, EN, ZH};
use clap::{Args, ValueEnum, ValueHint};
use ipnet::IpNet;
use names::FormatName;
use std::path::{Path, PathBuf};

/// `audit`
#[derive(Args)]
pub struct Audit {
    /// Profile to compare with; of several, what all their clusters need
    #[arg(short, long = "profile", required = true, value_name = "PROFILE", value_hint = ValueHint::FilePath)]
    pub profiles: Vec<PathBuf>,
    /// Files of the firewall, folders with its files, or - for standard input
    #[arg(required = true, value_name = "FIREWALL", value_hint = ValueHint::AnyPath)]
    pub firewall: Vec<PathBuf>,
    /// A network of nodes, beside the node subnets of the profile
    #[arg(long, value_name = "CIDR")]
    pub source: Vec<IpNet>,
    /// An IP group that holds the nodes, by its name or its resource id
    #[arg(long, value_name = "NAME")]
    pub source_group: Vec<String>,
    /// Value of a parameter or a variable that the files leave open
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,
    /// Text for people, Markdown for a ticket, or JSON for programs
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: AuditFormat,
    /// Write only the missing rules, in this export format; the report goes to standard output
    /// with -o alone
    ///
    /// Missing are also rules that are covered partly, shadowed by a deny, or allowed with another
    /// protocol or port. Rules that are perhaps covered, or cannot be told, are not among them.
    #[arg(long, value_name = "ID", value_parser = FormatName)]
    pub missing: Option<&'static Format>,
    /// File to write the missing rules to, or - for standard output
    #[arg(short, long, value_name = "FILE", requires = "missing", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "missing")]
    pub force: bool,
    /// Where the format can only say more than was asked for, write that
    #[arg(long, requires = "missing")]
    pub allow_wider: bool,
    /// Microsoft's weekly service tag file, in place of the one that a profile names
    ///
    /// With it, service tags and addresses are compared by what they hold.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub service_tags: Option<PathBuf>,
}

/// How the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// Lines of text
    Text,
    /// Markdown
    Markdown,
    /// JSON
    Json,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("give NAME=VALUE".to_owned()),
    }
}

fn words(language: Language) -> &'static CliAudit {
    &language.of(&EN, &ZH).cli
}

/// Runs the command. Nothing is written before everything is read.
pub(super) fn run(args: &Audit, language: Language) -> Result<End, Stop> {
    let words = words(language);
    let asked = fleet::Asked {
        profiles: &args.profiles,
        service_tags: args.service_tags.as_deref(),
        ipv6: false,
        refusals: fleet::Refusals {
            one: words.not_audited,
            several: words.none_audited,
            disagree: words.disagree,
        },
    };
    let mut fleet = fleet::rules(&asked, language)?;
    let rules = &fleet.rules;
    let found = firewall::find(&args.firewall, language).map_err(Stop)?;
    if let Some(output) = args.output.as_deref() {
        let others = args.profiles.iter().chain(&fleet.tag_files).map(PathBuf::as_path);
        let read = others.chain(found.iter().map(|found| &*found.path));
        may_write(output, read, language)?;
    }
    let hints = Hints { region: rules.profile.cluster.region.clone(), values: args.set.clone() };
    let firewall = read(found, &hints, language)?;
    let mut subnets = args.source.clone();
    if rules.members.is_empty() {
        subnets.extend(&rules.profile.nodes.subnets);
    }
    fleet.groups.extend(args.source_group.iter().cloned());
    let wanted =
        Wanted { rules, tags: fleet.tags.as_deref(), subnets: &subnets, groups: &fleet.groups };
    let report = audit::audit(&firewall, wanted);
    write(args, &report, rules, language)?;
    Ok(if report.has_findings() { End::Findings } else { End::Fine })
}

/// Reads the files as one firewall. All faults but the last are told; the last stops the command.
pub(super) fn read(found: Vec<Found>, hints: &Hints, language: Language) -> Result<Firewall, Stop> {
    match firewall::read(found, hints, language) {
        Ok((firewall, skipped)) => {
            for fault in &skipped {
                talk(&(words(language).skipped)(&firewall::at(fault), &cells::safe(&fault.text)));
            }
            Ok(firewall)
        }
        Err(told) => {
            let last = told.split_last();
            for other in last.iter().flat_map(|(_, others)| others.iter()) {
                talk(&format!("aks-egress: {other}"));
            }
            Err(Stop(last.map(|(last, _)| last.clone()).unwrap_or_default()))
        }
    }
}

/// The output must be none of the files that are read.
fn may_write<'a>(
    output: &Path,
    mut read: impl Iterator<Item = &'a Path>,
    language: Language,
) -> Result<(), Stop> {
    match read.find(|path| export::same_file(output, path)) {
        Some(path) => Err(Stop((words(language).is_input)(&files::shown(path)))),
        None => Ok(()),
    }
}

fn write(args: &Audit, report: &Report, rules: &RuleSet, language: Language) -> Result<(), Stop> {
    let Some(format) = args.missing else {
        return data(text(args.format, report, language).as_bytes(), language);
    };
    let words = words(language);
    let missing = report.missing(rules);
    let options = Options { allow_wider: args.allow_wider };
    talk(&Finding::OnlyMissing.text(language));
    for warning in format.warnings(&missing, options, language) {
        talk(&format!("{}: warning: {}", format.id, cells::safe(&warning.text)));
    }
    if report.left_open() > 0 {
        talk(&(words.left_open)(report.left_open()));
    }
    let rendered = render(format, &missing, options);
    match args.output.as_deref() {
        Some(output) if output.as_os_str() != "-" => {
            if missing.rules.is_empty() {
                talk(words.nothing_missing);
            } else {
                export::write(args.force, output, &rendered, language)?;
            }
            data(text(args.format, report, language).as_bytes(), language)
        }
        _ => {
            for sentence in report.sheet(language).summary {
                talk(&sentence);
            }
            data(rendered.as_bytes(), language)
        }
    }
}

fn text(format: AuditFormat, report: &Report, language: Language) -> String {
    match format {
        AuditFormat::Text => report.sheet(language).text(columns()),
        AuditFormat::Markdown => report.sheet(language).markdown(),
        AuditFormat::Json => show_hidden(&format!("{:#}\n", report.json(language))),
    }
}
