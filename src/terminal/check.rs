//! What the program runs in, by a look at the environment. Nothing is asked of the terminal.

use std::io::{IsTerminal, stdin, stdout};

/// Whether there is someone at both ends: without, the wizard cannot run and must not wait.
#[must_use]
pub fn is_terminal() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// The surroundings, as facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// Keys come from a terminal, and text goes to one.
    pub terminal: bool,
    /// The terminal knows lines only (`TERM=dumb`).
    pub dumb: bool,
    /// Line by line, for a screen reader (`ACCESSIBLE=1`).
    pub accessible: bool,
    /// No colours (`NO_COLOR`).
    pub no_color: bool,
    /// The locale's characters are UTF-8.
    pub utf8: bool,
    /// The locale's language is Chinese.
    pub chinese: bool,
}

impl Surroundings {
    /// The real ones.
    #[must_use]
    pub fn here() -> Self {
        Self::from(is_terminal(), variable)
    }

    /// By these variables.
    #[must_use]
    pub fn from(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).filter(|value| !value.is_empty());
        let set = |name: &str| value(name).is_some();
        let first = |names: [&str; 3]| names.into_iter().find_map(value).unwrap_or_default();
        let letters = first(["LC_ALL", "LC_CTYPE", "LANG"]).to_ascii_lowercase();
        let language = first(["LC_ALL", "LC_MESSAGES", "LANG"]);
        Self {
            terminal,
            dumb: value("TERM").is_some_and(|term| term == "dumb"),
            accessible: value("ACCESSIBLE").is_some_and(|wish| wish != "0"),
            no_color: set("NO_COLOR"),
            utf8: cfg!(windows) || letters.contains("utf-8") || letters.contains("utf8"),
            chinese: language.split(['_', '.', '-', '@']).next() == Some("zh"),
        }
    }
}

/// A variable of the real environment; one that is no text counts as absent.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Surroundings in a few letters: those of the facts that hold.
    fn facts(variables: &str) -> String {
        let table: Vec<_> =
            variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
        let here = Surroundings::from(true, |name| {
            table.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        });
        let named = [
            (here.dumb, "dumb"),
            (here.accessible, "accessible"),
            (here.no_color, "no-color"),
            (here.utf8, "utf8"),
            (here.chinese, "chinese"),
        ];
        let holding: Vec<_> =
            named.into_iter().filter_map(|(holds, name)| holds.then_some(name)).collect();
        holding.join(" ")
    }

    #[test]
    #[cfg(unix)]
    fn surroundings_follow_from_variables() {
        for (variables, expected) in [
            ("", ""),
            ("TERM=xterm-256color LANG=en_US.UTF-8", "utf8"),
            ("TERM=dumb LANG=C", "dumb"),
            ("TERM=dumber", ""),
            ("LANG=zh_CN.UTF-8", "utf8 chinese"),
            ("LANG=zh_CN.utf8", "utf8 chinese"),
            ("LANG=zh_CN.GB18030", "chinese"),
            ("LANG=zh", "chinese"),
            ("LANG=zha_XX.UTF-8", "utf8"),
            ("LANG=de_DE.UTF-8 LC_ALL=zh_CN.UTF-8", "utf8 chinese"),
            ("LANG=zh_CN.UTF-8 LC_ALL=C", ""),
            ("LANG=zh_CN.UTF-8 LC_MESSAGES=en_US.UTF-8", "utf8"),
            ("LANG=zh_CN.UTF-8 LC_CTYPE=C", "chinese"),
            ("LANG=zh_CN.UTF-8 LC_ALL=", "utf8 chinese"),
            ("NO_COLOR=1", "no-color"),
            ("NO_COLOR=", ""),
            ("ACCESSIBLE=1", "accessible"),
            ("ACCESSIBLE=0", ""),
        ] {
            assert_eq!(facts(variables), expected, "{variables}");
        }
    }
}
