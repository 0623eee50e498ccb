//! Lines and what they give: each file of lines stands beside what is told of it, line by line.

use super::*;
use crate::answers::explain::Cause;
use crate::answers::explain::row::{CodeText, FailureCode};
use snapbox::{Assert, Data};
use std::fmt::Write;
use std::path::Path;

/// A row in one line of text: only what it tells.
fn told(row: &Row<'_>) -> String {
    let mut out = format!("{:?}", row.outcome);
    let _ = match &row.cause {
        Cause::Unknown => Ok(()),
        Cause::Failure(FailureCode { of, code }) => {
            let of = of.map_or("?", |of| of.name());
            match code {
                CodeText::Number(number) => write!(out, " code {number} of {of}"),
                CodeText::Name(name) => write!(out, " code {name} of {of}"),
            }
        }
        cause => write!(out, " {cause:?}"),
    };
    let mut part = |name: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let _ = write!(out, " {name}={text}");
        }
    };
    part("host", row.host.as_ref().map(ToString::to_string));
    part("address", row.address.map(|address| address.to_string()));
    part("port", row.port.map(|port| port.to_string()));
    part("over", row.transport.map(|transport| transport.name().to_owned()));
    part("from", row.source.as_ref().map(ToString::to_string));
    part("rule", Some(row.rule.to_string()));
    part("time", Some(row.time.to_string()));
    out
}

fn rows(line: &str, before: Option<LogFormat>) -> (Line, Vec<String>) {
    let mut rows = Vec::new();
    let read = read(line, before, &mut |row| rows.push(told(&row)));
    (read, rows)
}

/// All lines of a file: each row on a line of its own, behind the number of its line.
fn page(lines: &str) -> String {
    let mut out = String::new();
    let mut before = None;
    for (at, line) in lines.lines().enumerate() {
        let number = at + 1;
        let (read, rows) = rows(line, before);
        match read {
            Line::Rows(format) => {
                before = Some(format);
                for row in rows {
                    let _ = writeln!(out, "{number} {format:?}: {row}");
                }
            }
            other => {
                assert!(rows.is_empty(), "{line}");
                let _ = writeln!(out, "{number} {other:?}");
            }
        }
    }
    out
}

/// Compares with the page beside the file; `SNAPSHOTS=overwrite` writes it anew.
fn compare(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/logs").join(file);
    let lines = std::fs::read_to_string(&path).expect("a file");
    let expected = path.with_file_name(format!("{}.rows", file.rsplit('/').next().unwrap_or(file)));
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(page(&lines)).raw(), Data::read_from(&expected, None).raw());
}

macro_rules! pages {
    ($($test:ident: $path:literal),+ $(,)?) => {
        $(#[test]
        fn $test() {
            compare($path);
        })+
    };
}

pages! {
    squid_access: "squid/access.log",
    fortigate_traffic: "fortigate/traffic.log",
    fortigate_inspections: "fortigate/utm.log",
    panos_syslog: "panos/firewall.log",
    lists: "hosts/list.txt",
    bootstrap: "errors/bootstrap.txt",
    pods: "errors/pods.txt",
    tools: "errors/tools.txt",
    node_checks: "node_check/check.log",
    mixed: "errors/mixed.txt",
}

#[test]
fn every_host_of_the_catalog_reads_as_itself() {
    for rule in crate::catalog::CATALOG.rules {
        let crate::catalog::Target::Host(host) = rule.target else { continue };
        let host = host.replace("<region>", "westeurope");
        // One table prints a name that begins with a dot: what it stands for is below it.
        let below = host.strip_prefix('.').map(|rest| format!("*.{rest}"));
        let expected = below.unwrap_or_else(|| host.clone());
        for line in [
            host.clone(),
            format!("{host}:443"),
            format!("- \"{host}\","),
            format!("tcp {host} 443"),
        ] {
            let mut found = Vec::new();
            let read =
                read(&line, None, &mut |row| found.push(row.host.map(|host| host.to_string())));
            assert_eq!(read, Line::Rows(LogFormat::Hosts), "{line}");
            assert_eq!(found, [Some(expected.clone())], "{line}");
        }
        let named = hosts::name(&host).and_then(|row| row.host.map(|host| host.to_string()));
        assert_eq!(named, Some(expected));
    }
}

