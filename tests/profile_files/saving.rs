//! What saving changes, and what it keeps.

use super::{good, load, the};
use aks_egress::catalog::{CATALOG, Cloud, Date};
use aks_egress::profile::{ApiServer, Language, Linux, Profile, Reading, write};

/// A file that leaves out what is always written gets it when it is first saved.
#[test]
fn saving_pins_edition_source_and_reading() {
    let text = the("global-required-only.toml");
    let saved = write(&load(&text), Some(&text), &CATALOG);
    assert_eq!(
        saved,
        "version = 1\nsource = \"learn\"\nedition = \"2026-08-21\"\nreading = \"recommended\"\n\n\
         [cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n"
    );
}

#[test]
fn saving_without_a_change_keeps_every_byte() {
    for (name, text) in good() {
        if name == "global-required-only.toml" {
            continue;
        }
        assert_eq!(write(&load(&text), Some(&text), &CATALOG), text, "{name}");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(write(&load(&windows), Some(&windows), &CATALOG), windows, "{name}");
        let marked = format!("\u{feff}{text}");
        assert_eq!(write(&load(&marked), Some(&marked), &CATALOG), marked, "{name}");
        let open = text.trim_end();
        assert_eq!(write(&load(open), Some(open), &CATALOG), open, "{name}");
    }
}

#[test]
fn a_new_file_has_only_what_differs_from_the_defaults() {
    let text = the("global-new.toml");
    assert_eq!(write(&load(&text), None, &CATALOG), text);
    let mut chinese = Profile::new(CATALOG.as_of);
    chinese.language = Language::Zh;
    chinese.cluster.cloud = Cloud::China;
    let text = write(&chinese, None, &CATALOG);
    assert!(text.starts_with("# aks-egress 的配置文件"), "{text}");
    assert!(
        text.ends_with("language = \"zh\"\n\n[cluster]\ncloud = \"china\"\nregion = \"\"\n"),
        "{text}"
    );
}

#[test]
fn changed_answers_change_their_lines_alone() {
    let before = the("hand-written.toml");
    let mut profile = load(&before);
    profile.name = Some("spoke \"7\"".to_owned());
    profile.reading = Reading::Printed;
    profile.edition = Date { year: 2024, month: 9, day: 26 };
    profile.cluster.custom_dns = vec!["10.0.0.4".parse().expect("an address")];
    profile.nodes.windows = true;
    profile.nodes.linux = vec![Linux::Ubuntu, Linux::Flatcar];
    profile.addons.enabled.push("backup".to_owned());
    profile.destinations.legacy_hosts = true;
    let after = write(&profile, Some(&before), &CATALOG);
    let expected = before
        .replace("version    = 0x1\n", "version    = 0x1\nname = 'spoke \"7\"'\n")
        .replace("'recommended'   # ask", "\"printed\"   # ask")
        .replace("2026-07-02      #", "2024-09-26      #")
        .replace("DNS knows no case\n", "DNS knows no case\n    custom_dns = [\"10.0.0.4\"]\n")
        .replace("windows = false # none", "windows = true # none")
        .replace("[nodes]\n", "[nodes]\nlinux = [\"ubuntu\", \"flatcar\"]\n")
        .replace(
            "# Container insights only\n            ]",
            "# Container insights only\n              \"backup\",\n            ]",
        )
        .replace("# none yet\n", "# none yet\n\n[destinations]\nlegacy_hosts = true\n");
    assert_eq!(after, expected);
    assert_eq!(load(&after), profile.meaningful(&CATALOG));
}

#[test]
fn void_answers_go_and_comments_stay() {
    let before = "version = 1\nsource = \"learn\"\nedition = \"2026-08-21\"\nreading = \"recommended\"\n\n\
                  [cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n\
                  # The tunnel agent of 2019.\ntunnel = \"legacy\" # really\n\
                  # Below: DNS.\ncustom_dns = [] # Azure DNS\n\n\
                  [destinations]\n# Narrowest.\ncontrol_plane = \"any\"\n";
    let mut profile = load(before);
    profile.cluster.api_server = ApiServer::PrivateLink;
    let after = write(&profile, Some(before), &CATALOG);
    assert_eq!(
        after,
        "version = 1\nsource = \"learn\"\nedition = \"2026-08-21\"\nreading = \"recommended\"\n\n\
         [cluster]\ncloud = \"global\"\nregion = \"westeurope\"\napi_server = \"private-link\"\n\
         # The tunnel agent of 2019.\n\
         # Below: DNS.\ncustom_dns = [] # Azure DNS\n\n\
         [destinations]\n# Narrowest.\n"
    );
    assert_eq!(load(&after), profile.meaningful(&CATALOG));
    assert_eq!(write(&profile, Some(&after), &CATALOG), after);
}

