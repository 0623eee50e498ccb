use super::summary::Unreadable;
use super::*;
use crate::answers::explain::{Cause, lines};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;

const RECORDS: &str = include_str!("../../../../tests/data/logs/azure/records.jsonl");

/// One row as a line.
fn shown(row: &Row<'_>) -> String {
    let cause = match &row.cause {
        Cause::Unknown => String::new(),
        cause => format!(" {cause:?}"),
    };
    let place = [
        row.host.as_deref().map(str::to_owned),
        row.address.map(|address| address.to_string()),
        row.port.map(|port| port.to_string()),
        row.transport.map(|transport| transport.name().to_owned()),
    ];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let source = row.source.as_deref().unwrap_or("-");
    format!("{} {:?}{cause}: {source} > {place} [{}]", row.time, row.outcome, row.rule)
}

fn read_all(input: impl Read) -> (Vec<String>, Summary) {
    let mut rows = Vec::new();
    let mut take = |row: Row<'_>| rows.push(shown(&row));
    let summary = read(input, &mut take, &mut |_| ControlFlow::Continue(())).expect("readable");
    (rows, summary)
}

/// Rows and summary as a page, to compare with a reviewed one.
fn page(input: &[u8]) -> String {
    let (rows, summary) = read_all(input);
    let mut out = String::new();
    for row in rows {
        writeln!(out, "{row}").expect("memory takes it");
    }
    writeln!(out, "\nrows {:?}, skipped {:?}", summary.rows, summary.skipped).expect("memory");
    for Unreadable { line, fault, start } in &summary.first_unreadable {
        let start: String = start.chars().take(60).collect();
        writeln!(out, "line {line}: {fault:?}: {start}").expect("memory takes it");
    }
    assert_eq!(summary.unreadable, summary.first_unreadable.len() as u64);
    out
}

macro_rules! pages {
    ($($name:ident: $file:literal),* $(,)?) => {$(
        #[test]
        fn $name() {
            let input = include_bytes!(concat!("../../../../tests/data/logs/azure/", $file));
            let expected = include_str!(concat!("../../../../tests/data/logs/azure/", $file, ".txt"));
            assert_eq!(page(input), expected);
        }
    )*};
}

pages! {
    records_of_every_category: "records.jsonl",
    the_answer_of_az: "query.json",
    the_answer_of_the_rest_api: "rest.json",
    the_portals_csv: "portal.csv",
    the_normal_form_of_sentinel: "asim.csv",
    bare_messages: "messages.log",
    messages_in_json: "messages.jsonl",
    messages_in_csv: "messages.csv",
}

