//! What holds for every format whatever the operator types and whatever is added later: text from
//! the operator changes no line of data but its own, one more add-on only adds, and the same
//! profile gives the same bytes.

use crate::fixture::{self, HOSTILE};
use crate::read_back::text_of;
use crate::read_kube::{html_facts, read_yaml};
use crate::readers::{Fact, markdown_facts, read_grid, read_markdown, read_portal, text_facts};
use crate::reviewed;
use aks_egress::catalog::CATALOG;
use aks_egress::cells;
use aks_egress::export::{Family, Format, Options, formats, render};
use aks_egress::profile::Profile;
use aks_egress::rules::{Member, RuleSet, resolve};
use aks_egress::words::export::{EN, ZH};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What stands where the operator's text would.
const HARMLESS: &str = "harmless";

/// A comment among the rules of Cisco's access lists, in as many lines as it needs.
const REMARK: &str = "access-list aks-egress remark ";

/// What begins a comment, as the format's own header shows; empty where the header is no comment.
fn mark(text: &str) -> &str {
    let title = |line: &&str| line.ends_with(EN.title) || line.ends_with(ZH.title);
    let line = text.lines().take(3).find(title).unwrap_or_default();
    let mark = line.trim_end_matches(EN.title).trim_end_matches(ZH.title).trim();
    if mark.chars().any(char::is_alphanumeric) && mark != "REM" { "" } else { mark }
}

