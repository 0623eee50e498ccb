//! Samples of our own for the readers: each trap of the articles once.

use super::{Printed, read};
use proptest::prelude::*;

const MARKDOWN: &str = include_str!("../../data/article_samples/learn.md");
const OF_MARKDOWN: &str = include_str!("../../data/article_samples/learn-facts.txt");
const PAGE: &str = include_str!("../../data/article_samples/page.txt");
const OF_PAGE: &str = include_str!("../../data/article_samples/page-facts.txt");

/// A document in our own form, without lines: they differ between the forms.
fn shown(name: &str, text: &str) -> String {
    let document = read(name, text).expect("an article");
    assert!(document.problems.is_empty(), "{:#?}", document.problems);
    let table = |table: &Printed| {
        let rows: Vec<_> = table.rows.iter().map(|(number, row)| (number, &row.facts)).collect();
        format!("{} {:?}\n{rows:#?}\n", table.path(), table.clouds)
    };
    document.tables.iter().map(table).collect()
}

#[test]
fn markdown_is_read_with_all_its_traps() {
    assert_eq!(shown("a.md", MARKDOWN), shown("a.txt", OF_MARKDOWN));
}

#[test]
fn the_page_is_read_with_all_its_traps() {
    assert_eq!(shown("a.txt", PAGE), shown("a.txt", OF_PAGE));
    assert_eq!(
        shown("a.txt", &PAGE.replace(" HTTPS:443 ", "\tHTTPS:443\t")),
        shown("a.txt", OF_PAGE)
    );
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for (name, text) in [("a.md", MARKDOWN), ("a.txt", PAGE), ("a.txt", OF_PAGE)] {
        let saved = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(shown(name, &saved), shown(name, text));
        let lines = |text: &str| -> Vec<usize> {
            read(name, text).expect("an article").tables.iter().map(|table| table.line).collect()
        };
        assert_eq!(lines(&saved), lines(text));
    }
}

#[test]
fn a_row_is_named_by_its_line() {
    let line = |text: &str, start: &str| {
        text.lines().position(|line| line.starts_with(start)).map(|at| at + 1)
    };
    let of_row = |name: &str, text: &str, host: &str| {
        let document = read(name, text).expect("an article");
        let rows = document.tables.iter().flat_map(|table| table.rows.values());
        let mut of_host = rows.filter(|row| row.facts.iter().any(|fact| fact.destination == host));
        of_host.next().map(|row| row.line)
    };
    assert_eq!(of_row("a.md", MARKDOWN, "c.example.com"), line(MARKDOWN, "| **`c.example.com"));
    assert_eq!(of_row("a.md", MARKDOWN, "tag Sample"), line(MARKDOWN, "| [ServiceTag][tags]"));
    assert_eq!(of_row("a.txt", PAGE, "control-plane"), line(PAGE, "*:9000"));
    assert_eq!(of_row("a.txt", PAGE, "a.example.com"), line(PAGE, "a.example.com"));
}

/// Nothing is skipped in silence.
#[test]
fn what_cannot_be_read_is_told() {
    let cases = [
        ("c.example.com, d", "c.example.com and so on, d", "`so` is no host"),
        ("*.hcp.<location>", "*.hcp.<zone>", "`*.hcp.<zone>.example.cn` is no host"),
        ("(Azure Government)", "(Azure operated by Nobody)", "names no cloud and no condition"),
        ("(Azure Government)", "(Azure Government", "has a host or a bracket in it"),
        ("(Azure Government)", "(if y.example.com)", "has a host or a bracket in it"),
        ("(Azure operated by 21Vianet)", "(Azure operated", "a bracket is not closed"),
        ("(if it takes names)", "(Azure Government)", "a cloud's mark by an address"),
        ("`Sample:443`", "`Sample:444`", "`Sample:444` is not of the row's port 443"),
        ("`Sample:443`", "`Sample`", "`Sample` has no port"),
        ("| 443 | In one bold", "| 8080 | In one bold", "port `8080` has no protocol"),
        ("| 443 | In one bold", "| - | In one bold", "port `-` has no protocol"),
        ("`HTTP:80`", "`QUIC:80`", "`QUIC` is no protocol"),
        ("`HTTP:80`", "`HTTP:99999`", "`HTTP:99999` is no port"),
        (
            "| FQDN | Purpose | Port |",
            "| Name | Purpose | Door |",
            "its table has no column of destinations",
        ),
        (
            "**`x.example.us`**",
            "x.example.us (Azure Global)",
            "x.example.us in global, of which the table is not",
        ),
    ];
    for (from, to, expected) in cases {
        assert!(MARKDOWN.contains(from), "{from}");
        let document = read("a.md", &MARKDOWN.replacen(from, to, 1)).expect("an article");
        let told =
            document.problems.iter().any(|(line, told)| *line > 1 && told.contains(expected));
        assert!(told, "{expected}: {:#?}", document.problems);
    }
    let cases = [
        ("b.example.cn HTTP:80", "b.example.cn", "a row without a port"),
        ("目标 FQDN 端口 用途\n*", "域名 门 用途\n*", "a row outside of its table"),
        (".lost.star", "\n.lost.star", "a row outside of its table"),
    ];
    for (from, to, expected) in cases {
        let document = read("a.txt", &PAGE.replacen(from, to, 1)).expect("an article");
        let told = document.problems.iter().any(|(_, told)| told.contains(expected));
        assert!(told, "{expected}: {:#?}", document.problems);
    }
    let document = read("a.txt", "[A] global\n1 | a.example.com | HTTPS | 443\nb.example.com\n")
        .expect("an article");
    assert_eq!(document.problems[0].0, 3);
}

#[test]
fn other_files_are_refused() {
    let refused = |name: &str, text: &str| read(name, text).expect_err("no article");
    assert!(refused("a.md", "\u{feff}<!DOCTYPE html>\n").starts_with("this is HTML: save "));
    assert!(refused("a.html", MARKDOWN).starts_with("neither .md nor .txt: save "));
    assert!(refused("a.md", "# Title\n").starts_with("no table of rules in it: save "));
    assert!(refused("a.txt", "").starts_with("no table of rules in it: save "));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_reader(text in "\\PC*|[\\[\\]()|`*:.,<>a-z0-9\n ]*") {
        let _ = read("a.md", &text);
        let _ = read("a.txt", &text);
    }

    #[test]
    fn no_spoilt_sample_breaks_a_reader(at in 0..4000_usize, length in 0..40_usize, new in "\\PC{0,9}") {
        for (name, text) in [("a.md", MARKDOWN), ("a.txt", PAGE), ("a.txt", OF_MARKDOWN)] {
            let start: String = text.chars().take(at).collect();
            let end: String = text.chars().skip(at + length).collect();
            let _ = read(name, &format!("{start}{new}{end}"));
        }
    }
}
