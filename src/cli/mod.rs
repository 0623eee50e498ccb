//! The command line: arguments in, exit codes out.
//!
//! Data goes to standard output, talk to standard error. A reader that has seen enough, as in
//! `aks-egress list rules | head`, is no failure.

pub mod args;
pub mod audit;
mod check;
pub mod diff;
mod docs;
pub mod explain;
mod export;
mod fleet;
mod list;
mod load;
mod names;
mod notes;
mod output;
mod profiles;
mod rescue;
mod wizard;

use crate::cells::is_hidden;
use crate::profile::Language;
use crate::terminal::check::Surroundings;
use crate::terminal::session::end_at_panic;
use crate::words::cli::{CliWords, EN, ZH};
use args::{Command, CommandLine};
use clap::Parser;
use clap::error::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Fine.
    Fine,
    /// There are findings.
    Findings,
    /// Wrong use or unreadable input; it was said what is wrong.
    Wrong,
    /// The code of a signal that ended the wizard.
    Signal(u8),
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Fine => Self::SUCCESS,
            End::Findings => Self::from(1),
            End::Wrong => Self::from(2),
            End::Signal(code) => Self::from(code),
        }
    }
}

/// What stopped a command: a fragment that follows the program's name.
#[derive(Debug)]
struct Stop(String);

fn words(language: Language) -> &'static CliWords {
    language.of(&EN, &ZH)
}

/// Runs the program with the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    end_at_panic(rescue::keep_draft);
    let surroundings = Surroundings::here();
    let locale = if surroundings.chinese { Language::Zh } else { Language::En };
    let arguments = match CommandLine::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error, locale),
    };
    let language = arguments.lang.unwrap_or(locale);
    if arguments.command.is_some() && arguments.wizard.is_given() {
        return stopped(&Stop(words(language).only_wizard.to_owned())).into();
    }
    let end = match arguments.command {
        None => wizard::run(&arguments.wizard, surroundings, language),
        Some(Command::Export(export)) => export::run(&export, language),
        Some(Command::Check(check)) => check::run(&check, language),
        Some(Command::Explain(explain)) => explain::run(&explain, language),
        Some(Command::Audit(audit)) => audit::run(&audit, language),
        Some(Command::Diff(diff)) => diff::run(&diff, language),
        Some(Command::List(list)) => list::run(&list, language),
        Some(Command::Completions { shell }) => docs::completions(shell, language),
        Some(Command::Man) => docs::man(language),
    };
    end.unwrap_or_else(|stop| stopped(&stop)).into()
}

fn stopped(stop: &Stop) -> End {
    output::talk(&format!("aks-egress: {}", stop.0));
    End::Wrong
}

/// Help and version, or what is wrong. After a mistyped command the parser stumbles over what
/// follows, which it takes for more than the one profile of the wizard.
fn misused(error: &clap::Error, language: Language) -> ExitCode {
    let first = std::env::args_os().nth(1).map(PathBuf::from);
    if let (ErrorKind::UnknownArgument, Some(first)) = (error.kind(), first)
        && !first.to_string_lossy().starts_with('-')
        && !profiles::is_command(&first)
        && let Err(stop) = profiles::may_open(&first, language)
    {
        return stopped(&stop).into();
    }
    if error.use_stderr() && std::env::args_os().any(|it| it.to_string_lossy().contains(is_hidden))
    {
        output::talk(error.render().to_string().trim_end());
    } else {
        error.print().ok();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
