//! What only shows when items are held against each other.

use super::fields::At;
use super::parse::{Action, Destination, Items, Row, Target};
use super::schema::{Kind, Protocol};
use super::{Mistake, Place};
use std::collections::{BTreeMap, BTreeSet};

struct Checker<'a> {
    items: &'a Items,
    mistakes: &'a mut Vec<Mistake>,
}

pub fn check(items: &Items, mistakes: &mut Vec<Mistake>) {
    let mut checker = Checker { items, mistakes };
    checker.dates();
    checker.ids();
    checker.rows();
    checker.advisories();
    checker.features();
    checker.regions();
}

impl Checker<'_> {
    fn mistake(&mut self, place: &Place, item: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            place: place.clone(),
            item: item.to_owned(),
            message: message.into(),
        });
    }

    fn dates(&mut self) {
        match &self.items.dates {
            None => {
                let place = Place { file: "catalog".to_owned(), line: 1 };
                self.mistake(&place, "file", "missing dates: `as_of`, `article` and `first`");
            }
            Some(dates)
                if dates.first.value > dates.article.value
                    || dates.article.value > dates.as_of.value =>
            {
                let place = dates.first.place.clone();
                self.mistake(
                    &place,
                    "file",
                    "the dates must be in the order first, article, as_of",
                );
            }
            Some(_) => {}
        }
    }

    fn ids(&mut self) {
        let items = self.items;
        self.unique("rule", items.rows.iter().flat_map(|row| &row.destinations).map(|d| &d.id));
        self.unique("table", items.tables.iter().map(|table| &table.id));
        self.unique("advisory", items.advisories.iter().map(|advisory| &advisory.id));
        self.unique("feature", items.features.iter().map(|feature| &feature.id));
        self.unique("region", items.regions.iter().map(|region| &region.name));
    }

    fn unique<'i>(&mut self, kind: &str, ids: impl Iterator<Item = &'i At<String>>) {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for id in ids.filter(|id| !id.value.is_empty()) {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if !id.value.chars().all(plain) {
                self.mistake(&id.place, &id.value, "an id has only letters, digits and `-`");
            }
            if let Some(first) = seen.insert(&id.value, &id.place) {
                let message =
                    format!("duplicate {kind} id, first used at {}:{}", first.file, first.line);
                self.mistake(&id.place, &id.value, message);
            }
        }
    }

    fn rows(&mut self) {
        let items = self.items;
        let tables: BTreeSet<&str> = items.tables.iter().map(|table| &*table.id.value).collect();
        let features: BTreeSet<&str> =
            items.features.iter().map(|feature| &*feature.id.value).collect();
        for row in &items.rows {
            let name = row.destinations.first().map_or("row", |destination| &destination.id.value);
            if let Some(table) = row.table.as_ref().filter(|table| !tables.contains(&*table.value))
            {
                self.mistake(&table.place, name, format!("unknown table `{}`", table.value));
            }
            if !features.contains(&*row.feature.value) && !row.feature.value.is_empty() {
                self.mistake(
                    &row.feature.place,
                    name,
                    format!("unknown feature `{}`", row.feature.value),
                );
            }
            if !(1..=65535).contains(&row.port.value) {
                self.mistake(
                    &row.port.place,
                    name,
                    format!("impossible port {}; a port is 1 to 65535", row.port.value),
                );
            }
            if row.table.is_some() && row.number < 0 {
                self.mistake(
                    &row.place,
                    name,
                    "`row` counts from 1; 0 stands for a bullet in prose",
                );
            }
            self.advisory_row(row, name);
            for destination in &row.destinations {
                self.destination(row, destination);
            }
        }
        let used: BTreeSet<&str> = items
            .rows
            .iter()
            .filter_map(|row| row.table.as_ref())
            .map(|table| &*table.value)
            .collect();
        for table in items.tables.iter().filter(|table| !used.contains(&*table.id.value)) {
            self.mistake(&table.id.place, &table.id.value, "a table without rows");
        }
    }

    fn advisory_row(&mut self, row: &Row, name: &str) {
        let Some(advisory) = &row.advisory else { return };
        let known = self.items.advisories.iter().find(|known| known.id.value == advisory.value);
        match known.map(|known| &known.action) {
            None => self.mistake(
                &advisory.place,
                name,
                format!("unknown advisory `{}`", advisory.value),
            ),
            Some(Some(Action::Add) | None) => {}
            Some(_) => self.mistake(
                &advisory.place,
                name,
                format!("the advisory `{}` adds rules only if its action is `add`", advisory.value),
            ),
        }
        if row.source.is_none() {
            self.mistake(
                &row.place,
                name,
                "missing source: a row of an advisory names the `source` it completes",
            );
        }
    }

    fn destination(&mut self, row: &Row, destination: &Destination) {
        let name = &destination.id.value;
        let kind = kind_of(row.protocol.value);
        match &destination.target {
            Some(Target::Host(host)) => {
                if kind == Kind::Network {
                    self.mistake(
                        &host.place,
                        name,
                        "a network rule goes to addresses or a tag, not to a host",
                    );
                }
                if let Some(fault) = host_fault(&host.value) {
                    self.mistake(
                        &host.place,
                        name,
                        format!("impossible host `{}`: {fault}", host.value),
                    );
                }
            }
            Some(Target::Tag(tag))
                if !tag.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') =>
            {
                self.mistake(&tag.place, name, format!("impossible service tag `{}`", tag.value));
            }
            Some(Target::Tag(_) | Target::Address(_)) if kind == Kind::Application => {
                self.mistake(&row.protocol.place, name, "an application rule needs a `host`");
            }
            _ => {}
        }
        let learn = row.table.as_ref().is_some_and(|table| {
            let source = self.items.tables.iter().find(|known| known.id.value == table.value);
            source.is_some_and(|source| source.source == super::schema::Source::Learn)
        });
        if learn && destination.since.is_none() {
            self.mistake(
                &destination.id.place,
                name,
                "missing `since`: the day on which the article first listed it",
            );
        }
        if let (Some(since), Some(until)) = (&destination.since, &destination.until)
            && since.value > until.value
        {
            self.mistake(&until.place, name, "`until` lies before `since`");
        }
    }

    fn advisories(&mut self) {
        let items = self.items;
        let rules: BTreeSet<&str> =
            items.rows.iter().flat_map(|row| &row.destinations).map(|d| &*d.id.value).collect();
        for advisory in &items.advisories {
            for rule in advisory.rules.iter().filter(|rule| !rules.contains(&*rule.value)) {
                self.mistake(
                    &rule.place,
                    &advisory.id.value,
                    format!("unknown rule `{}`", rule.value),
                );
            }
            match &advisory.action {
                Some(Action::Replace(host)) => {
                    if let Some(fault) = host_fault(&host.value) {
                        let message = format!("impossible host `{}`: {fault}", host.value);
                        self.mistake(&host.place, &advisory.id.value, message);
                    }
                }
                Some(Action::Add) => {
                    let adds = |row: &Row| {
                        row.advisory.as_ref().is_some_and(|id| id.value == advisory.id.value)
                    };
                    if !items.rows.iter().any(adds) {
                        self.mistake(
                            &advisory.id.place,
                            &advisory.id.value,
                            "adds no rule: no row names this advisory",
                        );
                    }
                }
                _ => {}
            }
        }
    }

    fn features(&mut self) {
        let items = self.items;
        let ids: BTreeSet<&str> = items.features.iter().map(|feature| &*feature.id.value).collect();
        for feature in &items.features {
            for pulled in feature.pulls.iter().filter(|pulled| !ids.contains(&*pulled.value)) {
                self.mistake(
                    &pulled.place,
                    &feature.id.value,
                    format!("unknown feature `{}`", pulled.value),
                );
            }
        }
    }

    fn regions(&mut self) {
        let items = self.items;
        for region in &items.regions {
            let name = &region.name.value;
            if region.cloud.is_none() {
                self.mistake(
                    &region.name.place,
                    name,
                    "a region needs a cloud: global, china or usgov",
                );
            }
            if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
                self.mistake(
                    &region.name.place,
                    name,
                    "a region's name has only small letters and digits",
                );
            }
            if !region.azurecloud_tag.value.starts_with("AzureCloud.") {
                self.mistake(
                    &region.azurecloud_tag.place,
                    name,
                    "`azurecloud_tag` starts with `AzureCloud.`",
                );
            }
        }
    }
}

