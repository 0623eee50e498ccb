//! `audit` reads firewalls that are written for people: Terraform, Bicep, scripts and lists.

use aks_egress::answers::audit::{Firewall, Hints, Input, read};
use aks_egress::profile::Language;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn data() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/firewalls/text")
}

fn input(name: &str) -> Input {
    let text = fs::read_to_string(data().join(name)).expect("a text");
    Input { name: name.to_owned(), text }
}

fn hints() -> Hints {
    let values = vec![("legacy".to_owned(), "true".to_owned())];
    Hints { region: "westeurope".to_owned(), values }
}

/// What was read, a line for each rule.
fn told(firewall: &Firewall) -> String {
    let mut out = String::new();
    for collection in &firewall.collections {
        let place = &collection.place;
        let _ = writeln!(
            out,
            "{:?} {:?} {:?} {:?}/{:?} {}:{} [{}]",
            collection.layer,
            collection.action,
            collection.priorities,
            collection.group,
            collection.name,
            place.file,
            place.line,
            place.path
        );
        for rule in &collection.rules {
            let more = format!(
                "{}{}",
                if rule.inspects_tls { " inspects" } else { "" },
                if rule.narrowed { " narrowed" } else { "" }
            );
            let place = &rule.place;
            let _ = writeln!(
                out,
                "  {:?} {}:{} [{}]{more}",
                rule.name, place.file, place.line, place.path
            );
            let _ = writeln!(out, "    from {:?}", rule.sources);
            let _ = writeln!(out, "    to {:?}", rule.to);
            let _ = writeln!(out, "    over {:?}", rule.traffic);
        }
    }
    for (setting, place) in &firewall.settings {
        let _ = writeln!(out, "setting {setting:?} {}:{} [{}]", place.file, place.line, place.path);
    }
    for unresolved in &firewall.unresolved {
        let place = &unresolved.place;
        let _ = writeln!(
            out,
            "unresolved {:?} {:?} {}:{} [{}]",
            unresolved.why, unresolved.text, place.file, place.line, place.path
        );
    }
    out.replace("Transport::", "")
}

#[test]
fn every_dialect_is_read_as_it_stands() {
    let mut names: Vec<String> = fs::read_dir(data())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.rsplit('.').next() != Some("told"))
        .collect();
    names.sort();
    for name in names {
        let firewall = read(&[input(&name)], &hints(), Language::En);
        let text = match firewall {
            Ok(firewall) => told(&firewall),
            Err(faults) => format!("{faults:#?}\n"),
        };
        let path = data().join(format!("{name}.told"));
        snapbox::assert_data_eq!(text, snapbox::Data::read_from(&path, None).raw());
    }
}