#[test]
fn an_export_of_panos_is_read_by_its_names() {
    let export = include_str!("../../../../tests/data/logs/panos/export.csv");
    let rows = [
        "2026/11/25 10:00:01 Denied NoRule: 10.224.0.5 > 192.0.2.10 443 TCP [interzone-default]",
        "2026/11/25 10:00:01 Denied NoRule: 10.224.0.5 > 192.0.2.11 443 TCP [interzone-default]",
    ];
    let (read, summary) = read_all(export.as_bytes());
    assert_eq!((read.as_slice(), summary.unreadable), (rows.map(str::to_owned).as_slice(), 0));
    // The same columns as an operator arranged them.
    let chosen = "\u{feff}Action,Destination Port,\"IP Protocol\",Rule,Destination address,Source \
                  address,Type,Threat/Content Type,URL/Filename,Category,Generate Time,Bytes\r\n\
                  deny,443,tcp,\"block, all\",192.0.2.10,10.224.0.5,TRAFFIC,deny,,any,2026/11/25 10:00:01,0\r\n\
                  block-url,443,tcp,web,192.0.2.11,10.224.0.6,THREAT,url,mcr.microsoft.com/v2/,shopping,,\r\n\
                  allow,443,tcp,web,192.0.2.11,10.224.0.6,TRAFFIC,end,,any,,\r\n\
                  ,,,,,,SYSTEM,general,,,,\r\n\
                  deny,443,tcp\r\n\
                  10.240.0.4 TCP_DENIED\r\n";
    let (read, summary) = read_all(chosen.as_bytes());
    let expected = [
        "2026/11/25 10:00:01 Denied Rule: 10.224.0.5 > 192.0.2.10 443 TCP [block, all]",
        " Denied Category(\"shopping\"): 10.224.0.6 > mcr.microsoft.com 192.0.2.11 443 TCP [web]",
        " Allowed: 10.224.0.6 > 192.0.2.11 443 TCP [web]",
    ];
    assert_eq!(read, expected);
    let lines: Vec<u64> = summary.first_unreadable.iter().map(|row| row.line).collect();
    assert_eq!(lines, [6, 7], "cut rows, and rows of other logs");
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn pretty(line: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    serde_json::to_string_pretty(&value).expect("JSON")
}

/// The same records in every form in which they are passed around.
fn wrappings() -> Vec<(&'static str, Vec<u8>)> {
    let lines: Vec<&str> = RECORDS.lines().collect();
    let comma = lines.join(",");
    let pretty_lines: Vec<String> = lines.iter().map(|line| pretty(line)).collect();
    let wrap = |start: &str, end: &str| format!("{start}{comma}{end}");
    let prefixed =
        |prefix: &str| lines.iter().map(|line| [prefix, line, "\n"].concat()).collect::<String>();
    let event = |some: &[&str]| {
        ["{\"partition\":\"1\",\"body\":{\"records\":[", &some.join(","), "]},\"offset\":3}\n"]
            .concat()
    };
    let events: String = lines.chunks(4).map(event).collect();
    let envelope = |some: &[&str]| ["{\"records\": [", &some.join(", "), "]}\n"].concat();
    let hub: String = lines.chunks(4).map(envelope).collect();
    let texts = [
        ("lines", RECORDS.to_owned()),
        ("records", wrap("{\"records\":[", "]}")),
        (
            "records after other fields",
            wrap("{\"count\":3,\"next\":{},\"records\" : [ ", " ] } \n"),
        ),
        ("value", wrap("{\"value\":[", "],\"nextLink\":\"https://a.b/c?d={e}\",\"more\":[1]}")),
        ("an unknown name", wrap("{\"hits\":[", "]}")),
        ("array", wrap("[", "]\n")),
        ("array over lines", format!("[\n  {}\n]\n", lines.join(",\n  "))),
        ("pretty", pretty_lines.join("\n")),
        ("pretty array", format!("[\n{}\n]", pretty_lines.join(",\n"))),
        ("pretty records", pretty(&wrap("{\"records\":[", "]}"))),
        (
            "pretty records of a hub",
            pretty(&wrap("[{\"body\":{\"records\":[", "]},\"x\":{\"y\":[{}]}}]")),
        ),
        ("concatenated", lines.concat()),
        ("several envelopes", hub),
        ("events of a hub", events),
        ("syslog", prefixed("Nov 25 10:00:00 relay fw[12]: ")),
        ("kubectl", prefixed("[pod/relay-1/main] 2026-11-25T10:00:00Z ")),
        ("an envelope behind a prefix", wrap("<14>relay: {\"records\":[", "]}")),
        ("CRLF", RECORDS.replace('\n', "\r\n")),
        ("BOM", format!("\u{feff}{RECORDS}")),
        ("empty lines", RECORDS.replace('\n', "\n\n  \n")),
    ];
    let mut all: Vec<_> = texts.map(|(name, text)| (name, text.into_bytes())).into();
    let sixteen = std::iter::once(0xfeff).chain(RECORDS.encode_utf16());
    all.push(("UTF-16", sixteen.flat_map(u16::to_le_bytes).collect()));
    all.push(("gzip", packed(RECORDS.as_bytes())));
    all
}

#[test]
fn a_wrapping_changes_nothing() {
    let (expected, _) = read_all(RECORDS.as_bytes());
    for (name, bytes) in wrappings() {
        let (rows, summary) = read_all(&*bytes);
        assert_eq!(rows, expected, "{name}");
        assert_eq!((summary.unreadable, summary.failed), (0, None), "{name}");
        assert_eq!(summary.skipped.len(), 2, "{name}: {:?}", summary.skipped);
    }
}

/// Gives a few bytes at a time.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        self.1 = self.1 % 7 + 1;
        let count = self.1.min(room.len()).min(self.0.len());
        room[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[test]
fn it_does_not_matter_how_bytes_arrive() {
    let (expected, _) = read_all(RECORDS.as_bytes());
    for (name, bytes) in wrappings() {
        assert_eq!(read_all(Drip(&bytes, 0)).0, expected, "{name}");
    }
    let csv = include_bytes!("../../../../tests/data/logs/azure/portal.csv");
    assert_eq!(read_all(Drip(csv, 3)), read_all(&csv[..]));
}

fn record(host: &str) -> String {
    format!(
        "{{\"time\":\"t\",\"category\":\"AZFWApplicationRule\",\"properties\":{{\"Action\":\"Deny\",\"Fqdn\":\"{host}\",\"DestinationPort\":443}}}}"
    )
}

/// The hosts of the rows, and what could not be read.
fn hosts(input: &[u8]) -> (Vec<String>, Vec<(u64, Fault)>) {
    let mut hosts = Vec::new();
    let mut take = |row: Row<'_>| hosts.extend(row.host.map(std::borrow::Cow::into_owned));
    let summary = read(input, &mut take, &mut |_| ControlFlow::Continue(())).expect("readable");
    let faults = summary.first_unreadable.iter().map(|told| (told.line, told.fault)).collect();
    (hosts, faults)
}

#[test]
fn a_broken_record_does_not_take_others_with_it() {
    let [a, b, c] = ["a.b", "b.b", "c.b"].map(record);
    let cases = [
        // Cut off inside a string, a name, behind a colon, a brace, a comma.
        (format!("{}\n{b}\n{c}\n", &a[..20]), 1),
        (format!("{}\n{b}\n{c}\n", &a[..11]), 1),
        (format!("{{\"time\":\n{b}\n{c}\n"), 1),
        (format!("{{\n{b}\n{c}\n"), 1),
        (format!("{{\"time\":\"t\",\n{b}\n{c}\n"), 1),
        (format!("{{\"list\":[1,\n{b}\n{c}\n"), 1),
        (format!("{{\"time\":\"t\",\"list\":[\n{b}\n{c}\n"), 1),
        (format!("{a} {b}\nsome junk here\n{c}"), 1),
        (format!("{{\"records\":[{},{b},{c}]}}", a.replace("\"category\"", "category")), 1),
        (format!("{{\"records\":[{},{b},{c}]}}", a.replace("\"t\"", "\"t")), 1),
        (format!("{{\"records\":[{},{b},{c}]}}", a.replace("}}", "}")), 1),
        (format!("{{\"records\":[{},{b},{c}]}}", a.replace("}}", "}]")), 1),
        (format!("{{\"records\":[{},{b},{c}]}}", a.replace(":443", ":44.3.4")), 1),
        (format!("{{\"records\":[{b},{c},{}", &a[..90]), 1),
        (format!("{{\"records\":[{b},\n{c},oh no,\n"), 1),
        (format!("[\n{},\n{b},\n{c}\n]\n", pretty(&a).replace("\"category\"", "\"category")), 1),
        (format!("{}\n{b}\n{}\n", pretty(&a).replace("\"t\"", "t"), pretty(&c)), 1),
        (format!("{a}\n{b}\n{c}").replace("a.b", "a.b\u{1}\n"), 1),
    ];
    for (text, faults) in cases {
        let (found, told) = hosts(text.as_bytes());
        let found: Vec<&str> = found.iter().map(String::as_str).filter(|h| *h != "a.b").collect();
        assert_eq!(found, ["b.b", "c.b"], "{text}");
        assert_eq!(told.len(), faults, "{told:?} of {text}");
    }
}

#[test]
fn lines_are_counted_where_a_record_begins() {
    let [a, b] = ["a.b", "b.b"].map(record);
    let text = format!("{}\n\nwhat is this\n{a}\n{{\"x\":1}}\n{b}{{\"y\n", pretty(&a));
    let (found, told) = hosts(text.as_bytes());
    assert_eq!(found, ["a.b", "a.b", "b.b"]);
    assert_eq!(told, [(11, Fault::Unknown), (13, Fault::NoRecord), (14, Fault::Json)]);
}

#[test]
fn invalid_utf8_costs_no_row() {
    let mut bytes = format!("{}\n", record("a.b")).into_bytes();
    let at = bytes.iter().position(|b| *b == b't').expect("there is one");
    bytes.insert(at, 0xff);
    bytes.extend(b"TimeGenerated,Fqdn,Action,Rule\n1,b.b,Deny,\xff\xfe\n");
    assert_eq!(hosts(&bytes).0, ["a.b", "b.b"]);
}

#[test]
fn nothing_is_too_long_or_too_deep() {
    let good = record("a.b");
    let huge = "x".repeat(MAX_LINE + 70_000);
    let deep = "[".repeat(300_000);
    let cases = [
        (format!("{huge}\n{good}\n"), Fault::TooLong),
        (format!("{{\"time\":\"{huge}\"}}\n{good}\n"), Fault::TooLong),
        (format!("{{\"records\":[{{\"x\":[\"{huge}\",{{}}]}},{good}]}}"), Fault::TooLong),
        (format!("{{\"time\":\"{huge}\n{good}\n"), Fault::Json),
        (format!("{{\"x\":{deep}\n{good}\n"), Fault::Json),
        (format!("{{\"time\":{}\n{good}\n", "{\"a\":".repeat(300_000)), Fault::Json),
        (format!("TimeGenerated,Fqdn,Action\n\"{huge}\n1,a.b,Deny\n"), Fault::TooLong),
        (
            format!("TimeGenerated,Fqdn,Action\n{}\n1,a.b,Deny\n", ",".repeat(2_000_000)),
            Fault::TooLong,
        ),
    ];
    for (text, fault) in cases {
        let (found, told) = hosts(text.as_bytes());
        let start: String = text.chars().take(60).collect();
        assert_eq!(found, ["a.b"], "{start}");
        assert_eq!(told.first().map(|told| told.1), Some(fault), "{start}");
    }
    // Without an end, in the smallest of memory.
    for byte in b"x{[\",\n \\" {
        let endless = io::repeat(*byte).take(8_000_000);
        let (rows, _) = read_all(endless);
        assert!(rows.is_empty());
        let (rows, _) = read_all((&b"{\"records\":["[..]).chain(io::repeat(*byte).take(8_000_000)));
        assert!(rows.is_empty());
    }
}

#[test]
fn it_can_be_broken_off_and_tells_how_far_it_came() {
    let many = RECORDS.repeat(100);
    let mut seen = Vec::new();
    let mut watch = |progress: Progress| {
        seen.push(progress);
        if seen.len() == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut count = 0;
    let summary = read(many.as_bytes(), &mut |_| count += 1, &mut watch).expect("readable");
    assert!(summary.broken_off && summary.unreadable == 0, "{summary:?}");
    assert!(count > 100 && count < 2200 && summary.rows.values().sum::<u64>() == count);
    assert!(seen.windows(2).all(|two| two[0].bytes < two[1].bytes && two[0].rows < two[1].rows));
    // What is packed is counted as it lies in the file.
    let mut last = 0;
    let file = packed(many.as_bytes());
    let mut watch = |progress: Progress| {
        last = progress.bytes;
        ControlFlow::Continue(())
    };
    read(&*file, &mut |_| (), &mut watch).expect("readable");
    assert!(last > 0 && last <= file.len() as u64);
}

#[test]
fn what_was_read_before_a_fault_counts() {
    let file = packed(RECORDS.repeat(100).as_bytes());
    let (rows, summary) = read_all(&file[..file.len() / 2]);
    assert!(!rows.is_empty() && summary.failed.is_some());
    assert!(read(&file[..12], &mut |_| (), &mut |_| ControlFlow::Continue(())).is_err());
}

#[test]
fn a_table_survives_quotation_marks_and_other_headers() {
    let text = "TimeGenerated [UTC]\tFqdn\tAction\r\n1\ta.b\tDeny\r\n\r\n2\t\"b.b\tDeny\r\n3\tc.b\tDeny\r\n4\td.b\tDeny\tx\r\n5\te.b\tDeny\t\r\nTimeGenerated,Action,Fqdn\n6,Deny,f.b\n";
    let (found, told) = hosts(text.as_bytes());
    assert_eq!(found, ["a.b", "c.b", "e.b", "f.b"]);
    assert_eq!(told, [(4, Fault::Columns), (6, Fault::Columns)]);
    let two = "TimeGenerated,Fqdn,Action\n1,a.b,Deny\nTimeGenerated;Action;Fqdn\nTimeGenerated,Action,Fqdn\n2,Deny,b.b";
    assert_eq!(hosts(two.as_bytes()).0, ["a.b", "b.b"]);
}

/// How many of the rows are missing.
fn missing(all: &[String], found: &[String]) -> usize {
    all.iter().filter(|row| !found.contains(row)).count()
}

/// A log of many records, each of another host, and what it is wrapped in.
fn log(wrapping: usize) -> (String, Vec<String>) {
    let names: Vec<String> = (0..40).map(|number| format!("host{number}.contoso.com")).collect();
    let records: Vec<String> = names.iter().map(|name| record(name)).collect();
    let text = match wrapping {
        0 => records.join("\n"),
        1 => format!("{{\"records\":[{}]}}", records.join(",")),
        2 => records.concat(),
        3 => format!("[\n{}\n]", records.iter().map(|r| pretty(r)).collect::<Vec<_>>().join(",\n")),
        4 => {
            let rows: Vec<String> =
                names.iter().map(|n| format!("[\"t\",\"{n}\",\"Deny\"]")).collect();
            format!(
                "{{\"tables\":[{{\"columns\":[{{\"name\":\"TimeGenerated\"}},{{\"name\":\"Fqdn\"}},{{\"name\":\"Action\"}}],\"rows\":[{}]}}]}}",
                rows.join(",")
            )
        }
        _ => {
            let rows: String =
                names.iter().map(|n| ["\"t\",\"", n, "\",\"Deny\"\n"].concat()).collect();
            format!("TimeGenerated,Fqdn,Action\n{rows}")
        }
    };
    (text, names)
}

/// Before this byte stands only what wraps the records; who harms it may lose more.
fn first_record(text: &str) -> usize {
    text.find("host0").unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read_all(&*bytes);
    }

    #[test]
    fn no_json_breaks_it(text in "([\\[\\]{}:,\"\\\\\n a1]|\"records\":\\[|\"rows\":\\[\\[|\"Fqdn\"){0,200}") {
        let (whole, summary) = read_all(text.as_bytes());
        prop_assert_eq!((whole, summary), read_all(Drip(text.as_bytes(), 2)));
    }

    #[test]
    fn one_byte_harms_its_own_record(wrapping in 0..6_usize, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let (text, names) = log(wrapping);
        let start = first_record(&text);
        let mut bytes = text.into_bytes();
        let at = start + at.index(bytes.len() - start);
        bytes[at] = byte;
        let (found, _) = hosts(&bytes);
        let lost = missing(&names, &found);
        prop_assert!(lost <= 2, "{lost} lost: {}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_cut_harms_what_it_touches(wrapping in 0..6_usize, at in any::<prop::sample::Index>(), size in 1..300_usize) {
        let (text, names) = log(wrapping);
        let start = first_record(&text);
        let at = start + at.index(text.len() - start);
        let end = (at + size).min(text.len());
        let touched = text[at..end].matches("host").count();
        let cut = [&text[..at], &text[end..]].concat();
        let (found, _) = hosts(cut.as_bytes());
        let lost = missing(&names, &found);
        prop_assert!(lost <= touched + 2, "{lost} lost, {touched} touched: {cut}");
    }
}

/// What the readers of lines give of the same text.
fn line_by_line(text: &str) -> Vec<String> {
    let mut rows = Vec::new();
    let mut before = None;
    for line in text.lines() {
        let mut take = |row: Row<'_>| rows.push(shown(&row));
        if let lines::Line::Rows(format) = lines::read(line, before, &mut take) {
            before = Some(format);
        }
    }
    rows
}

#[test]
fn lines_of_other_formats_are_passed_on() {
    let texts = [
        include_str!("../../../../tests/data/logs/errors/bootstrap.txt"),
        include_str!("../../../../tests/data/logs/errors/mixed.txt"),
        include_str!("../../../../tests/data/logs/errors/pods.txt"),
        include_str!("../../../../tests/data/logs/fortigate/traffic.log"),
        include_str!("../../../../tests/data/logs/hosts/list.txt"),
        include_str!("../../../../tests/data/logs/panos/export.csv"),
        include_str!("../../../../tests/data/logs/squid/access.log"),
    ];
    for text in texts {
        assert_eq!(read_all(text.as_bytes()).0, line_by_line(text));
    }
}

#[test]
fn errors_inside_json_are_found() {
    let lookup = "dial tcp: lookup mcr.microsoft.com on 10.0.0.53:53: no such host";
    let event = format!(
        "{{\"kind\":\"Event\",\"type\":\"Warning\",\"reason\":\"Failed\",\"message\":\"Failed to pull image: {lookup}\"}}"
    );
    let vm = "{\"status\":\"Failed\",\"error\":{\"code\":\"VMExtensionProvisioningError\",\"message\":\"Enable failed: exit status=50\\n[stdout]\\n{ \\\"ExitCode\\\": \\\"50\\\" }\"}}";
    let check = "{\"TaskName\":\"network\",\"Message\":\"Wed Nov 25 10:00:02 UTC 2026 - ERROR: Failed to test DNS resolution to mcr.microsoft.com.\"}";
    let cases = [
        (event.clone(), 1),
        (format!("{{\"apiVersion\":\"v1\",\"items\":[{event},{event}],\"kind\":\"List\"}}"), 2),
        (pretty(&format!("{{\"apiVersion\":\"v1\",\"items\":[{event},{event}]}}")), 2),
        (format!("{{\"log\":\"E1125 {lookup}\\n\",\"stream\":\"stderr\"}}\n"), 1),
        (format!("[{check},{check}]"), 2),
        (format!("what it said\nbefore\n{lookup}\n{{\"level\":\"info\"}}"), 1),
    ];
    for (text, count) in cases {
        let (rows, summary) = read_all(text.as_bytes());
        assert_eq!(rows.len(), count, "{text}: {summary:?}");
        assert!(rows.iter().all(|row| row.contains("mcr.microsoft.com")), "{rows:?}");
    }
    for text in [vm.to_owned(), pretty(vm)] {
        let (rows, summary) = read_all(text.as_bytes());
        assert!(!rows.is_empty() && summary.unreadable == 0, "{text}: {summary:?}");
    }
    let (rows, summary) =
        read_all(&b"{\"category\":\"kube-audit\",\"properties\":{\"log\":\"all is well\"}}"[..]);
    assert!(rows.is_empty());
    assert_eq!(summary.skipped.get("kube-audit"), Some(&1), "{summary:?}");
}
