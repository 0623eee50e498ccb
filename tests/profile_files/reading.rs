//! What is read, and what is said about files that are not.

use super::{files, good, load, rendered, the};
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{
    KEYS, Key, Language, Presence, Problem, Profile, Value, decode, from_bytes, keys, read,
};
use snapbox::{Assert, Data};

#[test]
fn good_profiles_are_read_without_a_word() {
    assert!(good().len() >= 14);
    for (name, text) in good() {
        let loaded = from_bytes(text.as_bytes(), &CATALOG);
        let loaded = loaded.unwrap_or_else(|problems| {
            panic!("{}", rendered(&problems, &name, Language::En));
        });
        assert_eq!(rendered(&loaded.warnings, &name, Language::En), "");
    }
}

#[test]
fn good_profiles_cover_clouds_sources_readings_and_add_ons() {
    let profiles: Vec<Profile> = good().iter().map(|(_, text)| load(text)).collect();
    let seen = |key: &str| -> Vec<Value> {
        let key = keys::key(key).expect("the key is known");
        profiles.iter().filter_map(key.get).collect()
    };
    for path in ["source", "reading", "language", "cluster.cloud", "cluster.api_server"] {
        let key = keys::key(path).expect("the key is known");
        for name in key.allowed() {
            assert!(seen(path).contains(&Value::Text((*name).to_owned())), "{path} = {name}");
        }
    }
    for addon in CATALOG.addons() {
        let enabled = |profile: &Profile| profile.addons.enabled.iter().any(|id| id == addon.id);
        assert!(profiles.iter().any(enabled), "{}", addon.id);
    }
}

#[test]
fn one_profile_has_every_key_once() {
    let text = the("every-key.toml");
    let document: toml::Table = text.parse().expect("it is TOML");
    let profile = load(&text);
    for key in KEYS {
        let table = match key.table() {
            None => Some(&document),
            Some(table) => document.get(table).and_then(toml::Value::as_table),
        };
        assert!(table.is_some_and(|table| table.contains_key(key.name())), "{}", key.path);
        // An answer that is the default would not show that the key is read.
        let pinned = ["version", "source", "edition", "reading", "cluster.network_isolated"];
        let is_default = (key.get)(&profile) == key.default(&CATALOG);
        assert_eq!(is_default, pinned.contains(&key.path), "{}", key.path);
    }
}

#[test]
fn bad_profiles_are_refused_with_every_problem() {
    let files = files("bad");
    assert!(files.len() >= 40);
    for path in files {
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).expect("it can be read");
        let problems = from_bytes(&bytes, &CATALOG).expect_err(&name);
        assert!(!problems.is_empty(), "{name}");
        let expected = Data::read_from(&path.with_extension("expected.txt"), None);
        let assert = Assert::new().action_env("SNAPSHOTS");
        let actual = rendered(&problems, &name, Language::En);
        assert.eq(Data::text(actual).raw(), expected.raw());
    }
}

#[test]
fn problems_are_told_in_chinese_too() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for path in files("bad") {
        let bytes = std::fs::read(&path).expect("it can be read");
        for problem in from_bytes(&bytes, &CATALOG).expect_err("it is bad") {
            let (en, zh) = (problem.text(Language::En), problem.text(Language::Zh));
            assert!(zh.contains(is_han), "{}: {zh}", path.display());
            assert_ne!(en, zh);
            assert_eq!(problem.help(Language::En).is_some(), problem.help(Language::Zh).is_some());
        }
    }
}

#[test]
fn ten_megabytes_are_refused_unread() {
    let problems = from_bytes(&vec![b'#'; 10_000_000], &CATALOG).expect_err("it is too large");
    let message = rendered(&problems, "access.log", Language::En);
    assert_eq!(
        message,
        "access.log:1:1: a profile is a few kilobytes; this file has 10.0 MB\n  \
         help: give the path of a profile, not of an export or a log\n"
    );
    assert!(decode(&vec![b'#'; 1_000_000]).is_ok());
    assert!(decode(&vec![b'#'; 1_000_001]).is_err());
}

