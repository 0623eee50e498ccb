use super::*;
use crate::answers::explain::{Cause, LogFormat, Subject, Transport};

fn row(host: &str) -> Row<'_> {
    let mut row = Row::of(LogFormat::AzureJson, Outcome::Denied);
    row.host = Some(host.into());
    row.port = Some(443);
    row.transport = Some(Transport::Https);
    row
}

#[test]
fn rows_of_one_destination_are_one() {
    let mut table = Table::default();
    for host in ["a.example", "A.EXAMPLE.", " a.example "] {
        table.take(&row(host));
    }
    let mut other_port = row("a.example");
    other_port.port = Some(80);
    table.take(&other_port);
    let mut allowed = row("a.Example");
    allowed.outcome = Outcome::Allowed;
    table.take(&allowed);
    // An address in the place of a name is an address.
    let mut by_address = row("192.0.2.1");
    table.take(&by_address);
    by_address.host = None;
    by_address.address = Some([192, 0, 2, 1].into());
    table.take(&by_address);
    table.count_allowed();
    let counts: Vec<_> = table.groups.iter().map(|it| (it.denied, it.allowed)).collect();
    assert_eq!(counts, [(3, 1), (1, 0), (2, 0)]);
    assert_eq!(table.counts.denied, 6);
}

#[test]
fn what_has_no_destination_is_told_apart_all_the_same() {
    let mut table = Table::default();
    let bare = || Row::of(LogFormat::AzureJson, Outcome::Denied);
    let mut no_sni = bare();
    no_sni.cause = Cause::NoSni;
    for source in ["10.0.0.4", "10.0.0.5", "10.0.0.4"] {
        no_sni.source = Some(source.into());
        table.take(&no_sni);
    }
    no_sni.address = Some([192, 0, 2, 1].into());
    table.take(&no_sni);
    table.take(&bare());
    let subjects: Vec<_> =
        table.groups.iter().map(|group| (&group.subject, group.denied)).collect();
    assert_eq!(
        subjects,
        [
            (&Subject::NoSniFrom("10.0.0.4".to_owned()), 2),
            (&Subject::NoSniFrom("10.0.0.5".to_owned()), 1),
            (&Subject::NoSniTo([192, 0, 2, 1].into()), 1),
            (&Subject::Anywhere, 1),
        ]
    );
}

#[test]
fn memory_has_an_end() {
    let mut table = Table::default();
    let most = MAX_DESTINATIONS + 500;
    for number in 0..most {
        let name = format!("h{number}.{}.example", "x".repeat(300));
        let source = format!("10.{}.{}.{}", number >> 16, (number >> 8) & 255, number & 255);
        let mut row = row(&name);
        row.source = Some(source.as_str().into());
        let [.., high, low] = number.to_be_bytes();
        row.address = Some([10, 1, high, low].into());
        table.take(&row);
    }
    assert_eq!((table.groups.len(), table.counts.left_out), (MAX_DESTINATIONS, 500));
    assert_eq!(table.sources.len(), MAX_KNOWN);
    // Known ones are still counted, and found again.
    table.take(&row(&format!("H7.{}.example", "x".repeat(300))));
    assert_eq!(table.groups[7].denied, 2);
    let names = table.names.values().map(Vec::len).max();
    assert!(names <= Some(MAX_WORDS), "{names:?}");
}

#[test]
fn sources_and_words_have_an_end() {
    let mut table = Table::default();
    for number in 0..MAX_SOURCES + 7 {
        let (source, rule) = (format!("node-{number}"), format!("rule-{number}"));
        let mut row = row("a.example");
        row.source = Some(source.as_str().into());
        row.rule = rule.as_str().into();
        row.cause = Cause::Other("long ".repeat(1000).into());
        table.take(&row);
    }
    let group = &table.groups[0];
    assert_eq!((group.sources.len(), group.from_others), (MAX_SOURCES, 7));
    assert_eq!(group.rules.len(), MAX_WORDS);
    let words = |cause: &Cause<'_>| matches!(cause, Cause::Other(it) if it.len() <= MAX_REASON);
    assert!(group.causes.len() == 1 && words(&group.causes[0].0));
}
