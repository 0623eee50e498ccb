//! `explain`: what refused destinations are.

use super::load::{self, TagFiles, Unread};
use super::output::{columns, data, talk};
use super::{End, Stop, audit};
use crate::answers::Tone;
use crate::answers::audit::{Firewall, Hints};
use crate::answers::explain::{Explainer, Progress, Report};
use crate::catalog::CATALOG;
use crate::cells;
use crate::profile::Language;
use crate::rules::RuleSet;
use crate::terminal::files;
use crate::terminal::firewall;
use crate::terminal::interrupt::{EXIT_CODE, Interrupt, Interruptible};
use crate::words::explain::{CommandWords, EN, ZH};
use bar::Bar;
use clap::{Args, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use what::{What, inputs};

mod bar;
mod what;

/// What can be asked.
pub const EXAMPLES: &str = "\
Examples:
  aks-egress explain mcr.microsoft.com
  aks-egress explain https://packages.aks.azure.com/x --profile prod.toml
  aks-egress explain udp:1194 203.0.113.7:9000
  aks-egress explain 'vmssCSE exit status=50'
  aks-egress explain --profile prod.toml PT1H.json logs.csv.gz
  aks-egress explain --profile prod.toml --firewall policy/ PT1H.json
  kubectl describe pod web-0 | aks-egress explain -
  grep DENIED access.log | aks-egress explain --format csv > denied.csv";

/// `explain`
#[derive(Args)]
pub struct Explain {
    /// Hosts, URLs, host:port, address:port, protocol:port, an error in quotes, log files, or - for
    /// standard input
    #[arg(value_name = "WHAT", value_hint = ValueHint::FilePath)]
    pub what: Vec<OsString>,
    /// Judge for the cluster of this profile; else for every cluster there can be
    #[arg(long, value_name = "PROFILE", value_hint = ValueHint::FilePath)]
    pub profile: Option<PathBuf>,
    /// Files of the firewall, or folders with its files, as `audit` takes them: says which of its
    /// rules allows or denies each destination
    #[arg(long, value_name = "FIREWALL", value_hint = ValueHint::AnyPath)]
    pub firewall: Vec<PathBuf>,
    /// Microsoft's weekly service tag file, which tells whose addresses are
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub service_tags: Option<PathBuf>,
    /// How the report is written
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: ExplainFormat,
}

/// How `explain` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// Sentences and tables
    Text,
    /// The same for a ticket
    Markdown,
    /// Everything, for programs
    Json,
    /// A row for each destination
    Csv,
}

fn words(language: Language) -> &'static CommandWords {
    &language.of(&EN, &ZH).command
}

/// Runs the command.
pub(super) fn run(args: &Explain, language: Language) -> Result<End, Stop> {
    let inputs = inputs(&args.what, language)?;
    let mut tag_files = TagFiles::with(args.service_tags.as_deref(), false, language)?;
    let rules = match &args.profile {
        Some(path) => Some(rules(path, &mut tag_files, language)?),
        None => None,
    };
    let is_stdin = |input: &What<'_>| matches!(input, What::StandardInput);
    if args.firewall.iter().any(|path| path.as_os_str() == "-") && inputs.iter().any(is_stdin) {
        return Err(Stop(words(language).stdin_twice.to_owned()));
    }
    let firewall = firewall_of(&args.firewall, rules.as_ref(), language)?;
    let interrupt = Interrupt::catch();
    let mut explainer = Explainer::default();
    let mut failed = false;
    for input in &inputs {
        if interrupt.is_set() {
            break;
        }
        match input {
            What::Name(name) => {
                let misread = |name: String| Stop((words(language).not_understood)(&safe(&name)));
                explainer.name(name).map_err(misread)?;
            }
            What::File(path) => {
                let opened = File::open(path);
                let read = opened.and_then(|file| {
                    let bytes = file.metadata().ok().filter(std::fs::Metadata::is_file);
                    let bar = Bar::new(&files::shown(path), bytes.map(|it| it.len()), language);
                    read(&mut explainer, &files::shown(path), file, bar, &interrupt)
                });
                failed |= !is_read(read, &files::shown(path), &interrupt, language);
            }
            What::StandardInput => {
                let name = words(language).stdin;
                let bar = Bar::new(name, None, language);
                let read = read(&mut explainer, name, standard_input(), bar, &interrupt);
                failed |= !is_read(read, name, &interrupt, language);
            }
        }
    }
    if interrupt.is_set() {
        explainer.break_off();
    }
    let mut report = explainer.report_with(&CATALOG, rules.as_ref(), tag_files.any());
    if let Some(firewall) = &firewall {
        let group = rules.iter().flat_map(|rules| &rules.profile.azure_firewall.ip_group);
        report.compare(firewall, &group.cloned().collect::<Vec<_>>(), tag_files.any());
    }
    tell(&report, args.format, language)?;
    Ok(end(&report, failed, &interrupt, language))
}

