//! How fast logs are explained, from bytes to verdicts: `cargo bench --bench answers`.

mod inputs;

use aks_egress::answers::explain::Explainer;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use inputs::{LOGS, ROWS};
use std::hint::black_box;
use std::io::Read;
use std::ops::ControlFlow;

/// So many parts a log has: enough that rows, and not the verdicts at the end, take the time, as in
/// a log of a million.
const PARTS: usize = 10;

/// The same part over and over, as a large file is, without its memory.
fn repeated<'a>(head: &'a str, part: &'a str) -> Box<dyn Read + 'a> {
    let start: Box<dyn Read> = Box::new(head.as_bytes());
    (0..PARTS).fold(start, |log, _| Box::new(log.chain(part.as_bytes())))
}

fn explain(log: impl Read) -> usize {
    let mut explainer = Explainer::default();
    let read = explainer.read("log", log, &mut |_| ControlFlow::Continue(()));
    read.map_or(0, |()| explainer.report(None).answers.len())
}

fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("explain");
    group.sample_size(10).throughput(Throughput::Elements(ROWS * PARTS as u64));
    for (share, allowed) in [("mostly allowed", 85), ("mostly denied", 15)] {
        for log in LOGS {
            let part = log.part(allowed);
            group.bench_function(format!("{}, {share}", log.name), |bench| {
                bench.iter(|| explain(repeated(black_box(log.head), black_box(&part))));
            });
        }
    }
    // One array of records, as a single line.
    let part = LOGS[0].part(85).replace('\n', ",");
    group.bench_function("Azure Firewall JSON on one line, mostly allowed", |bench| {
        bench.iter(|| explain(repeated("{\"records\":[", black_box(&part))));
    });
    group.finish();
}

criterion_group!(answers, whole);
criterion_main!(answers);
