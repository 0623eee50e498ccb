//! How long it takes to turn answers into rules and exports: `cargo bench --bench resolve`.

use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::export::{Options, formats, render};
use aks_egress::profile::{ApiServer, Profile, Tunnel};
use aks_egress::rules::{diff, resolve};
use aks_egress::service_tags;
use criterion::{Criterion, criterion_group, criterion_main};
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

/// The rules of a cluster with every add-on, in every format.
fn exports(criterion: &mut Criterion) {
    let rules = resolve(&CATALOG, &profile(Cloud::Global, "westeurope", true), None);
    let mut group = criterion.benchmark_group("export");
    group.sample_size(10);
    for format in formats() {
        group.bench_function(format.id, |bench| {
            bench.iter(|| render(format, black_box(&rules), Options::default()).len());
        });
    }
    group.finish();
}

/// A file with one tag of about as many ranges as `AzureCloud` has; a third adjoin the one before.
fn cloud_file() -> String {
    let ranges = (0..12_000_u32).map(|number| {
        let [_, high, middle, low] = (number * 3 / 2).to_be_bytes();
        match number % 6 {
            5 => format!("\"2603:{high:x}{middle:02x}:{low:x}::/48\""),
            _ => format!("\"{}.{middle}.{low}.0/24\"", 20 + high),
        }
    });
    let ranges: Vec<String> = ranges.collect();
    format!(
        r#"{{"changeNumber":400,"cloud":"Public","values":[{{"name":"AzureCloud","id":"AzureCloud","properties":{{"changeNumber":1,"region":"","addressPrefixes":[{}]}}}}]}}"#,
        ranges.join(",")
    )
}

/// From the bytes of the file to merged ranges.
fn tags(criterion: &mut Criterion) {
    let file = cloud_file();
    let name = "ServiceTags_Public_20251110.json";
    let tags = service_tags::parse(name, file.as_bytes()).expect("service tags");
    criterion.bench_function("service tags: read AzureCloud", |bench| {
        bench.iter(|| service_tags::parse(name, black_box(file.as_bytes())).is_ok());
    });
    criterion.bench_function("service tags: expand AzureCloud", |bench| {
        bench.iter(|| tags.prefixes(black_box("AzureCloud"), true).map(|prefixes| prefixes.len()));
    });
}

criterion_group!(resolving, benches, exports, tags);
criterion_main!(resolving);
