//! How long it takes to turn answers into rules: `cargo bench`.

use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::export::{Options, format, render};
use aks_egress::profile::{ApiServer, Profile, Tunnel};
use aks_egress::rules::{RuleSet, diff, merge, resolve};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn profile(cloud: Cloud, region: &str, addons: bool) -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.cluster.cloud = cloud;
    region.clone_into(&mut profile.cluster.region);
    profile.nodes.gpu = true;
    profile.nodes.windows = addons;
    if addons {
        profile.cluster.tunnel = Tunnel::Legacy;
        profile.addons.enabled = CATALOG.addons().map(|addon| addon.id.to_owned()).collect();
    }
    profile
}

/// A thousand different clusters over all regions.
fn thousand() -> Vec<Profile> {
    let regions = CATALOG.regions.iter().cycle();
    let profiles = regions.take(1000).enumerate().map(|(index, region)| {
        let mut profile = profile(region.cloud, region.name, index % 3 == 0);
        if index % 2 == 0 {
            profile.cluster.api_server = ApiServer::PrivateLink;
        }
        profile
    });
    profiles.collect()
}

fn benches(criterion: &mut Criterion) {
    let core = profile(Cloud::Global, "westeurope", false);
    criterion.bench_function("resolve: core and GPU", |bench| {
        bench.iter(|| resolve(&CATALOG, black_box(&core), None));
    });
    let full = profile(Cloud::Global, "westeurope", true);
    criterion.bench_function("resolve: every add-on", |bench| {
        bench.iter(|| resolve(&CATALOG, black_box(&full), None));
    });
    let (old, new) = (resolve(&CATALOG, &core, None), resolve(&CATALOG, &full, None));
    criterion.bench_function("diff: core against every add-on", |bench| {
        bench.iter(|| diff(black_box(&old), black_box(&new)));
    });
    let profiles = thousand();
    criterion.bench_function("resolve: 1,000 profiles", |bench| {
        bench.iter(|| {
            let count = |profile| resolve(&CATALOG, profile, None).rules.len();
            black_box(&profiles).iter().map(count).sum::<usize>()
        });
    });
}

/// So many clusters of the global cloud, with subnets of their own.
fn fleet(clusters: u16) -> Vec<(String, RuleSet)> {
    let global = CATALOG.regions.iter().filter(|region| region.cloud == Cloud::Global).cycle();
    let rules = global.zip(0..clusters).map(|(region, number)| {
        let mut profile = profile(Cloud::Global, region.name, number % 3 == 0);
        let [high, low] = number.to_be_bytes();
        let net = std::net::Ipv4Addr::new(10, high, low, 0);
        profile.nodes.subnets = ipnet::IpNet::new(net.into(), 24).into_iter().collect();
        (format!("cluster-{number}"), resolve(&CATALOG, &profile, None))
    });
    rules.collect()
}

/// From resolved clusters to one file, per format and number of clusters.
fn merging(criterion: &mut Criterion) {
    for clusters in [1, 10, 100, 1000] {
        let sets = fleet(clusters);
        for id in ["terraform", "csv"] {
            let Some(format) = format(id) else { continue };
            criterion.bench_function(
                &format!("merge and write {id}: {clusters} clusters"),
                |bench| {
                    bench.iter_batched(
                        || sets.clone(),
                        |sets| {
                            let merged = merge(sets).ok();
                            merged.map(|rules| render(format, &rules, Options::default()).len())
                        },
                        BatchSize::LargeInput,
                    );
                },
            );
        }
    }
}

criterion_group!(resolving, benches, merging);
criterion_main!(resolving);
