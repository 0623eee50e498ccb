//! Golden screens: whole stories, driven by real keys through the real update.
//!
//! `SNAPSHOTS=overwrite cargo test --test screens` writes them anew; their diff is reviewed.

#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

use aks_egress::catalog::{CATALOG, Cloud, Date, Source};
use aks_egress::profile::{Fqdns, Language, Profile, Reading, Tunnel};
use aks_egress::steps::{Mark, Row, Task};
use aks_egress::wizard::{File, Message, Place, Purpose, Rescued, WriteFault};
use snapbox::{Assert, Data};
use std::path::{Path, PathBuf};
use story::Story;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (50, 15)];
const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];

/// Compares the screen with its golden file.
fn shot(story: &Story, name: &str) {
    let (width, height) = story.model.size;
    let language = story.model.language;
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("snapshots/screens")
        .join(format!("{name}.{language}.{width}x{height}.txt"));
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(story.screen()).raw(), Data::read_from(&path, None).raw());
}

fn everywhere(tell: impl Fn(&mut Story)) {
    for (width, height) in SIZES {
        for language in LANGUAGES {
            tell(&mut Story::new(width, height, language));
        }
    }
}

/// A profile with everything in it that makes the rule list interesting.
fn rich() -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.name = Some("prod-hub".to_owned());
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.cluster.tunnel = Tunnel::Legacy;
    profile.nodes.gpu = true;
    profile.nodes.subnets = vec!["10.240.0.0/16".parse().expect("a network")];
    profile.addons.enabled = vec!["azure-monitor".to_owned(), "dapr".to_owned()];
    profile
}

#[test]
fn a_newcomer_plans_a_private_us_gov_cluster() {
    everywhere(|story| {
        shot(story, "newcomer/01-start");
        story.press("down down space");
        shot(story, "newcomer/02-us-gov");
        story.press("tab").type_text("virg");
        shot(story, "newcomer/03-region-filtered");
        story.press("enter");
        shot(story, "newcomer/04-api-server");
        story.press("down space");
        shot(story, "newcomer/05-private-link");
        story.press("tab down down down down space");
        shot(story, "newcomer/06-gpu");
        story.press("tab down down down space");
        shot(story, "newcomer/07-azure-monitor");
        story.press("tab enter").type_text("10.240.0.0/16");
        shot(story, "newcomer/08-typing-subnets");
        story.press("enter 8");
        shot(story, "newcomer/09-review");
        story.press("ctrl-s enter");
        shot(story, "newcomer/10-saved");
        story.press("e");
        shot(story, "newcomer/11-formats");
        story.press("/").type_text("portal");
        shot(story, "newcomer/12-formats-filtered");
        story.press("enter enter");
        shot(story, "newcomer/13-portal");
        story.press("p enter enter enter");
        shot(story, "newcomer/14-paste-walk");
        story.press("esc esc esc 3 up space q");
        shot(story, "newcomer/15-quit-unsaved");
        assert_eq!(story.world.copied.len(), 3);
        story.press("d");
        assert!(story.world.quit);
    });
}

#[test]
fn answers_that_were_kept_are_offered_before_anything_else() {
    for profile_changed in [false, true] {
        everywhere(|story| {
            story.model.offer(Rescued {
                path: PathBuf::from("state/new.toml"),
                answers: rich(),
                kept: "2026-11-25 18:41 UTC".to_owned(),
                profile_changed,
                taken: false,
            });
            story.world.files.insert(PathBuf::from("state/new.toml"), b"kept".to_vec());
            let before = story.model.answers.clone();
            shot(
                story,
                if profile_changed { "kept/03-offered-changed" } else { "kept/01-offered" },
            );
            story.press("down enter space e ctrl-s q");
            assert_eq!(story.model.answers, before, "nothing else is asked before");
            assert!(story.model.ask.is_some() && !story.world.quit);
            story.press("y");
            assert!(story.model.unsaved() && story.model.answers == rich());
            if !profile_changed {
                shot(story, "kept/02-taken");
            }
            assert_eq!(story.world.files.len(), 1, "kept until saved");
            story.press("u");
            assert!(!story.model.unsaved());
            story.press("ctrl-r ctrl-s enter");
            assert!(!story.model.unsaved());
            assert_eq!(
                story.world.files.keys().collect::<Vec<_>>(),
                [Path::new("aks-egress.toml")]
            );
        });
    }
}

#[test]
fn the_rule_list_explains_itself() {
    for (width, height) in SIZES {
        for language in LANGUAGES {
            let story = &mut Story::with(rich(), None, width, height, language);
            story.press("right");
            shot(story, "rules/01-list");
            story.press("/").type_text("mcr");
            shot(story, "rules/02-filter");
            story.press("enter enter");
            shot(story, "rules/03-why");
            story.press("esc esc n");
            shot(story, "rules/04-not-needed");
            story.press("n esc 5 down space");
            shot(story, "rules/05-added");
            story.press("u");
            shot(story, "rules/06-undone");
            story.press("?");
            shot(story, "rules/07-help");
        }
    }
}

