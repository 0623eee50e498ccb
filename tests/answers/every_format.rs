//! Every host of the catalog is the same in every format of a log.

use aks_egress::answers::explain::{Explainer, Subject, Verdict};
use aks_egress::catalog::{CATALOG, Target};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// The name of a format, its header, and a row of it.
type Format = (&'static str, &'static str, fn(&str) -> String);

/// One row for each host, in every format; all of them refused on HTTPS 443.
const FORMATS: &[Format] = &[
    ("hosts", "", |host| format!("{host}:443")),
    ("azure", "", |host| {
        format!(
            r#"{{"category":"AZFWApplicationRule","properties":{{"Protocol":"HTTPS","SourceIp":"10.0.0.4","DestinationPort":443,"Fqdn":"{host}","Action":"Deny"}}}}"#
        )
    }),
    ("csv", "TimeGenerated,Type,Protocol,SourceIp,DestinationPort,Fqdn,Action\n", |host| {
        format!("2026-11-20T02:14:07Z,AZFWApplicationRule,HTTPS,10.0.0.4,443,{host},Deny")
    }),
    ("message", "", |host| {
        format!(
            "HTTPS request from 10.0.0.4:50000 to {host}:443. Action: Deny. No rule matched. Proceeding with default action"
        )
    }),
    ("squid", "", |host| {
        format!(
            "1763600000.123 0 10.0.0.4 TCP_DENIED/403 3900 CONNECT {host}:443 - HIER_NONE/- text/html"
        )
    }),
    ("fortigate", "", |host| {
        format!(
            r#"date=2026-11-20 time=02:14:07 type="utm" subtype="webfilter" srcip=10.0.0.4 dstport=443 service="HTTPS" hostname="{host}" action="blocked""#
        )
    }),
    ("curl", "", |host| {
        format!(
            "curl: (28) Failed to connect to {host} port 443 after 5000 ms: Timeout was reached"
        )
    }),
];

#[test]
fn every_host_is_the_same_in_every_format() {
    let hosts: BTreeSet<String> = CATALOG
        .rules
        .iter()
        .filter_map(|rule| match rule.target {
            Target::Host(host) => Some(host.replace("<region>", "westeurope").replace('*', "a1")),
            _ => None,
        })
        .filter(|host| !host.starts_with('.'))
        .collect();
    for host in &hosts {
        let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
        for (format, head, row) in FORMATS {
            let mut explainer = Explainer::default();
            let text = format!("{head}{}\n", row(host));
            explainer.read(format, text.as_bytes(), &mut |_| ControlFlow::Continue(())).unwrap();
            let report = explainer.report(None);
            let named = report
                .answers
                .iter()
                .find(|answer| matches!(&answer.subject, Subject::Host(name) if name == host));
            let answer = named.unwrap_or_else(|| panic!("{host} is not found in {text}"));
            told.push((format, answer.verdicts.iter().map(Verdict::name).collect()));
        }
        let (_, first) = &told[0];
        assert_ne!(first, &["not-aks"], "{host}");
        // What a format knows besides, such as a timeout, comes after.
        let same = told.iter().all(|(_, verdicts)| verdicts.starts_with(first));
        assert!(same, "{host}: {told:?}");
    }
}
