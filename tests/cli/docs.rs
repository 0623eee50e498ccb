//! Help, version, completions, manual page.

use super::program::Folder;
use aks_egress::cli::args::CommandLine;
use clap::CommandFactory;

#[test]
fn help_is_reviewed() {
    let mut folder = Folder::with(&[]);
    for line in ["-h", "--help", "export --help", "check --help", "list --help", "-V", "--version"]
    {
        assert_eq!(folder.note(line).code, 0, "{line}");
    }
    folder.shot("help.txt");
}

#[test]
fn the_definition_of_the_command_line_is_sound() {
    CommandLine::command().debug_assert();
}

#[test]
fn completions_know_the_registries() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Folder::with(&[]).run(&format!("completions {shell}"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        assert!(ran.out.contains("export") && ran.out.contains("format"), "{shell}");
    }
    let bash = Folder::with(&[]).run("completions bash").out;
    let ids: Vec<&str> = aks_egress::export::formats().iter().map(|format| format.id).collect();
    for values in [ids.join(" "), "regions addons formats editions rules".to_owned()] {
        assert!(bash.contains(&values), "{values}");
    }
}

#[test]
fn bash_looks_for_every_command_by_the_label_that_it_notes() {
    let script = Folder::with(&[]).run("completions bash").out;
    let labels: Vec<&str> =
        script.split("cmd=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(labels.len() > 5, "{labels:?}");
    for label in labels.iter().filter(|label| !label.is_empty()) {
        assert!(script.contains(&format!(" {label})\n")), "{label}");
    }
}

#[test]
fn the_manual_page_holds_every_command_and_option() {
    let page = Folder::with(&[]).run("man").out.replace('\\', "");
    let command = CommandLine::command();
    for inner in command.get_subcommands() {
        let name = inner.get_name();
        assert!(page.contains(&format!("\"AKS-EGRESS {}\"", name.to_uppercase())), "{name}");
        for long in inner.get_arguments().filter_map(|arg| arg.get_long()) {
            assert!(page.contains(&format!("--{long}")), "{name} --{long}");
        }
    }
    for heading in ["NAME", "SYNOPSIS", "OPTIONS", "ENVIRONMENT", "EXAMPLES"] {
        assert!(page.contains(&format!(".SH {heading}\n")), "{heading}");
    }
    assert!(page.contains(".SH \"EXIT STATUS\"\n"));
    for key in aks_egress::profile::KEYS {
        assert!(
            page.contains(&format!("\\fB{}\\fR\n", key.path).replace('\\', "")),
            "{}",
            key.path
        );
    }
    assert!(!page.contains("AKS-EGRESS HELP"));
}