#[test]
fn tables_are_made_in_the_order_of_a_new_file() {
    let before = "version = 1\nsource = \"learn\"\nedition = \"2026-08-21\"\nreading = \"recommended\"\n\
                  [addons]\nenabled = [\"backup\"]\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n# end\n";
    let mut profile = load(before);
    profile.nodes.gpu = true;
    profile.destinations.legacy_hosts = true;
    let after = write(&profile, Some(before), &CATALOG);
    assert_eq!(
        after,
        "version = 1\nsource = \"learn\"\nedition = \"2026-08-21\"\nreading = \"recommended\"\n\
         [addons]\nenabled = [\"backup\"]\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n\n\
         [nodes]\ngpu = true\n\n[destinations]\nlegacy_hosts = true\n# end\n"
    );
}

#[test]
fn inline_tables_and_dotted_keys_are_changed_in_place() {
    let before = the("inline-and-dotted.toml");
    let mut profile = load(&before);
    profile.cluster.custom_dns.clear();
    profile.cluster.network_isolated = true;
    profile.nodes.gpu = true;
    profile.destinations.legacy_hosts = true;
    let after = write(&profile, Some(&before), &CATALOG);
    assert_eq!(
        after,
        "version = 1\nsource = \"learn\"\nedition = \"2026-08-21\"\nreading = \"recommended\"\n\
         cluster = { cloud = \"global\", region = \"japaneast\", custom_dns = [], network_isolated = true }\n\
         nodes.linux = []\nnodes.windows = true\nnodes.gpu = true\n\
         addons.enabled = [\"azure-policy\"] # dotted keys are TOML, too\n\n\
         [destinations]\nlegacy_hosts = true\n"
    );
    assert_eq!(load(&after), profile.meaningful(&CATALOG));
}

#[test]
fn an_original_that_is_no_toml_is_left_out_of_account() {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    assert_eq!(write(&profile, Some("[oops"), &CATALOG), write(&profile, None, &CATALOG));
    let wrong = "version = 9\ncluster = 3\n[nodes]\nlinux = 4\nwindows = \"no\"\n";
    let after = write(&profile, Some(wrong), &CATALOG);
    assert_eq!(load(&after), profile);
}

#[test]
fn windows_line_ends_stay() {
    let before = "version = 1\r\nsource = \"learn\"\r\nedition = \"2026-08-21\"\r\nreading = \"recommended\"\r\n\
                  [cluster] # it\r\ncloud = \"global\"\r\nregion = \"westeurope\"\r\n";
    let mut profile = load(before);
    profile.nodes.windows = true;
    let after = write(&profile, Some(before), &CATALOG);
    assert_eq!(after, format!("{before}\r\n[nodes]\r\nwindows = true\r\n"));
}

#[test]
fn lists_are_changed_item_by_item() {
    let before = "version = 1\nsource = \"learn\"\nedition = \"2026-08-21\"\nreading = \"recommended\"\n\
                  [cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n\n\
                  [nodes]\nlinux = [\n  \"flatcar\", # edge pool\n  \"ubuntu\",\n]\n\n\
                  [addons]\nenabled = [\n  # asked for by security\n  \"defender\",\n\n\
                  \x20 \"azure-policy\", # audits only\n  \"backup\" # every night\n]\n";
    for before in [before.to_owned(), before.replace('\n', "\r\n")] {
        let loaded = load(&before);
        let mut profile = loaded.clone();
        profile.nodes.linux.push(Linux::AzureLinux);
        profile.addons.enabled.push("flux".to_owned());
        let with = write(&profile, Some(&before), &CATALOG);
        let end = if before.contains('\r') { "\r\n" } else { "\n" };
        let expected = before
            .replace("  \"ubuntu\",", &format!("  \"ubuntu\",{end}  \"azure-linux\","))
            .replace(
                "\"backup\" # every night",
                &format!("\"backup\", # every night{end}  \"flux\""),
            );
        assert_eq!(with, expected);
        assert_eq!(write(&loaded, Some(&with), &CATALOG), before);

        profile.nodes.linux.remove(0);
        profile.addons.enabled.retain(|id| id == "azure-policy");
        let without = write(&profile, Some(&before), &CATALOG);
        assert!(!without.contains("edge pool") && !without.contains("every night"), "{without}");
        let kept =
            format!("  # asked for by security{end}{end}  \"azure-policy\" # audits only{end}]");
        assert!(without.contains(&kept), "{without}");
    }
}