#[test]
fn no_service_tag_and_no_region_is_a_host() {
    for region in crate::catalog::CATALOG.regions {
        for text in [region.azurecloud_tag, region.name, &format!("Storage.{}", region.name)] {
            assert_eq!(hosts::name(text), None, "{text}");
            assert_eq!(rows(text, None).0, Line::Unknown, "{text}");
        }
    }
}

#[test]
fn an_argument_is_one_destination() {
    let rows: [(&str, Option<&str>); 27] = [
        (" mcr.microsoft.com ", Some("Named host=mcr.microsoft.com")),
        ("mcr.microsoft.com.", Some("Named host=mcr.microsoft.com")),
        ("MCR.Microsoft.Com", Some("Named host=MCR.Microsoft.Com")),
        (
            "https://mcr.microsoft.com/v2/?a=b",
            Some("Named host=mcr.microsoft.com port=443 over=HTTPS"),
        ),
        (
            "https://user@mcr.microsoft.com:8443",
            Some("Named host=mcr.microsoft.com port=8443 over=HTTPS"),
        ),
        ("http://192.0.2.1/x", Some("Named address=192.0.2.1 port=80 over=HTTP")),
        ("https://[2001:db8::1]/x", Some("Named address=2001:db8::1 port=443 over=HTTPS")),
        ("192.0.2.1:9000", Some("Named address=192.0.2.1 port=9000")),
        ("[2001:db8::1]:443", Some("Named address=2001:db8::1 port=443")),
        ("[2001:db8::1]", Some("Named address=2001:db8::1")),
        ("2001:db8::/32", Some("Named address=2001:db8::")),
        ("udp:123", Some("Named port=123 over=UDP")),
        ("UDP:1194 192.0.2.1", Some("Named address=192.0.2.1 port=1194 over=UDP")),
        ("#.data.mcr.microsoft.com", Some("Named host=*.data.mcr.microsoft.com")),
        ("'mcr.microsoft.com'", Some("Named host=mcr.microsoft.com")),
        ("config.json.contoso.com", Some("Named host=config.json.contoso.com")),
        ("bücher.contoso.com", None),
        ("xn--bcher-kva.xn--p1ai", Some("Named host=xn--bcher-kva.xn--p1ai")),
        ("mcr", None),
        ("", None),
        ("443", None),
        ("tcp", None),
        ("17:30", None),
        ("mcr.microsoft.com:70000", None),
        ("mcr.microsoft.com login.microsoftonline.com", None),
        ("gopher://a.contoso.com", None),
        ("AzureKubernetesService", None),
    ];
    for (text, expected) in rows {
        assert_eq!(hosts::name(text).as_ref().map(told).as_deref(), expected, "{text:?}");
    }
    assert_eq!(hosts::name(&"a.".repeat(4000)), None);
}

#[test]
fn prose_is_nothing_beside_errors_only() {
    for before in [None, Some(LogFormat::Hosts), Some(LogFormat::Squid), Some(LogFormat::AzureJson)]
    {
        assert_eq!(rows("nothing works any more", before).0, Line::Unknown);
    }
    for before in [LogFormat::Errors, LogFormat::NodeCheck] {
        assert_eq!(rows("nothing works any more", Some(before)).0, Line::Nothing);
    }
    for line in ["", "  \r\n", "# text", "// text", "; text", "```sh", "> ", "\u{feff}"] {
        assert_eq!(rows(line, None).0, Line::Nothing, "{line:?}");
    }
}

