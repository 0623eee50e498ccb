//! What help and manual page say beyond options: one table, two forms.

use crate::cells::{pad, width, wrap};
use crate::profile::{KEYS, Key, Shape};
use clap_mangen::roff::{Roff, bold, roman};

/// A section; each item is a term, which may be empty, and what is said about it.
struct Section {
    title: &'static str,
    items: &'static [(&'static str, &'static str)],
}

const SECTIONS: &[Section] = &[
    Section {
        title: "Profiles",
        items: &[(
            "",
            "A profile is a TOML file with the answers about one cluster. The name of a new one \
             ends in .toml; it is written when it is saved in the wizard. A profile that is \
             called like a command is given with its folder: ./check",
        )],
    },
    Section {
        title: "Exit status",
        items: &[
            ("0", "fine"),
            ("1", "check, audit, diff or explain found something"),
            ("2", "wrong use, or input that cannot be read"),
        ],
    },
    Section {
        title: "Environment",
        items: &[
            ("NO_COLOR", "no colours, unless --color always is given"),
            ("ACCESSIBLE=1", "the wizard asks line by line, as with --plain"),
            ("TERM=dumb", "the same"),
            (
                "LC_ALL, LC_MESSAGES, LANG",
                "the language, unless --lang is given; a locale without UTF-8 brings --ascii",
            ),
        ],
    },
    Section {
        title: "Examples",
        items: &[
            ("aks-egress prod.toml", "plan a cluster and save the answers"),
            ("aks-egress export prod.toml --format csv -o prod.csv", "write its rules to a file"),
            ("aks-egress check clusters/*.toml", "check every profile of a folder"),
            ("aks-egress list rules --cloud china --format json", "the facts behind the rules"),
        ],
    },
];

/// Cells of a line of help.
const LINE: usize = 78;
/// Longer terms stand above what is said about them.
const TERM: usize = 26;

/// The sections as text.
pub(super) fn as_help() -> String {
    let sections: Vec<String> = SECTIONS.iter().map(section).collect();
    sections.join("\n\n")
}

fn section(section: &Section) -> String {
    let widest = section.items.iter().map(|(term, _)| width(term)).max().unwrap_or(0);
    let column = if widest == 0 { 2 } else { widest + 4 };
    // One long term moves all of a section, so that its items look alike.
    let above = section.items.iter().any(|(term, _)| width(term) > TERM);
    let mut lines = vec![format!("{}:", section.title)];
    for (term, text) in section.items {
        if above {
            lines.push(format!("  {term}"));
        }
        let indent = if above { 6 } else { column };
        for (index, line) in wrap(text, LINE - indent).iter().enumerate() {
            let lead = if index == 0 && !above { format!("  {term}") } else { String::new() };
            lines.push(format!("{}{line}", pad(&lead, indent)));
        }
    }
    lines.join("\n")
}

/// The sections of the manual page: those of the help, and every key of a profile.
pub(super) fn as_manual() -> Roff {
    let mut page = Roff::new();
    for section in SECTIONS {
        page.control("SH", [section.title.to_uppercase().as_str()]);
        for (term, text) in section.items {
            if !term.is_empty() {
                page.control("TP", []).text([bold(*term)]);
            }
            page.text([roman(*text)]);
        }
    }
    page.control("SH", ["PROFILE KEYS"]);
    for key in KEYS {
        page.control("TP", []).text([bold(key.path)]).text([roman(key_text(key))]);
    }
    page
}

/// What a key is, and what may stand there: the names, the range, or an example.
fn key_text(key: &Key) -> String {
    let values = match (key.shape, key.allowed()) {
        (Shape::Number { least, most }, _) => format!("{least} to {most}"),
        (Shape::Flag, _) => "true or false".to_owned(),
        // A word as long as a line cannot be set.
        (Shape::IpGroup, []) => "its whole resource id".to_owned(),
        (shape, []) => format!("such as {}", shape.example()),
        (Shape::Names(_), names) => format!("any of {}", names.join(", ")),
        (_, names) => format!("one of {}", names.join(", ")),
    };
    format!("{} ({values})", key.help.en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_fits_into_eighty_columns() {
        assert!(as_help().lines().all(|line| width(line) <= LINE), "{}", as_help());
    }
}
