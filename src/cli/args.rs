//! What can be typed on the command line. Values that the registries know come from them.

use super::names::{FormatName, edition, names_of, names_of_examples};
use crate::catalog::{CATALOG, Cloud, Date, Source};
use crate::export::Format;
use crate::profile::Language;
use crate::profile::examples::Example;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;
use std::sync::LazyLock;

const ABOUT: &str = "Plan the outbound firewall rules of an Azure Kubernetes Service (AKS) cluster";

const LONG_ABOUT: &str = "\
Plan the outbound firewall rules of an Azure Kubernetes Service (AKS) cluster.

Without a command this is a wizard: it asks about one cluster, shows the rules that the answers \
bring, saves the answers as a profile and exports the rules in the form that a firewall takes. \
The commands do the same with a saved profile, without asking. Nothing here uses the network.";

const AFTER_HELP: &str = "\
Exit status: 0 fine; 1 `check`, `audit`, `diff` or `explain` found something; 2 wrong use or unreadable input.
A profile that is called like a command is given with its folder: ./check";

static AFTER_LONG_HELP: LazyLock<String> = LazyLock::new(super::notes::as_help);

static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{}\nfacts as of {}, article of {}, {} rules",
        env!("CARGO_PKG_VERSION"),
        CATALOG.as_of,
        CATALOG.article,
        CATALOG.rules.len()
    )
});

