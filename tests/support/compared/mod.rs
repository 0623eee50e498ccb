//! An article held against the catalog: every difference in one line, with what to do.

mod comparison;
mod listed;
mod tables;

use crate::printed::{Document, read};
use aks_egress::catalog::{CATALOG, Date, Source};
use comparison::Comparison;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
pub use tables::tables_of;

/// A file with an article, named as a person finds it.
pub struct Article {
    pub file: String,
    pub day: Option<Date>,
    pub document: Document,
}

impl Article {
    /// Reads the text of a file. The date in its name says which edition it is.
    pub fn new(file: &str, text: &str) -> Result<Self, String> {
        let name = file.rsplit('/').next().unwrap_or(file);
        let document = read(name, text).map_err(|problem| format!("{file}: {problem}"))?;
        let day = date_in(name).map_err(|problem| format!("{file}: {problem}"))?;
        match day.filter(|day| document.source == Source::Learn && *day < CATALOG.first) {
            Some(day) => Err(format!(
                "{file}: the catalog's history begins on {}, so it has no edition of {day}",
                CATALOG.first
            )),
            None => Ok(Self { file: file.to_owned(), day, document }),
        }
    }

    /// The editions that list what the article lists. One that is not older than the catalog's last
    /// change is the newest edition as well; the copy has no editions.
    pub fn editions(&self) -> Vec<Date> {
        match (self.document.source, self.day) {
            (Source::AzureCnZh, _) => vec![CATALOG.first, CATALOG.as_of],
            (Source::Learn, None) => vec![CATALOG.as_of],
            (Source::Learn, Some(day)) if day < CATALOG.article => vec![day],
            (Source::Learn, Some(day)) => vec![day.min(CATALOG.as_of), CATALOG.as_of],
        }
    }

    /// Whether rows and headings are those of today, which the catalog has.
    pub fn is_current(&self) -> bool {
        self.document.source == Source::AzureCnZh
            || self.day.is_none_or(|day| day >= CATALOG.article)
    }

    /// Every difference, below a line that says with what the article was compared.
    pub fn report(&self) -> Option<String> {
        let mut found: Vec<String> = Vec::new();
        for day in self.editions() {
            let lines = Comparison { article: self, day }.differences();
            let new: Vec<_> = lines.into_iter().filter(|line| !found.contains(line)).collect();
            found.extend(new);
        }
        let editions: BTreeSet<String> = self.editions().iter().map(Date::to_string).collect();
        let editions = editions.into_iter().collect::<Vec<_>>().join(" and of ");
        let why = match (self.document.source, self.day) {
            (Source::AzureCnZh, _) => ", whose rows of this article have no dates".to_owned(),
            (Source::Learn, None) => ", the newest: the file's name has no date".to_owned(),
            (Source::Learn, Some(day)) if day > CATALOG.as_of => format!(
                ", the newest: the file is of {day}; set `article` and `as_of` in catalog/dates.toml"
            ),
            (Source::Learn, Some(_)) => String::new(),
        };
        let count = found.len();
        (count > 0).then(|| {
            let lines = found.join("\n");
            format!(
                "{}: differences from the edition of {editions}{why}: {count}\n{lines}",
                self.file
            )
        })
    }
}

/// The date in a file's name.
fn date_in(name: &str) -> Result<Option<Date>, String> {
    let is_date = |text: &&str| {
        let shape = |(at, byte): (usize, u8)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        text.bytes().enumerate().all(shape)
    };
    let mut parts = (0..name.len()).filter_map(|at| name.get(at..at + 10)).filter(is_date);
    let Some(text) = parts.next() else { return Ok(None) };
    let moment: Result<toml::value::Datetime, _> = text.parse();
    match moment.ok().and_then(|moment| moment.date) {
        Some(date) => Ok(Some(date)),
        None => Err(format!("`{text}` in its name is no date")),
    }
}

/// The folder of articles. Files that begin with a dot are not articles.
pub fn placed() -> Vec<Result<Article, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = "tests/data/articles";
    let entries = fs::read_dir(root.join(folder)).expect("the folder of articles");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let article = |name: &String| {
        let file = format!("{folder}/{name}");
        let text = fs::read_to_string(root.join(&file))
            .map_err(|error| format!("{file}: not to be read as UTF-8 text: {error}"))?;
        Article::new(&file, &text)
    };
    names.iter().map(article).collect()
}
