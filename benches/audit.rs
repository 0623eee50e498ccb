//! How long it takes to judge a firewall: `cargo bench --bench audit`.

use aks_egress::answers::audit::{
    Action, Collection, Firewall, FirewallRule, Layer, Matched, Place, Ports, SourceSet, Traffic,
    Wanted, audit,
};
use aks_egress::answers::explain::Transport;
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Profile, Tunnel};
use aks_egress::rules::{RuleSet, resolve};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// A cluster with every add-on.
fn rules() -> RuleSet {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.cluster.tunnel = Tunnel::Legacy;
    profile.nodes.gpu = true;
    profile.nodes.windows = true;
    profile.nodes.subnets.extend("10.240.0.0/16".parse::<ipnet::IpNet>().ok());
    profile.addons.enabled = CATALOG.addons().map(|addon| addon.id.to_owned()).collect();
    resolve(&CATALOG, &profile, None)
}

/// So many rules of workloads, with what the cluster needs among them: names, wildcards, service
/// tags and addresses.
fn firewall(wanted: &RuleSet, count: usize) -> Firewall {
    let mut hosts = wanted.rules.iter().flat_map(|rule| rule.destination.texts()).cycle();
    let rule = |at: usize| {
        let network = at.is_multiple_of(5);
        let to = match at % 10 {
            0 => vec![Matched::ServiceTag(format!("Storage.region{at}"))],
            5 => vec![Matched::ServiceTag("AzureCloud".to_owned())],
            1 => hosts.next().map(Matched::Host).into_iter().collect(),
            _ => vec![
                Matched::Host(format!("host{at}.contoso{}.com", at % 97)),
                Matched::Host(format!("*.app{at}.contoso.net")),
            ],
        };
        let place = Place { file: "hub.json".to_owned(), line: at, path: String::new() };
        let protocol = Some(if network { Transport::Tcp } else { Transport::Https });
        let rule = FirewallRule {
            place: place.clone(),
            name: format!("rule {at}"),
            sources: vec![SourceSet::Any],
            to,
            traffic: vec![Traffic { protocol, ports: Ports::Range(443, 443) }],
            inspects_tls: false,
            narrowed: false,
        };
        Collection {
            place,
            group: "hub".to_owned(),
            name: format!("collection {at}"),
            layer: if network { Layer::Network } else { Layer::Application },
            action: Ok(if at % 50 == 7 { Action::Deny } else { Action::Allow }),
            priorities: [1, 100, u32::try_from(at).unwrap_or(0)],
            rules: vec![rule],
        }
    };
    Firewall { collections: (0..count).map(rule).collect(), ..Firewall::default() }
}

fn benches(criterion: &mut Criterion) {
    let rules = rules();
    let wanted =
        Wanted { rules: &rules, tags: None, subnets: &rules.profile.nodes.subnets, groups: &[] };
    for (name, count) in [("audit: 1,000 rules", 1000), ("audit: 5,000 rules", 5000)] {
        let firewall = firewall(&rules, count);
        criterion.bench_function(name, |bench| {
            bench.iter(|| audit(black_box(&firewall), wanted));
        });
    }
}

criterion_group!(all, benches);
criterion_main!(all);