/// The command line.
#[derive(Parser)]
#[command(
    name = "aks-egress",
    version,
    long_version = LONG_VERSION.as_str(),
    override_usage = "aks-egress [OPTIONS] [PROFILE]\n       aks-egress <COMMAND>",
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = AFTER_HELP,
    after_long_help = AFTER_LONG_HELP.as_str(),
    max_term_width = 100
)]
pub struct CommandLine {
    /// What the wizard needs to know.
    #[command(flatten)]
    pub wizard: Wizard,
    /// Language of what is said [default: from the locale]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = names_of(Language::ALL, Language::name))]
    pub lang: Option<Language>,
    /// A command, in place of the wizard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of the wizard.
#[derive(Args)]
pub struct Wizard {
    /// Profile to open, or to create when it is saved
    #[arg(value_hint = ValueHint::FilePath)]
    pub profile: Option<PathBuf>,
    /// Start from one of the examples that `list examples` names
    #[arg(long, value_name = "NAME", value_parser = names_of_examples())]
    pub example: Option<&'static Example>,
    /// Ask line by line, for screen readers and bare consoles
    #[arg(long)]
    pub plain: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
    /// Colours on the screen
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Take mouse clicks and the wheel; Shift or Option then selects text
    #[arg(long)]
    pub mouse: bool,
}

impl Wizard {
    /// Whether anything was given that no command takes.
    #[must_use]
    pub fn is_given(&self) -> bool {
        let colours = self.color != When::Auto;
        self.profile.is_some()
            || self.example.is_some()
            || self.plain
            || self.ascii
            || self.mouse
            || colours
    }
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Unless `NO_COLOR` is set
    Auto,
    /// In any case
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Write the rules of a profile in the form that people or a firewall take
    ///
    /// The export goes to standard output, or to a file with -o. Warnings go to standard error.
    /// A profile whose answers contradict each other is refused: nothing is written then.
    Export(Export),
    /// Check profiles: unknown keys, wrong values, answers that contradict each other
    ///
    /// Each finding is one line on standard output, `PATH:LINE:COLUMN: error|warning: KEY: TEXT`,
    /// and perhaps a line of help below it. An edition older than the newest is a warning.
    ///
    /// Exit status: 0 when nothing was found; 1 when there are findings about profiles that can be
    /// read, be they warnings or answers that contradict each other; 2 when a file cannot be read
    /// as a profile: no TOML, an unknown key, a wrong value.
    Check(Check),
    /// Tell what a refused destination is: needed, harmless, retired, or none of AKS
    ///
    /// Takes destinations by name and logs of any size; the format of a log is recognised by its
    /// content: Azure Firewall (JSON, Log Analytics CSV and JSON, older messages), lists of hosts,
    /// errors of nodes and pods with exit codes, `az aks check-network outbound`, Squid, Fortinet
    /// and PAN-OS; packed with gzip or not. Several inputs give one report. Ctrl-C ends the reading
    /// and shows what was read until then.
    ///
    /// Exit status: 0 when nothing that is needed was refused, or a destination was only named; 1
    /// when a needed one was refused; 2 when an input cannot be read; 130 after Ctrl-C.
    #[command(after_long_help = super::explain::EXAMPLES)]
    Explain(super::explain::Explain),
    /// Compare a firewall's rules with what a profile needs
    ///
    /// Reads Azure Firewall policies and classic firewalls as JSON in every form that `az`, the
    /// portal and templates give, lists and CSV; Terraform, Bicep, az and PowerShell scripts as far
    /// as they can be told without running them. Files together are one firewall. What cannot be
    /// resolved never counts as cover.
    ///
    /// Exit status: 0 when every required rule is covered and nothing is wrong; 1 when there is
    /// something to do or to look at; 2 when a file cannot be read.
    Audit(super::audit::Audit),
    /// Tell what changed between two profiles, or for one profile between two editions
    ///
    /// Each change says what it asks for: an action on the firewall, cleaning up, or nothing; and
    /// since when and why. With one profile, its own edition is compared with the newest unless
    /// --from and --to say otherwise.
    ///
    /// Exit status: 0 when nothing changed; 1 when something did; 2 when a profile cannot be read
    /// or contradicts itself.
    Diff(super::diff::Diff),
    /// List what profiles, options and the catalog know
    List(List),
    /// Write a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual page
    Man,
}

/// `export`
#[derive(Args)]
pub struct Export {
    /// Profiles to read; the rules of several clusters are merged, each with who needs it
    #[arg(required = true, value_name = "PROFILE", value_hint = ValueHint::FilePath)]
    pub profiles: Vec<PathBuf>,
    /// Format of the export
    #[arg(short, long, value_name = "ID", value_parser = FormatName)]
    pub format: &'static Format,
    /// File to write, or - for standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Copy the export to the clipboard; without -o it is not printed then
    #[arg(long)]
    pub copy: bool,
    /// Replace a file that exists
    #[arg(long)]
    pub force: bool,
    /// Where the format can only say more than was asked for, write that
    ///
    /// Each such rule is named in a warning, with the names that it also allows.
    #[arg(long)]
    pub allow_wider: bool,
    /// Microsoft's weekly service tag file, in place of the one that a profile names
    ///
    /// Formats that know no service tags write its prefixes.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub service_tags: Option<PathBuf>,
    /// Write the IPv6 prefixes of service tags too, whatever a profile says
    #[arg(long)]
    pub ipv6: bool,
}

/// `check`
#[derive(Args)]
pub struct Check {
    /// Profiles to read
    #[arg(required = true, value_name = "PROFILE", value_hint = ValueHint::FilePath)]
    pub profiles: Vec<PathBuf>,
}

/// `list`
#[derive(Args)]
pub struct List {
    /// What to list
    pub kind: Kind,
    /// A table for people, or an array of objects for programs
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
    /// Only rules and regions of this cloud
    #[arg(long, value_name = "CLOUD", value_parser = names_of(Cloud::ALL, Cloud::name))]
    pub cloud: Option<Cloud>,
    /// Only rules of this document
    #[arg(long, value_name = "SOURCE", value_parser = names_of(Source::ALL, Source::name))]
    pub source: Option<Source>,
    /// Only rules that the document listed on this day, such as 2024-09-26
    #[arg(long, value_name = "DATE", value_parser = edition)]
    pub edition: Option<Date>,
    /// With `formats`: what each of them can express
    ///
    /// x is a host, *.x every name below it, a-*.x a star within a name; the depth is how many
    /// labels a star stands for. "wider" means that more is matched than was asked for: such rules
    /// are left out unless `export` is told --allow-wider. "as printed" and "reader" mean that
    /// whoever reads the output decides.
    #[arg(long)]
    pub capabilities: bool,
}

/// What `list` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Values of `cluster.region`
    Regions,
    /// Values of `addons.enabled`
    Addons,
    /// Values of `--format`
    Formats,
    /// Days on which the article's destinations changed
    Editions,
    /// Every rule of the catalog
    Rules,
    /// Values of `--example`: profiles to start from
    Examples,
}

/// How `list` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Aligned columns
    Text,
    /// JSON
    Json,
}
