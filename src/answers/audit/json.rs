//! The report for programs.

use super::Report;
use super::coverage::{By, Coverage, Judged, Lack};
use super::finding::{Finding, What};
use crate::answers::Tone;
use crate::profile::Language;
use serde_json::{Map, Value, json};

impl Report {
    /// The report as JSON. Names and ids are stable, texts are in this language:
    ///
    /// ```text
    /// {
    ///   "tool": "aks-egress 0.1.0",
    ///   "profile": { "name", "cloud", "region", "source", "edition" },
    ///   "findings_matter": true,                    exit status 1
    ///   "summary": { "required": 46, "recommended": 4,
    ///                "covered": 31, ... for each class, how many of the required rules },
    ///   "sources_checked": true,                    whether anything is known of where nodes are
    ///   "sources": [],                              subnets and IP groups of the nodes
    ///   "open_sources": [],                         sources that count and were not looked into
    ///   "files": [], "rules_read": 12, "collections_read": 3, "groups_read": 2,
    ///   "own_hosts": 3,                             of the workload, not judged
    ///   "rules": [ { "id", "destinations": [], "destination_type", "protocol", "port",
    ///                "requirement", "features": [], "coverage", "tone",
    ///                "by": [ { "file", "line", "path", "collection", "rule", "entry", "traffic",
    ///                          "labels": [ "wider", ... ], "text" } ],
    ///                "lacks": [ { "kind", "text" } ] } ],
    ///   "findings": [ { "id", "tone", "text", "advice", "successors": [], "at": [ as in "by" ] } ]
    /// }
    /// ```
    ///
    /// `name` is null where the profile has none, `region` may be empty, `line` is 0 and `path`,
    /// `collection`, `rule`, `entry` and `traffic` are empty where nothing is known. `coverage` is a
    /// name of [`Coverage`], `id` of a finding one of [`What::id`]; `tone` is `bad`, `warning`,
    /// `good` or `note`, and the first two give the exit status.
    #[must_use]
    pub fn json(&self, language: Language) -> Value {
        let required = self.judged.iter().filter(|one| one.is_required()).count();
        let mut summary = Map::new();
        summary.insert("required".to_owned(), required.into());
        summary.insert("recommended".to_owned(), (self.judged.len() - required).into());
        for coverage in Coverage::ALL {
            summary.insert(coverage.name().to_owned(), self.count(*coverage).into());
        }
        let profile = &self.profile;
        json!({
            "tool": concat!("aks-egress ", env!("CARGO_PKG_VERSION")),
            "profile": {
                "name": profile.name,
                "cloud": profile.cluster.cloud.name(),
                "region": profile.cluster.region,
                "source": profile.source.name(),
                "edition": profile.edition.to_string(),
            },
            "findings_matter": self.has_findings(),
            "summary": summary,
            "sources_checked": !self.sources.is_empty(),
            "sources": self.sources,
            "open_sources": self.extent.open_sources,
            "files": self.extent.files,
            "rules_read": self.extent.rules,
            "collections_read": self.extent.collections,
            "groups_read": self.extent.groups,
            "own_hosts": self.own_hosts,
            "rules": self.judged.iter().map(|one| judged(one, language)).collect::<Vec<_>>(),
            "findings": self.findings.iter().map(|one| finding(one, language)).collect::<Vec<_>>(),
        })
    }
}

fn judged(judged: &Judged, language: Language) -> Value {
    let rule = &judged.rule;
    json!({
        "id": rule.name(),
        "destinations": rule.destination.texts(),
        "destination_type": rule.destination.type_name(),
        "protocol": rule.protocol().name(),
        "port": rule.port(),
        "requirement": rule.requirement().name(),
        "features": rule.features().iter().map(|feature| feature.id).collect::<Vec<_>>(),
        "coverage": judged.coverage.name(),
        "tone": tone(judged.tone()),
        "by": judged.by.iter().map(|one| by(one, language)).collect::<Vec<_>>(),
        "lacks": judged.lacks.iter().map(|lack| json!({
            "kind": lack_name(lack),
            "text": lack.text(language),
        })).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding, language: Language) -> Value {
    json!({
        "id": finding.what.id(),
        "tone": tone(finding.tone),
        "text": finding.text(language),
        "advice": finding.advice(language),
        "successors": match &finding.what {
            What::Retired(_, hosts) => hosts.as_slice(),
            _ => &[],
        },
        "at": finding.at.iter().map(|one| by(one, language)).collect::<Vec<_>>(),
    })
}

fn by(by: &By, language: Language) -> Value {
    json!({
        "file": by.place.file,
        "line": by.place.line,
        "path": by.place.path,
        "collection": by.collection,
        "rule": by.rule,
        "entry": by.entry,
        "traffic": by.traffic,
        "labels": by.labels.iter().map(super::Label::name).collect::<Vec<_>>(),
        "text": by.text(language),
    })
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "bad",
        Tone::Warning => "warning",
        Tone::Good => "good",
        Tone::Note => "note",
    }
}

fn lack_name(lack: &Lack) -> &'static str {
    match lack {
        Lack::OnlySome(_) => "only-some",
        Lack::OnlyApiServer(_) => "only-api-server",
        Lack::Unless(_) => "unless",
        Lack::OnlyPath(_) => "only-path",
        Lack::Narrowed(_) => "narrowed",
        Lack::Denied(_) => "denied",
        Lack::Sources(_) => "sources",
        Lack::Destinations(_) => "destinations",
        Lack::NeedsTag(_) => "needs-tag",
        Lack::OtherSource(_) => "other-source",
        Lack::Traffic(..) => "other-traffic",
    }
}
