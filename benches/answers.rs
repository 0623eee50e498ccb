//! How fast logs are read: `cargo bench --bench answers`.

use aks_egress::answers::explain::Explainer;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use std::ops::ControlFlow;

/// So many rows a file has.
const ROWS: u64 = 20_000;

const HOSTS: &[&str] = &[
    "mcr.microsoft.com",
    "packages.aks.azure.com",
    "login.microsoftonline.com",
    "telemetry.contoso.com",
    "westeurope.data.mcr.microsoft.com",
];

fn host(number: u64) -> &'static str {
    usize::try_from(number).map_or("", |number| HOSTS[number % HOSTS.len()])
}

/// Structured records as storage keeps them, of about 700 bytes.
fn json() -> String {
    let mut out = String::new();
    for row in 0..ROWS {
        let (host, port) = (host(row), 1024 + row % 60_000);
        let (second, node) = (row % 60, row % 250);
        let _ = writeln!(
            out,
            r#"{{"time":"2026-11-25T10:00:{second:02}.1234567+00:00","resourceId":"/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/RG-HUB/PROVIDERS/MICROSOFT.NETWORK/AZUREFIREWALLS/FW-HUB","properties":{{"Protocol":"HTTPS","SourceIp":"10.240.0.{node}","SourcePort":{port},"DestinationPort":443,"Fqdn":"{host}","TargetUrl":"","Action":"Deny","Policy":"hub-policy","RuleCollectionGroup":"DefaultApplicationRuleCollectionGroup","RuleCollection":"deny-everything-else","Rule":"deny-all-of-the-spokes","ActionReason":"","IsTlsInspected":false,"WebCategory":"ComputersAndTechnology","IsExplicitProxyRequest":false}},"category":"AZFWApplicationRule"}}"#
        );
    }
    out
}

/// The same out of the portal.
fn csv() -> String {
    let mut out = "\"TenantId\",\"TimeGenerated [UTC]\",\"Protocol\",\"SourceIp\",\"SourcePort\",\"DestinationPort\",\"Fqdn\",\"Action\",\"Policy\",\"RuleCollectionGroup\",\"RuleCollection\",\"Rule\",\"ActionReason\",\"IsTlsInspected\",\"SourceSystem\",\"Type\",\"_ResourceId\"\r\n".to_owned();
    for row in 0..ROWS {
        let (host, port) = (host(row), 1024 + row % 60_000);
        let (second, node) = (row % 60, row % 250);
        let _ = write!(
            out,
            "\"00000000-0000-0000-0000-000000000001\",\"11/25/2026, 10:00:{second:02}.123 AM\",\"HTTPS\",\"10.240.0.{node}\",\"{port}\",\"443\",\"{host}\",\"Deny\",\"\",\"\",\"\",\"\",\"No rule matched. Proceeding with default action\",\"false\",\"Azure\",\"AZFWApplicationRule\",\"/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-hub/providers/microsoft.network/azurefirewalls/fw-hub\"\r\n"
        );
    }
    out
}

/// Older messages in JSON.
fn messages() -> String {
    let mut out = String::new();
    for row in 0..ROWS {
        let (host, port) = (host(row), 1024 + row % 60_000);
        let (second, node) = (row % 60, row % 250);
        let _ = writeln!(
            out,
            r#"{{"category":"AzureFirewallApplicationRule","time":"2026-11-25T10:00:{second:02}.1234567Z","resourceId":"/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/RG-HUB/PROVIDERS/MICROSOFT.NETWORK/AZUREFIREWALLS/FW-HUB","operationName":"AzureFirewallApplicationRuleLog","properties":{{"msg":"HTTPS request from 10.240.0.{node}:{port} to {host}:443. Action: Deny. Policy: hub-policy. Rule Collection Group: DefaultApplicationRuleCollectionGroup. Rule Collection: deny-everything-else. Rule: deny-all"}}}}"#
        );
    }
    out
}

fn reading(criterion: &mut Criterion) {
    let lines = json();
    let one_line = format!("{{\"records\":[{}]}}", lines.trim_end().replace('\n', ","));
    let inputs = [
        ("explain: structured JSON lines", lines),
        ("explain: structured JSON on one line", one_line),
        ("explain: CSV", csv()),
        ("explain: legacy", messages()),
    ];
    let mut group = criterion.benchmark_group("logs");
    group.sample_size(20).throughput(Throughput::Elements(ROWS));
    for (name, input) in &inputs {
        group.bench_function(*name, |bench| {
            bench.iter(|| {
                let mut explainer = Explainer::default();
                let mut go_on = |_| ControlFlow::Continue(());
                explainer.read("log", black_box(input.as_bytes()), &mut go_on).is_ok()
            });
        });
    }
    group.finish();
}

criterion_group!(answers, reading);
criterion_main!(answers);
