//! The report for other programs. The keys are a contract.

use super::report::{Answer, Input, Report};
use super::row::{CodeText, LogFormat};
use super::say::{Speaker, row_target};
use super::subject::Subject;
use super::verdict::{Found, Verdict};
use crate::answers::Tone;
use crate::catalog::CATALOG;
use crate::export::show_hidden;
use crate::profile::{Language, Profile};
use serde_json::{Map, Value, json};

/// Grows when a key changes its meaning or leaves; new keys may come at any time.
const SCHEMA: u32 = 1;

impl Report {
    /// The report as JSON, in the order of the tables for people.
    ///
    /// ```text
    /// { schema, tool { name, version }, catalog { as_of },
    ///   profile { name, cloud, region, source, edition } | null,
    ///   partial,                    whether an input was not read to its end
    ///   findings,                   destinations that are needed and did not get through
    ///   counts { denied, failed, named, allowed, alerted, inbound, left_out, unreadable },
    ///   inputs [ { name, rows { FORMAT: n }, skipped { TABLE: n }, failed, unreadable,
    ///              first_unreadable [ { line, fault, text } ] } ],
    ///   destinations [ {
    ///     host | address | code, program, no_sni, port, protocol,   null where not told
    ///     tone ("bad" | "warning" | "good" | "note"),
    ///     counts { denied, failed, named, allowed }, first, last (RFC 3339, UTC),
    ///     sources [], rows_from_other_sources, formats [], firewall_rules [], seen_as [],
    ///     service_tags [],
    ///     verdicts [ { verdict, tone, rules [id], clouds [], features [], requirement,
    ///                  destination, region, endpoints [ { rule, destination, protocol, port } ],
    ///                  sections [], known, why, if_blocked, advice } ],
    ///     firewall [ { ruling, rule, collection, entry, traffic, file, line, sources [], policies_elsewhere [],
    ///                  text } ] } ] }
    /// ```
    ///
    /// `verdict` is one of [`Verdict::NAMES`]; the first of a destination tells most. `firewall` is
    /// what the rules of `--firewall` say, empty without it; `ruling` is "allowed", "denied",
    /// "other-source", "other-traffic", "only-some" or "no-rule". Sentences
    /// are in `language`.
    #[must_use]
    pub fn json(&self, language: Language) -> String {
        let speaker = Speaker::new(language, self.profile.as_ref());
        let counts = &self.counts;
        let findings = self.answers.iter().filter(|answer| answer.tone() == Tone::Bad).count();
        // The destinations are written one by one: as a tree, they would take a multiple of the text.
        let head = json!({
            "schema": SCHEMA,
            "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
            "catalog": { "as_of": CATALOG.as_of.to_string() },
            "profile": self.profile.as_ref().map(profile),
            "partial": self.partial,
            "findings": findings,
            "counts": {
                "denied": counts.denied,
                "failed": counts.failed,
                "named": counts.named,
                "allowed": counts.allowed,
                "alerted": counts.alerted,
                "inbound": counts.inbound,
                "left_out": counts.left_out,
                "unreadable": self.unreadable(),
            },
            "inputs": self.inputs.iter().map(input).collect::<Vec<_>>(),
        });
        let mut out = format!("{head:#}");
        out.truncate(out.trim_end_matches(['\n', '}']).len());
        out.push_str(",\n  \"destinations\": [");
        for (place, answer) in self.answers.iter().enumerate() {
            let text = format!("{:#}", destination(answer, speaker));
            out.push_str(if place == 0 { "\n    " } else { ",\n    " });
            // Line breaks stand between tokens only; within strings they are escaped.
            out.push_str(&text.replace('\n', "\n    "));
        }
        out.push_str(if self.answers.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
        show_hidden(&out)
    }
}

fn profile(profile: &Profile) -> Value {
    json!({
        "name": profile.name,
        "cloud": profile.cluster.cloud.name(),
        "region": profile.cluster.region,
        "source": profile.source.name(),
        "edition": profile.edition.to_string(),
    })
}

fn input(input: &Input) -> Value {
    let rows: Map<String, Value> =
        input.rows.iter().map(|(format, count)| (format.name().to_owned(), json!(count))).collect();
    let first = input.first_unreadable.iter();
    json!({
        "name": input.name,
        "rows": rows,
        "skipped": input.skipped,
        "failed": input.failed.as_ref().map(|(_, text)| text),
        "unreadable": input.unreadable,
        "first_unreadable":
            first.map(|row| json!({ "line": row.line, "fault": row.fault.name(), "text": super::without_password(&row.start) })).collect::<Vec<_>>(),
    })
}

fn destination(answer: &Answer, speaker: Speaker<'_>) -> Value {
    let (mut host, mut address, mut code, mut program) = (None, None, None, None);
    match &answer.subject {
        Subject::Host(name) => host = Some(name.as_str()),
        Subject::Address(to) | Subject::NoSniTo(to) => address = Some(to.to_string()),
        Subject::Code(failure) => {
            program = failure.of.map(crate::catalog::Program::name);
            code = Some(match &failure.code {
                CodeText::Number(number) => json!(number),
                CodeText::Name(name) => json!(name),
            });
        }
        Subject::NoSniFrom(_) | Subject::Anywhere => {}
    }
    let no_sni = matches!(answer.subject, Subject::NoSniTo(_) | Subject::NoSniFrom(_));
    json!({
        "host": host,
        "address": address,
        "code": code,
        "program": program,
        "no_sni": no_sni,
        "port": answer.port,
        "protocol": answer.transport.map(super::Transport::name),
        "tone": tone(answer.tone()),
        "counts": {
            "denied": answer.denied,
            "failed": answer.failed,
            "named": answer.named,
            "allowed": answer.allowed,
        },
        "first": answer.first.map(|at| at.to_string()),
        "last": answer.last.map(|at| at.to_string()),
        "sources": answer.sources,
        "rows_from_other_sources": answer.from_others,
        "formats": answer.formats.iter().copied().map(LogFormat::name).collect::<Vec<_>>(),
        "firewall_rules": answer.firewall_rules,
        "seen_as": answer.seen_as,
        "service_tags": answer.service_tags,
        "verdicts":
            answer.verdicts.iter().map(|it| verdict(it, answer, speaker)).collect::<Vec<_>>(),
        "firewall": by_firewall(answer, speaker),
    })
}

fn by_firewall(answer: &Answer, speaker: Speaker<'_>) -> Vec<Value> {
    let told = answer.by_firewall.iter().zip(speaker.by_firewall(answer));
    let one = |(it, text): (&super::ByFirewall, String)| {
        let by = it.ruling.by();
        json!({
            "ruling": it.ruling.name(),
            "rule": by.map(|by| by.rule.as_str()),
            "collection": by.map(|by| by.collection.as_str()),
            "entry": by.map(|by| by.entry.as_str()),
            "traffic": by.map(|by| by.traffic.as_str()),
            "file": by.map(|by| by.place.file.as_str()),
            "line": by.map(|by| by.place.line),
            "sources": it.sources,
            "policies_elsewhere": it.policies_elsewhere,
            "text": text,
        })
    };
    told.map(one).collect()
}

fn verdict(verdict: &Verdict, answer: &Answer, speaker: Speaker<'_>) -> Value {
    let found = verdict.found();
    let rows = || found.iter().flat_map(|found| found.rows.iter().copied());
    let mut features: Vec<&str> = Vec::new();
    for row in rows() {
        if !features.contains(&row.feature.id) {
            features.push(row.feature.id);
        }
    }
    json!({
        "verdict": verdict.name(),
        "tone": tone(verdict.tone(answer.is_refused())),
        "rules": rows().map(|row| row.id).collect::<Vec<_>>(),
        "clouds": found.map(clouds).unwrap_or_default(),
        "features": features,
        "requirement": rows().map(|row| row.requirement).min().map(crate::catalog::Requirement::name),
        "destination": found.map(|found| found.destination.as_str()),
        "region": found.and_then(|found| found.region).map(|region| region.name),
        "endpoints": rows().map(|row| json!({
            "rule": row.id,
            "destination": row_target(row),
            "protocol": row.protocol.name(),
            "port": row.port,
        })).collect::<Vec<_>>(),
        "sections": found.map(|found| speaker.sections(found)).unwrap_or_default(),
        "known": verdict.known().map(|known| known.id),
        "why": speaker.why(verdict, answer),
        "if_blocked": speaker.blocked(verdict),
        "advice": speaker.advice(verdict),
    })
}

fn clouds(found: &Found) -> Vec<&'static str> {
    found.clouds.iter().map(|cloud| cloud.name()).collect()
}

/// A tone's stable name.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "bad",
        Tone::Warning => "warning",
        Tone::Good => "good",
        Tone::Note => "note",
    }
}
