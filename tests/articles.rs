//! Every article in `tests/data/articles` held against the catalog, in both directions.
//!
//! Two files of the folder are ours: the articles' tables as facts. A new edition is placed beside
//! them, as raw Markdown or, for the Chinese copy, as the text of its page. A host, port, protocol,
//! row or table that only one side has is named with file, line, table and row.

#[path = "support/compared/mod.rs"]
mod compared;
#[path = "support/printed/mod.rs"]
mod printed;

use aks_egress::catalog::{Address, CATALOG, Date};
use compared::{Article, placed, tables_of};
use std::collections::BTreeSet;
use std::path::Path;

const LEARN: &str = include_str!("data/articles/learn-2026-07-02.txt");
const LEARN_FILE: &str = "tests/data/articles/learn-2026-07-02.txt";
const ZH: &str = include_str!("data/articles/azure-cn-zh.txt");
const ZH_FILE: &str = "tests/data/articles/azure-cn-zh.txt";

fn readable() -> Vec<Article> {
    placed().into_iter().flatten().collect()
}

fn ours() -> [Article; 2] {
    [(LEARN_FILE, LEARN), (ZH_FILE, ZH)]
        .map(|(file, text)| Article::new(file, text).expect("an article"))
}

/// The article of the newest edition in our own form, so that a new edition needs no new test.
fn newest() -> String {
    let is_ours = |file: &str| Path::new(file).extension().is_some_and(|ext| ext == "txt");
    let is_newest =
        |article: &Article| article.day == Some(CATALOG.article) && is_ours(&article.file);
    let found = readable().into_iter().find(is_newest).unwrap_or_else(|| {
        panic!(
            "the article of {} is not in tests/data/articles in the form of {LEARN_FILE}",
            CATALOG.article
        )
    });
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(found.file))
        .expect("an article")
}

fn report(file: &str, text: &str) -> String {
    Article::new(file, text)
        .map_or_else(|told| told, |article| article.report().unwrap_or_default())
}

#[test]
fn every_article_placed_here_is_what_the_catalog_lists() {
    let told = placed().into_iter().filter_map(|article| match article {
        Ok(article) => article.report(),
        Err(problem) => Some(problem),
    });
    let told: Vec<String> = told.collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n\n"));
}

/// The newest edition is compared with an article that everyone has, and the copy with every edition.
#[test]
fn our_files_are_among_them() {
    let articles = readable();
    for article in ours() {
        assert!(articles.iter().any(|known| known.file == article.file), "{}", article.file);
    }
    let newest =
        Article::new(&format!("learn-{}.txt", CATALOG.article), &newest()).expect("an article");
    assert!(newest.is_current());
    assert_eq!(newest.editions(), [CATALOG.article, CATALOG.as_of]);
    let [learn, zh] = ours();
    assert!(learn.editions().contains(&Date { year: 2026, month: 7, day: 2 }));
    assert_eq!(zh.editions(), [CATALOG.first, CATALOG.as_of]);
}

#[test]
fn the_data_has_all_tables_and_rows() {
    let learn = [5, 8, 6, 9, 5, 8, 2, 3, 2, 1, 4, 2, 1, 10, 8, 8, 3, 2, 2, 2, 10, 2];
    let zh = [5, 7, 6, 8, 1, 3, 2, 3, 1, 1, 6, 5, 3, 2];
    assert_eq!((learn.len(), learn.iter().sum::<usize>()), (22, 103));
    assert_eq!((zh.len(), zh.iter().sum::<usize>()), (14, 53));
    for (Article { file, document, .. }, expected) in ours().into_iter().zip([&learn[..], &zh]) {
        let (bullets, tables): (Vec<_>, Vec<_>) =
            document.tables.iter().partition(|table| table.rows.contains_key(&0));
        let counts: Vec<usize> = tables.iter().map(|table| table.rows.len()).collect();
        assert_eq!(counts, expected, "{file}: rows per table");
        for table in tables {
            let last = table.rows.keys().next_back().copied();
            assert_eq!(last.map(usize::from), Some(table.rows.len()), "{}", table.heading);
        }
        let hosts: BTreeSet<_> =
            bullets.iter().flat_map(|b| &b.rows[&0].facts).map(|fact| &fact.destination).collect();
        assert_eq!((bullets.len(), hosts.len()), (1, 2), "{file}: bullets");
    }
}

/// Rules are listed in the order of their tables, so a person can follow them down the article.
#[test]
fn tables_stand_in_the_order_of_their_document() {
    for Article { file, document, .. } in readable().into_iter().filter(Article::is_current) {
        let found = tables_of(&document);
        let (bullets, tables): (Vec<_>, Vec<_>) =
            (0..found.len()).partition(|&at| document.tables[at].rows.contains_key(&0));
        let printed = tables.into_iter().chain(bullets).map(|at| found[at].map(|table| table.id));
        let known = CATALOG.tables.iter().filter(|table| table.source == document.source);
        let known = known.map(|table| Some(table.id));
        assert_eq!(printed.collect::<Vec<_>>(), known.collect::<Vec<_>>(), "{file}");
    }
}

