//! Texts as the languages quote them that several formats are written in.
//!
//! What nobody can see is written out first: it could hide in a script, and no fact needs it.

use crate::cells::{is_hidden, safe};
use std::fmt::Write;

/// A word for a POSIX shell: between single quotes nothing is expanded.
pub(super) fn shell(text: &str) -> String {
    format!("'{}'", safe(text).replace('\'', r#"'"'"'"#))
}

/// A string for HCL, Terraform's language, whose double quotes expand `${x}` and `%{x}`.
pub(super) fn hcl(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '$' | '%' if rest.peek() == Some(&'{') => quoted.extend([c, c]),
            c if is_hidden(c) => {
                // Writing to a string cannot fail.
                write!(quoted, "\\U{:08x}", u32::from(c)).ok();
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_expands_nothing() {
        assert_eq!(shell("*.data.mcr.microsoft.com"), "'*.data.mcr.microsoft.com'");
        assert_eq!(shell("it's $x `y`"), r#"'it'"'"'s $x `y`'"#);
        assert_eq!(shell("a\u{1b}b"), r"'a\u{1b}b'");
    }

    #[test]
    fn hcl_expands_nothing() {
        assert_eq!(hcl("*.azmk8s.io"), r#""*.azmk8s.io""#);
        assert_eq!(hcl("${a} $b %{c} $${d}"), r#""$${a} $b %%{c} $$${d}""#);
        assert_eq!(hcl("\"\\\n\u{1b}"), r#""\"\\\n\U0000001b""#);
    }
}
