//! Exit codes of a node's bootstrap and of `curl`, and the names that stand in their place.

use super::super::super::row::{CodeText, FailureCode};
use super::{Facts, Text};
use crate::catalog::Program;
use std::ops::RangeInclusive;

/// Before the number of a bootstrap's code, and of nothing else. Pods have `"exitCode": 137`, with
/// a number.
const SURE: &[&str] = &[
    "exit status=",
    "exit status: ",
    "\"exitcode\": \"",
    "\"exitcode\":\"",
    "exit code of: ",
    "exitcode: |",
];

/// Before a number that any program may give: it counts beside a word of the bootstrap.
const UNSURE: &[&str] = &[
    "exit status ",
    "exit code: ",
    "exit code ",
    "exit code=",
    "exitcode=",
    "exitcode: ",
    "exitcode ",
    "\"exitcode\": ",
    "\"exitcode\":",
];

/// Words of a node's bootstrap.
const BOOTSTRAP: &[&str] = &[
    "cse",
    "vmextension",
    "extension",
    "custom script",
    "customscript",
    "provision",
    "cloud-init",
    "bootstrap",
    "node pool",
    "nodepool",
];

const CURL: &[&str] = &[
    "curl: (",
    "curl error (",
    "curl exit code ",
    "curl exited with ",
    "curl exit status ",
    "curl returned ",
];

/// Names that a code has.
const NAMES: &[&str] =
    &["vmextensionerror_", "vmextensionprovisioningtimeout", "windows_cse_error_"];

/// All codes of a text.
pub(super) fn find(text: &Text<'_>, facts: &mut Facts<'_>) {
    let of = system(text);
    for mark in CURL {
        for at in text.behind(mark) {
            add(facts, Some(Program::Curl), number(text.rest(at)));
        }
    }
    let mut all = |marks: &[&str]| {
        for mark in marks {
            for at in text.behind(mark) {
                let front = &text.lower[..at - mark.len()];
                if !front.trim_end().ends_with("curl") && !is_container(text, at) {
                    add(facts, of, number(text.rest(at)));
                }
            }
        }
    };
    all(SURE);
    // So a pod's description tells how a container ended.
    let is_container_alone = text.lower.trim_start().starts_with("exit code:  ");
    if let Some(code) = alone(&text.lower).filter(|_| !is_container_alone) {
        add(facts, of, Some(code));
    } else if BOOTSTRAP.iter().any(|word| text.has(word)) {
        all(UNSURE);
    }
    for mark in NAMES {
        for at in text.behind(mark) {
            let start = at - mark.len();
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let rest = text.rest(start);
            let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
            let of = if mark.starts_with("windows") { Some(Program::Windows) } else { of };
            let assigned = rest[name.len()..].starts_with('=');
            if !assigned && name.len() <= LONGEST {
                facts.code(FailureCode { of, code: CodeText::Name(name.to_owned()) });
            }
        }
    }
}

/// How any program ends: a fault, a wrong call, a signal.
const OF_ANY_PROGRAM: &[RangeInclusive<u16>] = &[0..=2, 126..=165];

/// The code of a text that says nothing else, such as `exit 50` or `exit code=124`: only a node's
/// code is asked about in that way.
fn alone(text: &str) -> Option<u16> {
    let text = text.trim();
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_code = ["exit", "exit code", "exit status", "exitcode"]
        .contains(&words.trim_end_matches([' ', '=', ':']));
    let code =
        text[words.len()..].parse().ok().filter(|_| is_code && words.ends_with([' ', '=', ':']));
    code.filter(|code| !OF_ANY_PROGRAM.iter().any(|usual| usual.contains(code)))
}

/// No name of a code is longer.
const LONGEST: usize = 120;

fn add(facts: &mut Facts<'_>, of: Option<Program>, code: Option<u16>) {
    if let Some(code) = code.filter(|&code| code != 0) {
        facts.code(FailureCode { of, code: CodeText::Number(code) });
    }
}

/// `Exit Code:    137` tells how a container of a pod ended.
fn is_container(text: &Text<'_>, at: usize) -> bool {
    text.lower.trim_start().starts_with("exit code:") && text.rest(at).starts_with("  ")
}

fn number(text: &str) -> Option<u16> {
    let text = text.trim_start_matches([' ', '\'', '"', '(']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text[..digits].parse().ok()
}

/// Whose bootstrap it was, if the text tells.
fn system(text: &Text<'_>) -> Option<Program> {
    const LINUX: &[&str] = &[
        "cloud-init",
        "/bin/bash",
        "bash ",
        "/var/log/azure",
        "/opt/azure",
        "vmextensioncselinux",
        "microsoft.azure.extensions",
        // Only the extension for Linux says so.
        "failed to execute command: command terminated",
    ];
    const WINDOWS: &[&str] = &[
        "customscriptextension",
        "powershell",
        ".ps1",
        "c:\\",
        "azuredata",
        "vmextensioncsewindows",
        "windows_cse_error",
        // Only the extension for Windows says so.
        "command execution finished, but failed because it returned a non-zero exit code",
    ];
    let linux = LINUX.iter().any(|word| text.has(word)) || has_word(text, "linux");
    let windows = WINDOWS.iter().any(|word| text.has(word)) || has_word(text, "windows");
    match (linux, windows) {
        (true, false) => Some(Program::Linux),
        (false, true) => Some(Program::Windows),
        _ => None,
    }
}

/// Whether a word stands there on its own: hosts and paths of Azure have `windows` inside.
fn has_word(text: &Text<'_>, word: &str) -> bool {
    text.lower.match_indices(word).any(|(at, _)| {
        let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_');
        let ends = at + word.len();
        let before = text.lower[..at].chars().next_back();
        let mut after = text.lower[ends..].chars();
        let next = match after.next() {
            // The end of a sentence.
            Some('.') => after.next().filter(char::is_ascii_alphanumeric),
            next => next,
        };
        !before.is_some_and(joins) && !next.is_some_and(joins)
    })
}
