use super::*;
use crate::answers::explain::Cause;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

pub(in super::super) const RECORDS: &str =
    include_str!("../../../../tests/data/logs/azure/records.jsonl");

/// The rows, one a line, and the summary.
pub(in super::super) fn read_all(input: impl Read) -> (String, Summary) {
    let mut out = String::new();
    let mut take = |row: Row<'_>| {
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
        writeln!(out, "{:?}{cause}: {source} > {place} [{}]", row.fate, row.rule).expect("memory");
    };
    let summary = read(input, &mut take, &mut |_| ControlFlow::Continue(())).expect("readable");
    (out, summary)
}
#[test]
fn show() {
    for name in ["records.jsonl","query.json","rest.json","portal.csv","asim.csv","messages.txt","messages.jsonl","messages.csv"] {
        let file = std::fs::File::open(format!("tests/data/logs/azure/{name}")).unwrap();
        let (rows, summary) = read_all(file);
        println!("== {name}\n{rows}{summary:#?}");
    }
}