/// The lines that are neither header nor comment, how often each. A text that is not made of such
/// lines is read, and gives its rules instead.
fn data(format: &Format, text: &str) -> BTreeMap<String, usize> {
    let lines: Vec<String> = match format.id {
        "text" | "markdown" => {
            document(format.id, text).iter().map(|fact| format!("{fact:?}")).collect()
        }
        "arm" => {
            let mut template: Value = serde_json::from_str(text).unwrap();
            template.as_object_mut().unwrap().remove("metadata").unwrap();
            format!("{template:#}").lines().map(plain).collect()
        }
        "portal" => text.lines().skip_while(|line| !line.starts_with("-- ")).map(plain).collect(),
        _ => {
            let marks = [mark(text), REMARK];
            let is_comment = |line: &str| {
                marks.iter().any(|mark| !mark.is_empty() && line.trim_start().starts_with(mark))
            };
            let is_data = |line: &&str| !is_comment(line);
            text.lines().filter(is_data).map(plain).collect()
        }
    };
    let mut counts = BTreeMap::new();
    for line in lines {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

/// A line without the comma that another line's arrival brings. The first rule of a collection of
/// `az network firewall` comes with the collection, which takes its name by another option.
fn plain(line: &str) -> String {
    line.trim_end_matches(',').replace("--rule-name ", "--name ")
}

/// Whether a line holds a digest, as the names of rules do that not every cluster needs.
fn has_digest(line: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let words = line.split(|c: char| !c.is_ascii_alphanumeric());
    words.into_iter().any(|word| word.len() == 10 && word.bytes().all(is_hex))
}

/// The lines that one text has and the other has not.
fn gone(from: &BTreeMap<String, usize>, to: &BTreeMap<String, usize>) -> Vec<String> {
    let left = |(line, count): (&String, &usize)| {
        let kept = to.get(line).copied().unwrap_or(0);
        std::iter::repeat_n(line.clone(), count.saturating_sub(kept))
    };
    from.iter().flat_map(left).collect()
}

/// The data of every format for one rule set, in their order.
fn all_data(rules: &RuleSet) -> Vec<BTreeMap<String, usize>> {
    let data = |format: &'static Format| {
        let (id, text) = (format.id, render(format, rules, Options::default()));
        let layout = |c: char| c == '\n' || (id == "tsv" && c == '\t');
        assert!(!text.chars().any(|c| !layout(c) && cells::is_hidden(c)), "{id}: {text}");
        parses(id, &text);
        data(format, &text)
    };
    formats().iter().map(data).collect()
}

/// Asserts that text from the operator stands where harmless text stood, in every format, and
/// changes nothing else but the lines that are `own`.
fn changes_only(set: impl Fn(&str) -> RuleSet, own: fn(&str) -> bool) {
    let harmless = all_data(&set(HARMLESS));
    proptest!(ProptestConfig::with_cases(32), |(text in any_text())| {
        let hostile = all_data(&set(&text));
        for ((format, expected), found) in formats().iter().zip(&harmless).zip(&hostile) {
            let (lost, new) = (gone(expected, found), gone(found, expected));
            let own = |line: &String| line.contains(HARMLESS) || own(line);
            prop_assert!(lost.iter().all(own), "{} of {:?}: {:#?}", format.id, text, lost);
            prop_assert_eq!(lost.len(), new.len(), "{} of {:?}: {:#?}", format.id, text, new);
        }
    });
}

/// Text that the reader at hand must still take.
fn parses(id: &str, text: &str) {
    match id {
        "csv" => drop(read_grid(text, b',', true)),
        "tsv" => drop(read_grid(text, b'\t', false)),
        "html" => drop(html_facts(text)),
        _ if text.starts_with('{') => drop(serde_json::from_str::<Value>(text).unwrap()),
        "yaml" | "cilium" => drop(read_yaml(text)),
        _ => {}
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-|`*_<>#=+\"'${}%\\[\\]\\\\()!&~: 0-9.\r\n\t,;/@\u{1b}\u{85}\u{202e}\u{2028}]{1,40}",
        Just(HOSTILE.to_owned()),
        Just("-->".to_owned()),
        Just("\"\"\"\n'''\nEOF\n*/ ?> ]]> #}".to_owned()),
        Just("$(touch x) `touch x` ${x} %{x} [x] {{x}}".to_owned()),
        Just("x\u{85}- y\u{2029}z\u{c}".to_owned()),
    ]
}

/// The rule set with everything, changed.
fn with(change: impl Fn(&mut Profile)) -> RuleSet {
    let mut rules = fixture::named("x");
    change(&mut rules.profile);
    rules
}

/// Three clusters: one that needs everything, and two with labels from the operator, of which one
/// needs every other rule.
fn fleet(label: &str) -> RuleSet {
    let mut rules = fixture::named("x");
    let labels = [HARMLESS.to_owned(), format!("{label} b"), format!("{label} c")];
    rules.members = labels
        .map(|label| Member {
            profile: rules.profile.clone(),
            label,
            findings: rules.findings.clone(),
        })
        .to_vec();
    for (index, rule) in rules.rules.iter_mut().enumerate() {
        for part in &mut rule.parts {
            part.needed_by = if index % 2 == 0 { vec![0, 1] } else { vec![0, 2] };
        }
    }
    rules
}

fn changes_only_its_own(set: impl Fn(&str) -> RuleSet) {
    changes_only(set, |_| false);
}

#[test]
fn a_profile_name_changes_no_data() {
    changes_only_its_own(fixture::named);
}

#[test]
fn a_service_tag_file_changes_no_data() {
    changes_only_its_own(|file| {
        let mut rules = with(|p| p.destinations.service_tags = Some(file.to_owned()));
        rules.service_tags = Some((file.to_owned(), 376));
        rules
    });
}

#[test]
fn a_name_of_azure_changes_no_other_line() {
    changes_only_its_own(|name| with(|p| name.clone_into(&mut p.azure_firewall.group)));
    changes_only_its_own(|name| with(|p| p.azure_firewall.ip_group = Some(name.to_owned())));
}

#[test]
fn a_cluster_label_changes_no_other_line() {
    changes_only(fleet, has_digest);
}

/// The rules of a format for people and programs.
fn document(id: &str, text: &str) -> BTreeSet<Fact> {
    let of_json = |document: &Value| -> BTreeSet<Fact> {
        let of_rule = |rule: &Value| {
            let text = |key: &str| rule[key].as_str().unwrap().to_owned();
            let port = u16::try_from(rule["port"].as_u64().unwrap()).unwrap();
            let fact = |to: &Value| {
                (text("kind"), to.as_str().unwrap().to_owned(), text("protocol"), port)
            };
            rule["destinations"].as_array().unwrap().iter().map(fact).collect::<Vec<_>>()
        };
        document["rules"].as_array().unwrap().iter().flat_map(of_rule).collect()
    };
    match id {
        "csv" => read_grid(text, b',', true),
        "tsv" => read_grid(text, b'\t', false),
        "json" => of_json(&serde_json::from_str(text).unwrap()),
        "yaml" => of_json(&read_yaml(text)[0]),
        "html" => html_facts(text),
        "markdown" => {
            let page = read_markdown(text);
            page.rows.iter().filter(|row| !row.is_head).flat_map(markdown_facts).collect()
        }
        "text" => {
            let lines: Vec<&str> = text.lines().collect();
            let is_rule =
                |line: &str| line.starts_with("--") && line.chars().all(|c| c == '-' || c == ' ');
            let tables = lines.iter().enumerate().filter(|(_, line)| is_rule(line));
            tables.flat_map(|(at, rule)| text_facts(rule, &lines[at + 1..])).collect()
        }
        _ => panic!("{id} has no reader here"),
    }
}

/// The formats that show each rule with everyone who needs it.
const DOCUMENTS: [&str; 7] = ["text", "markdown", "csv", "tsv", "json", "yaml", "html"];

/// Profiles and one add-on more each: every add-on, over the goldens in turn. A file of service
/// tags is at hand for a golden alone, so those with one are left out.
fn pairs() -> Vec<(String, RuleSet, RuleSet)> {
    let goldens = reviewed::rule_sets().into_iter().filter(|(_, set)| set.service_tags.is_none());
    let mut pairs = Vec::new();
    for (turn, (name, before)) in goldens.enumerate() {
        let lacks = |id: &str| !before.profile.addons.enabled.iter().any(|known| known == id);
        let addons: Vec<_> = CATALOG.addons().filter(|addon| lacks(addon.id)).collect();
        for addon in addons.iter().skip(turn % 3).step_by(3) {
            let mut profile = before.profile.clone();
            profile.addons.enabled.push(addon.id.to_owned());
            let after = resolve(&CATALOG, &profile, None);
            pairs.push((format!("{name} and {}", addon.id), before.clone(), after));
        }
    }
    pairs
}

#[test]
fn one_more_addon_only_adds() {
    let mut failures = Vec::new();
    for (name, before, after) in pairs() {
        for format in formats() {
            let texts = [&before, &after].map(|set| text_of(format.id, set));
            let lost = lost(format, &texts);
            if !lost.is_empty() {
                failures.push(format!("{} of {name}: {lost:#?}", format.id));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What the second text lacks.
fn lost(format: &Format, [before, after]: &[String; 2]) -> Vec<String> {
    if DOCUMENTS.contains(&format.id) {
        let [before, after] = [before, after].map(|text| document(format.id, text));
        return before.difference(&after).map(|fact| format!("{fact:?}")).collect();
    }
    if format.id == "portal" {
        let [before, after] = [before, after].map(|text| read_portal(text).0);
        let new = before.iter().filter(|block| !after.contains(block));
        return new.map(|block| format!("{block:?}")).collect();
    }
    gone(&data(format, before), &data(format, after))
}

#[test]
fn every_document_is_known_to_the_tests() {
    let documents = formats().iter().filter(|format| format.family == Family::Documents);
    let unknown = documents.map(|format| format.id).filter(|id| !DOCUMENTS.contains(id));
    assert_eq!(unknown.collect::<Vec<_>>(), ["fqdns"]);
}

#[test]
fn the_same_profile_gives_the_same_bytes() {
    for (name, rules) in reviewed::rule_sets() {
        if rules.service_tags.is_some() {
            continue;
        }
        let again = resolve(&CATALOG, &rules.profile.clone(), None);
        for format in formats() {
            assert_eq!(text_of(format.id, &rules), text_of(format.id, &again), "{name}");
        }
    }
}