#[test]
fn a_line_with_many_facts_gives_so_many_at_most() {
    let line = |one: &dyn Fn(usize) -> String| (0..5000).map(one).collect::<String>();
    for text in [
        line(&|n| format!("Could not resolve host: a{n}.contoso.com\\n")),
        line(&|n| format!("dial tcp 192.0.2.1:{n}: i/o timeout ")),
        line(&|n| format!("Get \"https://a{n}.contoso.com/\": EOF, ")),
        line(&|n| format!("exit status={n} ")),
        line(&|n| format!("Failed to pull image \"a{n}.contoso.com/x\" ")),
    ] {
        let (read, rows) = rows(&text, None);
        assert_eq!(read, Line::Rows(LogFormat::Errors));
        assert!(rows.len() <= 2 * errors::MOST, "{}", rows.len());
    }
    // Marks alone, without an end.
    for one in [
        "://a",
        "connect to ",
        "dial tcp ",
        "Get \"https://a.b.de/\" ",
        "lookup a.b.de on ",
        "a=\"",
        "\\",
    ] {
        rows(&one.repeat(20_000), None);
        rows(&format!("error type=traffic srcip={}", one.repeat(20_000)), None);
        rows(&format!("1,2,3,TRAFFIC,{}", one.repeat(20_000)), None);
    }
    let hosts = line(&|n| format!("a{n}.b.de "));
    assert!(rows(&hosts[..hosts::LONGEST], None).1.len() <= hosts::MOST);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    const FORMATS: [Option<LogFormat>; 7] = [
        None,
        Some(LogFormat::Hosts),
        Some(LogFormat::Errors),
        Some(LogFormat::NodeCheck),
        Some(LogFormat::Squid),
        Some(LogFormat::FortiGate),
        Some(LogFormat::PanOs),
    ];

    fn samples() -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/logs/");
        let files = [
            "squid/access.log",
            "fortigate/traffic.log",
            "fortigate/utm.log",
            "panos/firewall.log",
            "panos/export.csv",
            "hosts/list.txt",
            "errors/bootstrap.txt",
            "errors/pods.txt",
            "errors/tools.txt",
            "node_check/check.log",
        ];
        let text = |file| std::fs::read_to_string(format!("{folder}{file}")).expect("a file");
        files
            .iter()
            .flat_map(|file| text(file).lines().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    fn is_log(line: Line) -> bool {
        use LogFormat::{FortiGate, PanOs, Squid};
        matches!(line, Line::Rows(Squid | FortiGate | PanOs))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn any_text_is_read(text in "\\PC*|[ -~\\n\\t\"'\\\\,=:/.|\u{1b}é主]{0,200}", before in 0..FORMATS.len()) {
            rows(&text, FORMATS[before]);
            hosts::name(&text);
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            rows(&String::from_utf8_lossy(&bytes), None);
        }

        #[test]
        fn a_damaged_line_is_read(
            pick in any::<prop::sample::Index>(),
            cut in any::<prop::sample::Index>(),
            drop in 0..4_usize,
            put in "[ -~主é]{0,3}",
        ) {
            let samples = samples();
            let chars: Vec<char> = pick.get(&samples).chars().collect();
            let at = cut.index(chars.len() + 1);
            let end = (at + drop).min(chars.len());
            let line: String =
                chars[..at].iter().copied().chain(put.chars()).chain(chars[end..].iter().copied()).collect();
            rows(&line, None);
            rows(&line[..line.char_indices().nth(at).map_or(0, |(at, _)| at)], None);
        }

        #[test]
        fn a_row_of_a_log_survives_its_wrapping(pick in any::<prop::sample::Index>(), before in 0..FORMATS.len()) {
            let samples = samples();
            let line = pick.get(&samples);
            let bare = rows(line, None);
            if is_log(bare.0) {
                let before = FORMATS[before];
                let json = serde_json::to_string(line).expect("a string");
                for wrapped in [
                    format!("{line}\r\n"),
                    format!("> {line}"),
                    format!("\u{1b}[32m{line}\u{1b}[0m"),
                    format!("`{line}`"),
                    format!("[pod/a-0/b] {line}"),
                    format!("{json},"),
                    format!("\"{}\"", line.replace('"', "\"\"")),
                    line.clone(),
                ] {
                    prop_assert_eq!(&rows(&wrapped, before), &bare, "{}", wrapped);
                }
            }
        }
    }
}
