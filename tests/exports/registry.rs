//! What holds for every format, now and later.

use crate::cases;
use crate::fixture::{self, HOSTILE};
use crate::read_back::left_to_tag;
use aks_egress::cells;
use aks_egress::export::portal::{How, sheet};
use aks_egress::export::{
    Cost, Family, Limit, Options, ServiceTags, format, formats, nearest, render,
};
use aks_egress::profile::Language;
use aks_egress::rules::{Destination, Finding, RuleSet};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn ids_are_unique_and_plain() {
    let ids: BTreeSet<&str> = formats().iter().map(|format| format.id).collect();
    assert_eq!(ids.len(), formats().len());
    for known in formats() {
        let plain = |text: &str| {
            !text.is_empty()
                && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        assert!(plain(known.id) && plain(known.extension), "{}", known.id);
        assert!(std::ptr::eq(format(known.id).unwrap(), known));
    }
    assert!(format("xlsx").is_none());
}

#[test]
fn every_format_speaks_both_languages() {
    for format in formats() {
        assert!(!format.title.en.is_empty() && !format.title.zh.is_empty(), "{}", format.id);
        for text in [format.about, format.steps] {
            let (en, zh): (Vec<&str>, Vec<&str>) =
                (text.en.lines().collect(), text.zh.lines().collect());
            assert!(en.len() == zh.len() && !en.is_empty(), "{}", format.id);
            assert!(en.iter().all(|line| !line.is_empty() && line.is_ascii()), "{en:?}");
            assert!(zh.iter().all(|line| line.chars().any(is_chinese)), "{zh:?}");
        }
    }
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn a_mistyped_id_finds_its_format() {
    let rows = [
        ("markdwon", Some("markdown")),
        ("md", Some("markdown")),
        (".csv", Some("csv")),
        ("TXT", Some("text")),
        ("fqdn", Some("fqdns")),
        ("jsno", Some("json")),
        ("port", Some("portal")),
        ("terrafrom", Some("terraform")),
        ("ansible", None),
        ("", None),
    ];
    for (typed, expected) in rows {
        assert_eq!(nearest(typed).map(|format| format.id), expected, "{typed}");
    }
}

/// Every rule set in both languages.
fn everything() -> Vec<(String, RuleSet)> {
    let mut all = Vec::new();
    for (name, rules) in cases() {
        for &language in Language::ALL {
            let mut rules = rules.clone();
            rules.profile.language = language;
            all.push((format!("{name} in {language}"), rules));
        }
    }
    all
}

#[test]
fn output_is_clean_text_and_the_same_each_time() {
    for (name, rules) in everything() {
        for format in formats() {
            let text = render(format, &rules, Options::default());
            let id = format.id;
            assert_eq!(text, render(format, &rules, Options::default()), "{id} of {name}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{id} of {name}");
            let layout = |c: char| c == '\n' || (id == "tsv" && c == '\t');
            let hidden = text.chars().find(|&c| !layout(c) && cells::is_hidden(c));
            assert_eq!(hidden, None, "{id} of {name}");
            assert!(text.lines().all(|line| line == line.trim_end()), "{id} of {name}");
        }
    }
}

#[test]
fn every_destination_is_written_or_declared_as_lost() {
    for (name, rules) in everything() {
        for format in formats() {
            let text = render(format, &rules, Options::default());
            let losses = format.losses(&rules, Options::default());
            let tagged = left_to_tag(format.id, &rules);
            let dropped = |id: &str| {
                let drops = losses.iter().filter(|loss| loss.cost == Cost::Dropped);
                drops.flat_map(|loss| &loss.rules).any(|rule| rule.id() == id)
                    || tagged.contains(&id)
            };
            // A pattern may escape dots, and a network may be written with a mask.
            let text = text.replace('\\', "");
            for rule in rules.rules.iter().filter(|rule| !dropped(rule.id())) {
                let lost = |text: &String| {
                    let drops = losses.iter().filter(|loss| loss.limit == Limit::Ipv6);
                    text.contains(':')
                        && drops.flat_map(|loss| &loss.rules).any(|lost| lost.id() == rule.id())
                };
                let known = match rule.destination {
                    Destination::Any => continue,
                    Destination::ServiceTag(_)
                        if format.capabilities.service_tags == ServiceTags::AsPrefixes =>
                    {
                        vec![rule.prefixes[0].addr().to_string()]
                    }
                    Destination::Fqdn(_) | Destination::ServiceTag(_) => rule.destination.texts(),
                    Destination::Cidrs(_) | Destination::Ips(_) => {
                        let texts = rule.destination.texts();
                        let address = |text: &String| text.split('/').next().unwrap().to_owned();
                        texts.iter().map(address).collect()
                    }
                };
                for destination in known.into_iter().filter(|text| !lost(text)) {
                    let bare = destination.trim_start_matches(['*', '.']);
                    assert!(text.contains(bare), "{} of {name}: {destination}", format.id);
                }
            }
        }
    }
}

#[test]
fn losses_stand_in_the_header_and_in_json() {
    for (name, rules) in everything() {
        let json = render(format("json").unwrap(), &rules, Options::default());
        let document: serde_json::Value = serde_json::from_str(&json).unwrap();
        for format in formats() {
            let text = bare(&render(format, &rules, Options::default()));
            let language = rules.profile.language;
            for warning in format.warnings(&rules, Options::default(), language) {
                let warning = warning.text;
                let said = text.contains(&bare(&warning));
                assert!(said || !format.holds_warnings, "{} of {name}: {warning}", format.id);
                let listed = document["warnings"].as_array().unwrap().iter().any(|item| {
                    let formats = item["formats"].as_array();
                    formats.is_some_and(|ids| ids.contains(&format.id.into()))
                        && item["message"] == warning.as_str()
                });
                assert!(listed, "{} of {name}: {warning}", format.id);
            }
        }
    }
}

/// The letters and digits of a text, without the marks and escapes of its layout.
fn bare(text: &str) -> String {
    let text = ["&quot;", "&#39;", "&lt;", "&gt;", "&amp;", "<code>", "</code>"]
        .iter()
        .fold(text.to_owned(), |text, entity| text.replace(entity, ""));
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A format that nobody reads back could hold anything.
#[test]
fn every_format_is_read_here_and_by_other_software() {
    const ABOUT_ALL: &[&str] = &["registry.rs", "hostile.rs", "golden.rs", "fixture.rs"];
    let texts = |folder: &str| -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| !ABOUT_ALL.iter().any(|name| path.ends_with(name)));
        files.map(|path| std::fs::read_to_string(path).unwrap()).collect()
    };
    let [readers, checks] = ["exports", "conformance/checks"].map(texts);
    for format in formats() {
        let id = format!("\"{}\"", format.id);
        assert!(readers.contains(&id), "no file of tests/exports reads {id}");
        assert!(checks.contains(&id), "no file of tests/conformance/checks reads {id}");
    }
}

#[test]
fn findings_stand_in_every_header() {
    for (name, rules) in everything() {
        for format in formats().iter().filter(|format| format.holds_warnings && format.id != "json")
        {
            let text = bare(&render(format, &rules, Options::default()));
            // Only Azure Firewall looks at network rules before application rules.
            let is_azure = matches!(format.family, Family::Documents | Family::AzureFirewall)
                || format.id.starts_with("classic");
            for finding in &rules.findings {
                let sentence = bare(&cells::safe(&finding.text(rules.profile.language)));
                let stands = is_azure || *finding != Finding::MonitorTagHidesHosts;
                assert_eq!(text.contains(&sentence), stands, "{} of {name}: {sentence}", format.id);
            }
        }
    }
}

#[test]
fn the_list_of_hosts_declares_what_it_leaves_out() {
    let rules = fixture::named("x");
    let losses = format("fqdns").unwrap().losses(&rules, Options::default());
    let limits: Vec<Limit> = losses.iter().map(|loss| loss.limit).collect();
    assert_eq!(limits, [Limit::NetworkRules, Limit::Ports, Limit::Sources, Limit::AsPrinted]);
    let lost: Vec<&str> = losses[0].rules.iter().map(|rule| rule.id()).collect();
    assert_eq!(lost, ["tunnel-udp", "tunnel-tcp", "time", "dns", "api-ip", "monitor-tag"]);
}

#[test]
fn the_portal_takes_few_rows_and_says_what_it_needs() {
    let rules = fixture::named("x");
    let all = sheet(&rules, Options::default());
    let names: Vec<Vec<&str>> = all
        .collections
        .iter()
        .map(|collection| collection.rows.iter().map(|row| row.name.as_str()).collect())
        .collect();
    let network = [
        "aks-core-udp-1194",
        "aks-core-tcp-9000",
        "aks-core-udp-123",
        "aks-core-udp-53",
        "aks-core-tcp-443",
        "aks-azure-monitor-tcp-443",
    ];
    let application = [
        "aks-core-https-443",
        "aks-workload-identity-https-443",
        "aks-updates-http-80",
        "aks-gpu-https-443",
        "aks-windows-http-80",
        "aks-windows-https-443",
        "aks-azure-monitor-https-443",
        "aks-key-vault-csi-https-443",
    ];
    assert_eq!(names, [network.to_vec(), application.to_vec()]);
    let core = &all.collections[1].rows[0];
    assert_eq!(core.rules, ["api", "images", "sign-in"]);
    let destination = core.fields.last().unwrap();
    assert_eq!(
        (destination.value.as_str(), destination.how),
        ("*.hcp.westeurope.azmk8s.io,mcr.microsoft.com,login.microsoftonline.com", How::Type)
    );
    let limits: Vec<Limit> = format("portal")
        .unwrap()
        .losses(&rules, Options::default())
        .iter()
        .map(|loss| loss.limit)
        .collect();
    assert_eq!(limits, [Limit::LeadingDot, Limit::DnsProxy]);
}

#[test]
fn a_hostile_name_stays_a_name() {
    let rules = fixture::named(HOSTILE);
    for id in ["text", "portal"] {
        let text = render(format(id).unwrap(), &rules, Options::default());
        let line = text.lines().find(|line| line.contains("=1+2")).unwrap();
        assert!(line.ends_with(&*cells::safe(HOSTILE)), "{line}");
    }
    let text = render(format("fqdns").unwrap(), &rules, Options::default());
    assert!(text.lines().all(|line| !line.contains("=1+2") || line.starts_with("# ")));
    for id in ["csv", "tsv"] {
        assert!(!render(format(id).unwrap(), &rules, Options::default()).contains("=1+2"));
    }
}