#[test]
fn readings_are_shown_and_not_applied_when_the_source_is_taken_at_its_word() {
    for language in LANGUAGES {
        let mut profile = rich();
        profile.reading = Reading::Printed;
        profile.cluster.cloud = Cloud::China;
        "chinaeast2".clone_into(&mut profile.cluster.region);
        profile.addons.enabled = vec!["key-vault-csi".to_owned(), "cost-analysis".to_owned()];
        let story = &mut Story::with(profile, None, 120, 40, language);
        story.press("8");
        shot(story, "printed/01-review");
        story.press("right end");
        shot(story, "printed/02-last-rule");
    }
}

#[test]
fn the_chinese_copy_warns_about_global() {
    for language in LANGUAGES {
        let mut profile = rich();
        profile.source = Source::AzureCnZh;
        let story = &mut Story::with(profile, None, 80, 24, language);
        shot(story, "chinese-copy/01-global");
        story.press("down down space");
        shot(story, "chinese-copy/02-us-gov");
    }
}

#[test]
fn a_wrong_line_says_what_is_wrong() {
    for language in LANGUAGES {
        let story = &mut Story::new(80, 24, language);
        story.press("6 enter").type_text("10.240.0.1/16").press("enter");
        shot(story, "line/01-host-bits");
        story.press("esc");
        shot(story, "line/02-dropped");
        story.send(Message::Paste("10.240.0.0/16,\n10.241.0.0/16\n".to_owned()));
        shot(story, "line/03-pasted");
    }
}

/// A service tag file brings its questions, and the step of Azure Firewall has its own.
#[test]
fn the_policy_of_azure_firewall() {
    let tags = br#"{"changeNumber": 376, "cloud": "Public", "values": [{
        "name": "AzureCloud.westeurope",
        "properties": {"addressPrefixes": ["20.50.0.0/16", "2603:1020::/47"]}}]}"#;
    everywhere(|story| {
        let (width, height) = story.model.size;
        *story = Story::with(rich(), None, width, height, story.model.language);
        let name = "ServiceTags_Public_20251110.json";
        story.world.files.insert(PathBuf::from(name), tags.to_vec());
        story.press("6 down down down down down enter").type_text(name).press("enter");
        shot(story, "firewall/01-tag-file");
        story.press("space 7");
        assert!(story.model.answers.destinations.ipv6);
        shot(story, "firewall/02-policy");
        story.press("down");
        shot(story, "firewall/03-tag");
        story.press("space down enter").type_text("aks-nodes").press("enter");
        shot(story, "firewall/04-no-id");
        story.press("esc 7 end enter backspace backspace backspace").type_text("200");
        story.press("enter");
        assert_eq!(story.model.answers.azure_firewall.application_priority, 200);
        shot(story, "firewall/05-same-priority");
        story.press("8 end");
        shot(story, "firewall/06-review");
    });
}

#[test]
fn a_region_of_another_cloud_is_told_apart_from_no_region() {
    for language in LANGUAGES {
        let story = &mut Story::new(80, 24, language);
        story.press("2").type_text("virginia");
        shot(story, "region/01-of-another-cloud");
        story.type_text("x");
        shot(story, "region/02-none");
    }
}

#[test]
fn a_format_says_what_it_costs_and_widens_only_when_told() {
    let mut profile = rich();
    profile.azure_firewall.fqdns = Fqdns::TagAndAddons;
    for language in LANGUAGES {
        let story = &mut Story::with(profile.clone(), None, 80, 24, language);
        story.press("e G");
        shot(story, "formats/01-last");
        story.press("/").type_text("umbr");
        story.press("enter");
        shot(story, "formats/02-left-out");
        story.press("a");
        shot(story, "formats/03-wider");
        story.press("enter pagedown");
        shot(story, "formats/04-export");
        story.press("esc /").type_text("terraform").press("enter enter");
        story.press("/").type_text("opinsights").press("enter");
        shot(story, "formats/05-search");
        story.press("t");
        shot(story, "formats/06-tag-view");
        story.press("i");
        shot(story, "formats/07-notes");
        let failed = WriteFault::Failed("there is no folder none".to_owned());
        story.press("esc").send(Message::Written {
            purpose: Purpose::Export,
            path: "none/egress.tf".into(),
            bytes: Vec::new(),
            result: Err(failed),
        });
        shot(story, "formats/08-not-written");
        story.press("esc esc /").type_text("nothing at all");
        shot(story, "formats/09-none");
    }
}

/// A profile of an older edition, opened from its file.
fn old(width: u16, height: u16, language: Language) -> Story {
    let mut profile = rich();
    profile.edition = Date { year: 2024, month: 9, day: 26 };
    let text = aks_egress::profile::write(&profile, None, &CATALOG);
    let file = File { path: PathBuf::from("prod.toml"), text };
    Story::with(profile, Some(file), width, height, language)
}

