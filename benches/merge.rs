//! What several clusters in one export cost: `cargo bench --bench merge`. The times of one cluster, in
//! microseconds, stay about the same however many there are: the cost grows with their number alone.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::export::{Options, format, render};
use aks_egress::profile::{Profile, Tunnel};
use aks_egress::rules::{RuleSet, merge, resolve};
use std::hint::black_box;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

const FORMATS: [&str; 3] = ["terraform", "csv", "json"];

fn main() {
    // `cargo test --benches` runs this program too, but not for its figures.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let [one, two, three] = FORMATS;
    println!("clusters   resolve     merge {one:>11} {two:>9} {three:>9}   microseconds a cluster");
    for clusters in [1, 10, 100, 1000] {
        let resolving = fastest(clusters, || (), |()| fleet(clusters).len());
        let sets = fleet(clusters);
        let merging = fastest(clusters, || sets.clone(), |sets| merge(sets).is_ok());
        let merged = merge(sets).expect("clusters of one cloud that agree");
        let writing = FORMATS.map(|id| {
            let format = format(id).expect("a format");
            fastest(clusters, || (), |()| render(format, &merged, Options::default()).len())
        });
        let share = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(clusters);
        let [one, two, three] = writing.map(share);
        let (resolving, merging) = (share(resolving), share(merging));
        println!(
            "{clusters:>8} {resolving:>9.1} {merging:>9.1} {one:>11.1} {two:>9.1} {three:>9.1}"
        );
    }
}

/// So many clusters of the global cloud over all its regions, every third with all add-ons, each with
/// a subnet of its own.
fn fleet(clusters: u16) -> Vec<(String, RuleSet)> {
    let global = CATALOG.regions.iter().filter(|region| region.cloud == Cloud::Global).cycle();
    let rules = global.zip(0..clusters).map(|(region, number)| {
        let mut profile = Profile::new(CATALOG.as_of);
        region.name.clone_into(&mut profile.cluster.region);
        profile.nodes.gpu = true;
        if number % 3 == 0 {
            profile.cluster.tunnel = Tunnel::Legacy;
            profile.addons.enabled = CATALOG.addons().map(|addon| addon.id.to_owned()).collect();
        }
        let [high, low] = number.to_be_bytes();
        let net = Ipv4Addr::new(10, high, low, 0);
        profile.nodes.subnets = ipnet::IpNet::new(net.into(), 24).into_iter().collect();
        (format!("cluster-{number}"), resolve(&CATALOG, &profile, None))
    });
    rules.collect()
}

/// The fastest of some runs, which others on the machine disturbed least; what the input takes is not
/// counted.
fn fastest<I, O>(clusters: u16, input: impl Fn() -> I, run: impl Fn(I) -> O) -> Duration {
    let runs = (5000 / clusters).clamp(10, 500);
    let times = (0..runs).map(|_| {
        let input = input();
        let start = Instant::now();
        black_box(run(black_box(input)));
        start.elapsed()
    });
    times.min().unwrap_or_default()
}