/// The rules of a profile. Its warnings are for `check`.
fn rules(path: &Path, tag_files: &mut TagFiles, language: Language) -> Result<RuleSet, Stop> {
    let (remarks, rules) = match load::plan(path, tag_files, language) {
        Ok(plan) => (plan.remarks, Some(plan.rules)),
        Err(Unread::Profile(remarks)) => (remarks, None),
        Err(Unread::File(stop) | Unread::Tags(stop)) => return Err(stop),
    };
    let mut errors = remarks.iter().filter(|remark| remark.is_error).peekable();
    match rules {
        Some(rules) if errors.peek().is_none() => Ok(rules),
        _ => {
            for remark in errors {
                talk(&remark.lines(path, ""));
            }
            Err(Stop((words(language).profile_errors)(&files::shown(path))))
        }
    }
}

/// The firewall whose rules the log is held against, if there is one.
fn firewall_of(
    paths: &[PathBuf],
    rules: Option<&RuleSet>,
    language: Language,
) -> Result<Option<Firewall>, Stop> {
    if paths.is_empty() {
        return Ok(None);
    }
    let found = firewall::find(paths, language).map_err(Stop)?;
    let region = rules.map(|rules| rules.profile.cluster.region.clone()).unwrap_or_default();
    audit::read(found, &Hints { region, values: Vec::new() }, language).map(Some)
}

#[cfg(unix)]
fn standard_input() -> impl std::os::fd::AsFd {
    // Not Rust's own stdin: its buffer hides from the wait what was read already.
    rustix::stdio::stdin()
}

#[cfg(not(unix))]
fn standard_input() -> io::Stdin {
    io::stdin()
}

/// Reads one input, with a bar where it is long.
fn read<T>(
    explainer: &mut Explainer,
    name: &str,
    input: T,
    mut bar: Bar,
    interrupt: &Interrupt,
) -> io::Result<()>
where
    Interruptible<T>: io::Read,
{
    let input = Interruptible::new(input, interrupt.clone());
    let mut watch = |progress: Progress| {
        bar.show(progress);
        if interrupt.is_set() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let read = explainer.read(name, input, &mut watch);
    bar.clear();
    read
}

/// Whether an input was read; what is wrong with it is said. One that Ctrl-C ended is not wrong.
fn is_read(read: io::Result<()>, name: &str, interrupt: &Interrupt, language: Language) -> bool {
    match read {
        Err(error) if !interrupt.is_set() => {
            let reason = files::reason(&error, language);
            talk(&format!("aks-egress: {}", (super::words(language).not_read)(name, &reason)));
            false
        }
        _ => true,
    }
}

fn tell(report: &Report, format: ExplainFormat, language: Language) -> Result<(), Stop> {
    let text = match format {
        ExplainFormat::Text => report.sheet(language).text(columns()),
        ExplainFormat::Markdown => report.sheet(language).markdown(),
        ExplainFormat::Json => report.json(language),
        ExplainFormat::Csv => report.csv(language),
    };
    data(text.as_bytes(), language)?;
    for line in report.unreadable_rows(language) {
        talk(&line);
    }
    Ok(())
}

fn end(report: &Report, failed: bool, interrupt: &Interrupt, language: Language) -> End {
    let words = words(language);
    if interrupt.is_set() {
        talk(&format!("aks-egress: {}", words.broken_off));
        return End::Signal(EXIT_CODE);
    }
    if report.answers.is_empty() && report.unreadable() > 0 && report.counts.is_empty() {
        talk(&format!("aks-egress: {}", words.nothing_readable));
        return End::Wrong;
    }
    match report.tone() {
        _ if failed => End::Wrong,
        Tone::Bad => End::Findings,
        _ => End::Fine,
    }
}

fn safe(text: &str) -> String {
    cells::safe(text).into_owned()
}
