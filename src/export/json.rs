//! Everything that is known about the rules, for other programs. The keys are a contract.

use super::{
    Capabilities, Cost, Export, Fallback, Family, Format, Proof, Warning, advisories, formats,
    profile, say,
};
use crate::catalog::{Advisory, CATALOG, CatalogRule, Text};
use crate::cells::is_hidden;
use crate::rules::{Absent, Finding, Part, Rule, Severity};
use serde_json::{Value, json};
use std::fmt::Write as _;

pub(super) const FORMAT: Format = Format {
    id: "json",
    family: Family::Documents,
    extension: "json",
    title: Text { en: "JSON", zh: "JSON" },
    about: Text {
        en: "rules, reasons, profile and warnings for other programs",
        zh: "规则、原因、配置和警告，供其他程序使用",
    },
    steps: Text {
        en: "Read `rules` with jq or any JSON library; check `schema` first.\n\
             Stop where a warning has the severity `refusal`: the answers contradict each other.",
        zh: "用 jq 或任意 JSON 库读取 `rules`，先检查 `schema`。\n\
             若某条警告的 `severity` 为 `refusal`，请停止：配置的回答互相矛盾。",
    },
    capabilities: Capabilities::DOCUMENT,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "Python", zh: "Python" }),
    cautions: &[],
    write,
};

/// Grows when a key changes its meaning or leaves; new keys may come at any time.
const SCHEMA: u32 = 1;

fn write(export: &Export) -> String {
    show_hidden(&format!("{:#}", document(export)))
}

/// The document, whatever it is written as.
pub(super) fn document(export: &Export) -> Value {
    let rules = export.rules;
    json!({
        "schema": SCHEMA,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "catalog": {
            "as_of": CATALOG.as_of.to_string(),
            "article": CATALOG.article.to_string(),
            "edition": rules.profile.edition.to_string(),
            "source": rules.profile.source.name(),
        },
        "service_tags": rules.service_tags.as_ref().map(
            |(file, change)| json!({ "file": file, "change_number": change })
        ),
        "profile": rules.members.is_empty().then(|| profile::profile(&rules.profile)),
        "clusters": rules.members.iter().map(|member| {
            json!({ "name": member.label, "profile": profile::profile(&member.profile) })
        }).collect::<Vec<_>>(),
        "rules": rules.rules.iter().map(|item| rule(item, export)).collect::<Vec<_>>(),
        "absent": rules.absent.iter().map(|item| absent(item, export)).collect::<Vec<_>>(),
        "advisories": advisories::referred(rules).iter().map(|item| advisory(item, export)).collect::<Vec<_>>(),
        "warnings": warnings(export),
    })
}

fn rule(rule: &Rule, export: &Export) -> Value {
    let language = export.language;
    let because: Vec<String> =
        rule.because().into_iter().map(|because| because.text(language)).collect();
    let advisories: Vec<&str> = rule.advisories.iter().map(|advisory| advisory.id).collect();
    let also: Vec<Value> = rule.parts.iter().skip(1).map(|part| also(part, export)).collect();
    json!({
        "id": rule.name(),
        "kind": rule.kind().name(),
        "destinations": rule.destination.texts(),
        "destination_type": rule.destination.type_name(),
        "protocol": rule.protocol().name(),
        "port": rule.port(),
        "cloud": export.rules.profile.cluster.cloud.name(),
        "feature": rule.first().feature.id,
        "features": say::feature_ids(rule),
        "requirement": rule.requirement().name(),
        "purpose": say::purpose(rule, language),
        "if_blocked": say::blocked(rule, language),
        "because": because,
        "printed": rule.parts.first().and_then(|part| part.printed.as_ref()),
        "source": source(rule.first(), export),
        "sources": export.rules.sources(rule).iter().map(ToString::to_string).collect::<Vec<_>>(),
        "needed_by": export.rules.needed_by(rule),
        "also": also,
        "advisories": advisories,
    })
}

fn source(row: &CatalogRule, export: &Export) -> Value {
    let (table, number) = match row.origin {
        crate::catalog::Origin::Article { table, row } => (Some(table.id), Some(row)),
        crate::catalog::Origin::Advisory(_) => (None, None),
    };
    json!({
        "section": say::section(row, export.language),
        "table": table,
        "row": number,
        "since": row.since.map(|day| day.to_string()),
    })
}

/// Another row that asks for the same rule.
fn also(part: &Part, export: &Export) -> Value {
    json!({
        "id": part.rule.id,
        "feature": part.rule.feature.id,
        "printed": part.printed,
        "section": say::section(part.rule, export.language),
        "since": part.rule.since.map(|day| day.to_string()),
    })
}

fn absent(absent: &Absent, export: &Export) -> Value {
    json!({
        "id": absent.rule.id,
        "kind": absent.rule.kind.name(),
        "destination": absent.destination(&export.rules.profile),
        "protocol": absent.rule.protocol.name(),
        "port": absent.rule.port,
        "feature": absent.rule.feature.id,
        "waits": absent.reason.waits(),
        "reason": absent.reason.text(export.language),
    })
}

fn advisory(advisory: &Advisory, export: &Export) -> Value {
    json!({
        "id": advisory.id,
        "title": advisory.title.get(export.language),
        "text": advisory.text.get(export.language),
        "evidence": advisory.evidence,
        "date": advisory.date.to_string(),
        "confidence": advisory.confidence.name(),
        "effective": advisory.effective.map(|day| day.to_string()),
    })
}

/// Findings by the profile key they are about, then what each format would lose; formats that lose
/// the same share an entry.
fn warnings(export: &Export) -> Vec<Value> {
    let findings = export.rules.findings.iter().map(|finding| {
        let severity = match finding.severity() {
            Severity::Refusal => "refusal",
            Severity::Warning => "warning",
        };
        let mut entry =
            json!({ "severity": severity, "key": finding.key(), "message": finding.text(export.language) });
        if !export.rules.members.is_empty() {
            entry["clusters"] = json!(clusters(finding, export));
        }
        entry
    });
    let mut losses: Vec<(Vec<&str>, Warning)> = Vec::new();
    for format in formats() {
        for warning in format.warnings(export.rules, export.options, export.language) {
            match losses.iter_mut().find(|(_, other)| other.text == warning.text) {
                Some((formats, _)) => formats.push(format.id),
                None => losses.push((vec![format.id], warning)),
            }
        }
    }
    let losses = losses.iter().map(|(formats, warning)| {
        let rules: Vec<String> = warning.rules.iter().map(|rule| rule.name()).collect();
        json!({
            "severity": "warning",
            "formats": formats,
            "cost": warning.cost.map(Cost::name),
            "fallback": warning.fallback.map(Fallback::option),
            "rules": rules,
            "message": warning.text,
        })
    });
    findings.chain(losses).collect()
}

/// The clusters that a finding is about.
fn clusters<'a>(finding: &Finding, export: &'a Export) -> Vec<&'a str> {
    let members = export.rules.members.iter();
    let concerned = members.filter(|member| member.findings.contains(finding));
    concerned.map(|member| member.label.as_str()).collect()
}

/// Writes hidden characters as `\u` escapes, so that the text is safe to print and still the same
/// document: outside strings JSON has none, and line feeds are its layout.
pub(crate) fn show_hidden(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    for c in document.chars() {
        if c == '\n' || !is_hidden(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}