#[test]
fn an_old_edition_offers_what_changed_and_the_newest() {
    for (width, height) in SIZES {
        for language in LANGUAGES {
            let story = &mut old(width, height, language);
            shot(story, "answers/01-old-edition");
            story.press("enter");
            shot(story, "answers/02-changes");
            story.press("end /").type_text("mirror").press("enter");
            shot(story, "answers/03-searched");
            story.press("y");
            assert!(story.world.copied[0].starts_with("# "), "{}", story.world.copied[0]);
            story.press("t");
            assert_eq!(story.model.answers.edition, CATALOG.as_of);
            assert!(story.model.pages.is_empty() && !story.model.changes.is_empty());
            shot(story, "answers/04-newest");
            story.press("u");
            shot(story, "answers/05-undone");
            assert!(!story.model.unsaved());
        }
    }
}

/// Lines of a log and a host, as they are pasted.
const REFUSED: &str = "mcr.microsoft.com\r\nhttps://packages.aks.azure.com/x\nacs-mirror.azureedge.net:443\n\u{1b}[2Jexample.com\n";

#[test]
fn a_refusal_is_explained_beside_the_rules() {
    for (width, height) in SIZES {
        for language in LANGUAGES {
            let story = &mut Story::with(rich(), None, width, height, language);
            story.press("x");
            shot(story, "answers/06-explain");
            story.type_text("mcr.microsoft.com").press("enter");
            shot(story, "answers/07-one-host");
            story.send(Message::Paste(REFUSED.to_owned()));
            shot(story, "answers/08-pasted");
            story.press("enter");
            shot(story, "answers/09-verdicts");
            story.press("L");
            assert_ne!(story.model.language, language);
            story.press("x esc esc");
            assert!(story.model.pages.is_empty());
        }
    }
}

/// A firewall with some of the rules and one too many.
const FIREWALL: &str = "mcr.microsoft.com:443\n*.data.mcr.microsoft.com:443\nacs-mirror.azureedge.net:443\nmanagement.azure.com:443\n";

#[test]
fn a_firewall_is_audited_from_the_review() {
    for (width, height) in SIZES {
        for language in LANGUAGES {
            let story = &mut Story::with(rich(), None, width, height, language);
            story.world.files.insert(PathBuf::from("hub.txt"), FIREWALL.as_bytes().to_vec());
            story.press("8");
            let rows = story.model.rows();
            let is_audit = |row: &Row| row.mark == Mark::Task(Task::Audit);
            let audit = rows.iter().position(is_audit).expect("the row");
            story.send(Message::Point(Place::Row(audit)));
            story.type_text("none.json").press("enter");
            shot(story, "answers/10-no-firewall");
            story.press("ctrl-u").type_text("hub.txt").press("enter");
            shot(story, "answers/11-audit");
            story.press("e");
            shot(story, "answers/12-missing-formats");
            story.press("enter");
            shot(story, "answers/13-missing");
            story.press("esc esc esc");
            assert!(story.model.pages.is_empty() && story.model.missing.is_none());
        }
    }
}

#[test]
fn a_file_is_not_replaced_unasked() {
    for language in LANGUAGES {
        let story = &mut Story::with(rich(), None, 80, 24, language);
        story.world.files.insert(PathBuf::from("aks-egress.txt"), b"mine".to_vec());
        story.press("e enter w enter");
        shot(story, "replace/01-exists");
        assert_eq!(story.world.files[Path::new("aks-egress.txt")], b"mine");
        story.press("r");
        shot(story, "replace/02-replaced");
        assert_ne!(story.world.files[Path::new("aks-egress.txt")], b"mine");
    }
}

#[test]
fn a_profile_that_changed_on_disk_is_not_overwritten_unasked() {
    let text = aks_egress::profile::write(&rich(), None, &CATALOG);
    let path = PathBuf::from("prod.toml");
    let file = File { path: path.clone(), text };
    let story = &mut Story::with(rich(), Some(file), 80, 24, Language::En);
    story.press("4 down down down space");
    story.world.files.insert(path.clone(), b"# someone else\n".to_vec());
    story.press("ctrl-s");
    shot(story, "replace/03-changed");
    story.press("esc");
    assert_eq!(story.world.files[&path], b"# someone else\n");
    story.press("ctrl-s r");
    assert!(String::from_utf8_lossy(&story.world.files[&path]).contains("windows = true"));
    assert!(!story.model.unsaved());
}

#[test]
fn a_small_window_says_what_it_needs() {
    for language in LANGUAGES {
        shot(&Story::new(30, 8, language), "small/01-too-small");
        shot(&Story::new(40, 10, language), "small/02-smallest");
    }
}

#[test]
fn without_box_lines_the_screen_is_ascii() {
    let mut story = Story::with(rich(), None, 120, 40, Language::En);
    story.look.ascii = true;
    shot(&story, "ascii/01-main");
    assert!(story.screen().is_ascii());
}