/// One line of a megabyte, and as many lines: a person gets a list that ends.
#[test]
fn a_megabyte_of_mistakes_is_told_in_a_hundred() {
    let valid = "version = 1\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n";
    let items = "\"x\",".repeat(240_000);
    let lines: Vec<String> = (0..60_000).map(|line| format!("k{line} = no")).collect();
    for text in [format!("{valid}[nodes]\nlinux = [{items}]"), lines.join("\n")] {
        let problems = from_bytes(text.as_bytes(), &CATALOG).expect_err("it is bad");
        assert_eq!(problems.len(), 100, "{}", rendered(&problems, "p", Language::En));
    }
}

#[test]
fn an_answer_without_effect_is_a_warning() {
    let text = "version = 1\n\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n\
                api_server = \"private-link\"\ntunnel = \"legacy\"\n\
                [addons]\nprivate_endpoints = [\"key-vault-csi\"]\n";
    let loaded = read(text, &CATALOG).expect("it is good");
    assert!(loaded.warnings.iter().all(Problem::is_warning));
    assert_eq!(
        rendered(&loaded.warnings, "p.toml", Language::En),
        "p.toml:7:10: cluster.tunnel: this answer changes nothing: no rule to a public API server is part of the plan\n  \
         help: it is left out when the profile is saved\n\
         p.toml:9:21: addons.private_endpoints: this answer changes nothing: it names an add-on that is not part of the plan\n  \
         help: it is left out when the profile is saved\n"
    );
}

#[test]
fn places_of_keys_and_of_those_left_out() {
    let text = "version = 1\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n";
    let loaded = read(text, &CATALOG).expect("it is good");
    let place = |key: &str| (loaded.place(key).line, loaded.place(key).column);
    assert_eq!(place("cluster.region"), (4, 10));
    assert_eq!(place("cluster.tunnel"), (2, 1));
    assert_eq!(place("nodes.windows"), (1, 1));
    assert_eq!(place("edition"), (1, 1));
}

#[test]
fn the_table_of_keys_is_whole() {
    let mut paths: Vec<&str> = KEYS.iter().map(|key| key.path).collect();
    assert_eq!(paths.len(), 38);
    let tables: Vec<_> = KEYS.iter().map(Key::table).collect();
    let mut once = tables.clone();
    once.dedup();
    assert_eq!(once[0], None);
    let tables = ["cluster", "nodes", "addons", "destinations", "azure_firewall"];
    assert_eq!(once[1..], tables.map(Some));
    for key in KEYS {
        assert!(!key.help.en.is_empty() && !key.help.zh.is_empty(), "{}", key.path);
        assert_ne!(key.help.en, key.help.zh, "{}", key.path);
        // The example of each key is a value that it takes.
        let place = match key.table() {
            None => format!("{} = {}\n", key.name(), key.shape.example()),
            Some(table) => format!("[{table}]\n{} = {}\n", key.name(), key.shape.example()),
        };
        let others: Vec<String> = match read(&place, &CATALOG) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|problem| problem.key).collect(),
        };
        assert!(!others.iter().any(|other| other == key.path), "{place}");
        let required = key.presence == Presence::Required;
        let without = others.iter().filter(|other| !other.is_empty()).count();
        assert_eq!(without, if required { 2 } else { 3 }, "{place}: {others:?}");
    }
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), 38);
}

#[test]
fn every_key_gives_back_what_it_takes() {
    let text = the("every-key.toml");
    let rich = load(&text);
    for key in KEYS {
        let mut profile = Profile::new(CATALOG.first);
        (key.set)(&mut profile, (key.get)(&rich).as_ref());
        assert_eq!((key.get)(&profile), (key.get)(&rich), "{}", key.path);
    }
}

#[test]
fn a_text_is_checked_as_in_a_file() {
    let check =
        |path: &str, text: &str| keys::key(path).expect("the key is known").check(text, &CATALOG);
    let host = check("cluster.api_server_fqdn", "Prod.Example.COM");
    assert_eq!(host.as_deref(), Ok("prod.example.com"));
    assert_eq!(check("cluster.custom_dns", "2001:DB8::1").as_deref(), Ok("2001:db8::1"));
    let problem = check("nodes.subnets", "10.0.0.1/8").expect_err("it has host bits");
    assert_eq!(problem.help(Language::En).as_deref(), Some("write \"10.0.0.0/8\""));
    assert!(check("name", "tab\there").is_err());
    assert!(check("name", "家 👩‍💻 e\u{301}").is_ok());
}