/// Network or application, as the protocol says.
pub fn kind_of(protocol: Protocol) -> Kind {
    match protocol {
        Protocol::Tcp | Protocol::Udp => Kind::Network,
        Protocol::Http | Protocol::Https => Kind::Application,
    }
}

/// What is wrong with a host as a source may print it: stars in the first label or, printed
/// without its star, a dot in front.
fn host_fault(host: &str) -> Option<&'static str> {
    let plain = host.replacen("<region>", "region", 1);
    let rest = plain.strip_prefix("*.").or_else(|| plain.strip_prefix('.')).unwrap_or(&plain);
    let labels: Vec<&str> = rest.split('.').collect();
    if plain.len() > 253 {
        return Some("longer than 253 characters");
    }
    if labels.len() < 2 {
        return Some("it needs at least two labels");
    }
    for (index, label) in labels.iter().enumerate() {
        let name = if index == 0 { label.strip_suffix('*').unwrap_or(label) } else { label };
        if label.is_empty() {
            return Some("an empty label");
        }
        if label.len() > 63 {
            return Some("a label longer than 63 characters");
        }
        let dash_at_end = label.starts_with('-') || label.ends_with('-');
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if dash_at_end || !name.chars().all(known) {
            return Some(
                "a label has only small letters, digits and inner `-`; the only placeholder is `<region>`",
            );
        }
    }
    None
}