/// Each address that a profile supplies stands for a cell of the articles, and no host does.
#[test]
fn every_form_of_address_is_printed_somewhere() {
    let ours = ours();
    let tables = ours.iter().flat_map(|article| &article.document.tables);
    let printed: BTreeSet<&str> =
        tables.flat_map(|table| table.facts()).map(|fact| fact.destination.as_str()).collect();
    for address in Address::ALL {
        assert!(printed.contains(address.name()), "{address}");
    }
}

/// The comparison itself: one change in the article's text is one line that says what to do.
#[test]
fn a_difference_is_told_in_one_line() {
    let gpu = "GPU enabled AKS clusters required FQDN / application rules";
    let changes = [
        (
            "nvidia.github.io",
            "nvidia.example.com",
            vec![
                ": GPU enabled AKS clusters required FQDN / application rules, row 1: the article lists \
                 HTTPS 443 nvidia.example.com in global, china, usgov, the catalog does not: add \
                 `destinations = [{ id = \"...\", host = \"nvidia.example.com\", since = 2999-01-01 }]` as \
                 row 1 of \"learn-gpu\" to catalog/learn/nodes.toml",
                ": GPU enabled AKS clusters required FQDN / application rules, row 1: the catalog lists \
                 HTTPS 443 nvidia.github.io in global, china, usgov (`gpu-nvidia-github`), the article no \
                 longer does: give it `until = 2999-01-01` in catalog/learn/nodes.toml",
            ],
        ),
        (
            "nvidia.github.io | HTTPS | 443",
            "nvidia.github.io | HTTP | 80",
            vec!["the article lists HTTP 80 nvidia.github.io", "lists HTTPS 443 nvidia.github.io"],
        ),
        (
            "2 | us.download.nvidia.com | HTTPS | 443\n3 |",
            "2 |",
            vec![
                "the catalog lists HTTPS 443 us.download.nvidia.com",
                "row 2: in the catalog it is row 3 of \"learn-gpu\": change its `row` in catalog/learn/nodes.toml",
            ],
        ),
        (gpu, "Graphics", vec!["Graphics: these are rows of table \"learn-gpu\""]),
        (
            "[Azure Policy > Azure US",
            "[Fleet > Azure US",
            vec![
                "Fleet > Azure US Government required FQDN / application rules: these are rows of",
            ],
        ),
        (
            gpu,
            "New] usgov\n1 | new.example.us | HTTPS | 443\n\n[GPU enabled AKS clusters required \
             FQDN / application rules",
            vec![
                "New: no such table in the catalog: add it to catalog/tables.toml, and its rows: \
                  HTTPS 443 new.example.us in usgov",
            ],
        ),
    ];
    let file = "tests/data/articles/learn-2999-01-01.txt";
    let newest = newest();
    for (from, to, expected) in changes {
        assert!(newest.contains(from), "{from}");
        let told = report(file, &newest.replacen(from, to, 1));
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), expected.len() + 1, "{told}");
        assert!(lines[0].ends_with(&format!(": {}", expected.len())), "{told}");
        for line in expected {
            let found = lines[1..].iter().any(|told| told.starts_with(file) && told.contains(line));
            assert!(found, "{line}\n{told}");
        }
    }
}

#[test]
fn a_table_that_left_is_told() {
    let newest = newest();
    let (before, rest) = newest.split_once("[GPU enabled").expect("the table");
    let (_, after) = rest.split_once("\n\n").expect("its end");
    let told = report("learn-2999-01-01.txt", &format!("{before}{after}"));
    let line = "table \"learn-gpu\" of the catalog, \"GPU enabled AKS clusters required FQDN / application \
                rules\", is not in the article: give its 3 rules `until = 2999-01-01` in catalog/learn/nodes.toml";
    assert!(told.contains(line), "{told}");
}

#[test]
fn the_edition_is_that_of_the_date_in_the_name() {
    let spoilt = newest().replacen("nvidia.github.io", "nvidia.example.com", 1);
    let newest = format!("differences from the edition of {}, the newest: ", CATALOG.as_of);
    let newer = format!(
        "{newest}the file is of 2999-01-01; set `article` and `as_of` in catalog/dates.toml: 2"
    );
    assert!(report("learn-2999-01-01.txt", &spoilt).contains(&newer));
    let undated = format!("{newest}the file's name has no date: 2");
    assert!(report("learn.txt", &spoilt).contains(&undated));
    // Of two editions ago: `mcr.azure.cn` was not listed, and rows had other numbers.
    let told = report("learn-2025-04-01.txt", LEARN);
    assert!(
        told.contains("of 2025-04-01: ") && told.contains("443 mcr.azure.cn in china"),
        "{told}"
    );
    assert!(!told.contains("change its `row`"), "{told}");
    let old = "learn-2020-01-01.txt: the catalog's history begins on 2023-03-09, so it has no edition of 2020-01-01";
    assert_eq!(report("learn-2020-01-01.txt", LEARN), old);
    assert!(report("learn-2026-02-30.txt", LEARN).contains("`2026-02-30` in its name is no date"));
}
