//! Completions and the manual page, made from the command line's own definition.

use super::args::CommandLine;
use super::output::data;
use super::{End, Stop, notes};
use crate::catalog::CATALOG;
use crate::profile::Language;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io;

const NAME: &str = env!("CARGO_PKG_NAME");

/// Writes a completion script.
pub(super) fn completions(shell: Shell, language: Language) -> Result<End, Stop> {
    let script = match shell {
        Shell::Bash => for_bash(),
        Shell::Zsh => for_zsh(),
        _ => script(shell, CommandLine::command()),
    };
    data(script.as_bytes(), language)?;
    Ok(End::Fine)
}

fn script(shell: Shell, mut command: Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, NAME, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The generator notes the command in one spelling of the program's name and looks for it in
/// another if the name has a hyphen (clap-rs/clap, issue 6421): nothing would be offered after it.
fn for_bash() -> String {
    let script = script(Shell::Bash, CommandLine::command());
    script.replace(&NAME.replace('-', "__subcmd__"), &NAME.replace('-', "__"))
}

/// The generator knows a command only behind the wizard's profile, never in its place. So it is
/// given the commands without the profile, and files are offered beside the commands.
fn for_zsh() -> String {
    let whole = CommandLine::command();
    let options = whole.get_arguments().filter(|arg| !arg.is_positional()).cloned();
    let commands = whole.get_subcommands().cloned();
    let command = Command::new(NAME).version("").args(options).subcommands(commands);
    let either = format!("\":: :{{ _{NAME}_commands; _files }}\"");
    // After the last of several files zsh would offer no option any more.
    script(Shell::Zsh, command)
        .replace(&format!("\":: :_{NAME}_commands\""), &either)
        .replace("'*::profiles", "'*:profiles")
}

/// Writes the manual page.
pub(super) fn man(language: Language) -> Result<End, Stop> {
    let mut page = Vec::new();
    write_man(&mut page).map_err(|error| Stop(error.to_string()))?;
    data(without_idle_breaks(&String::from_utf8_lossy(&page)).as_bytes(), language)?;
    Ok(End::Fine)
}

/// A blank line ends the line already, so `mandoc` warns of breaks around it.
fn without_idle_breaks(page: &str) -> String {
    page.replace("\n.br\n\n.br\n", "\n.sp\n")
}

/// One page with all commands: there are no pages of their own to refer to.
fn write_man(page: &mut Vec<u8>) -> io::Result<()> {
    let mut command = CommandLine::command().disable_help_subcommand(true);
    command.build();
    let top = Man::new(command.clone()).date(CATALOG.as_of.to_string());
    top.render_title(page)?;
    top.render_name_section(page)?;
    top.render_synopsis_section(page)?;
    top.render_description_section(page)?;
    top.render_options_section(page)?;
    for inner in command.get_subcommands() {
        let title = format!("{NAME} {}", inner.get_name());
        page.extend(format!(".SH \"{}\"\n", title.to_uppercase()).into_bytes());
        let mut section = Vec::new();
        let inner = Man::new(without_globals(inner.clone()));
        inner.render_description_section(&mut section)?;
        inner.render_synopsis_section(&mut section)?;
        inner.render_options_section(&mut section)?;
        page.extend(as_subsections(&String::from_utf8_lossy(&section)).into_bytes());
    }
    notes::as_manual().to_writer(page)?;
    top.render_version_section(page)
}

/// Without the options that the top of the page has explained.
fn without_globals(command: Command) -> Command {
    command.mut_args(|arg| {
        let global = matches!(arg.get_id().as_str(), "lang" | "help");
        arg.hide(global)
    })
}

/// The sections of a command stand below its heading; its description needs none of its own.
fn as_subsections(section: &str) -> String {
    section.replace(".SH DESCRIPTION\n", "").replace(".SH ", ".SS ")
}
