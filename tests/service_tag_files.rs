//! Microsoft's service tag files: samples that keep the files' shape, and files that are none.

use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::profile::{Language, Profile, Tunnel};
use aks_egress::rules::resolve;
use aks_egress::service_tags::{ServiceTags, ServiceTagsError, day_of, parse};
use ipnet::IpNet;
use std::path::Path;

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/service_tags");
    std::fs::read(folder.join(name)).expect("the sample is there")
}

fn sample(name: &str) -> ServiceTags {
    parse(name, &bytes(name)).expect("the sample is good")
}

const PUBLIC: &str = "ServiceTags_Public_20251110.sample.json";
const CHINA: &str = "ServiceTags_China_20260720.sample.json";
const US_GOV: &str = "ServiceTags_AzureGovernment_20260720.sample.json";

#[test]
fn samples_of_all_clouds_are_read() {
    for (name, cloud, change_number, tags) in [
        (PUBLIC, Cloud::Global, 376, 6),
        (CHINA, Cloud::China, 405, 5),
        (US_GOV, Cloud::UsGov, 402, 5),
    ] {
        let read = sample(name);
        assert_eq!((read.cloud, read.change_number), (cloud, change_number));
        assert_eq!((read.file.as_str(), read.tags.len()), (name, tags));
        assert!(read.tags.values().all(|prefixes| !prefixes.is_empty()));
    }
}

/// The tag of a region is not always its name, and letter case does not matter.
#[test]
fn tags_of_regions_are_found() {
    for (file, region) in [
        (PUBLIC, "norwayeast"),
        (PUBLIC, "francecentral"),
        (PUBLIC, "westeurope"),
        (CHINA, "chinanorth3"),
        (US_GOV, "usdodeast"),
    ] {
        let tag = CATALOG.region(region).expect("the region is known").azurecloud_tag;
        let prefixes = sample(file).prefixes(tag, false).expect(tag);
        assert!(!prefixes.is_empty() && prefixes.iter().all(|net| net.addr().is_ipv4()));
    }
    let public = sample(PUBLIC);
    assert!(public.prefixes("AzureCloud.norwayeast", false).is_none());
    assert_eq!(
        public.prefixes("storage.francecentral", true),
        public.prefixes("Storage.FranceCentral", true)
    );
}

/// Ten regions have a tag that is not called like them.
#[test]
fn regions_whose_tags_have_odd_names() {
    let odd = [
        ("brazilsoutheast", "brazilse"),
        ("chilecentral", "chilec"),
        ("francecentral", "centralfrance"),
        ("francesouth", "southfrance"),
        ("germanynorth", "germanyn"),
        ("germanywestcentral", "germanywc"),
        ("norwayeast", "norwaye"),
        ("norwaywest", "norwayw"),
        ("switzerlandnorth", "switzerlandn"),
        ("switzerlandwest", "switzerlandw"),
    ];
    for region in CATALOG.regions {
        let known = odd.iter().find(|(name, _)| *name == region.name);
        let tag = known.map_or(region.name, |(_, tag)| *tag);
        assert_eq!(region.azurecloud_tag, format!("AzureCloud.{tag}"));
    }
    for (region, tag) in odd {
        let file = format!(
            r#"{{"changeNumber": 1, "cloud": "Public", "values": [{{"name": "AzureCloud.{tag}",
               "properties": {{"addressPrefixes": ["10.1.0.0/16", "2001:db8::/32"]}}}}]}}"#
        );
        let file = parse("f", file.as_bytes()).expect("it is good");
        let mut profile = Profile::new(CATALOG.as_of);
        region.clone_into(&mut profile.cluster.region);
        profile.cluster.tunnel = Tunnel::Legacy;
        profile.destinations.service_tags = Some("f".to_owned());
        let rules = resolve(&CATALOG, &profile, Some(&file));
        assert!(!rules.refused(), "{region}: {:?}", rules.findings);
        let tunnel = rules.rules.iter().find(|rule| rule.port() == 9000).expect("the tunnel");
        assert_eq!(tunnel.prefixes, ["10.1.0.0/16".parse().expect("a network")], "{region}");
    }
}

#[test]
fn adjacent_prefixes_are_merged_and_ipv6_comes_on_request() {
    let text = br#"{"changeNumber": 1, "cloud": "Public", "values": [{"name": "A.b", "properties":
        {"addressPrefixes": ["10.0.1.0/24", "2001:db8:8000::/33", "10.0.0.0/24", "2001:db8::/33",
        "10.9.0.0/16", "10.9.7.0/24"]}}]}"#;
    let file = parse("f", text).expect("it is good");
    let merged = |ipv6| -> Vec<String> {
        let prefixes = file.prefixes("a.B", ipv6).expect("the tag is there");
        prefixes.iter().map(ToString::to_string).collect()
    };
    assert_eq!(merged(false), ["10.0.0.0/23", "10.9.0.0/16"]);
    assert_eq!(merged(true), ["10.0.0.0/23", "10.9.0.0/16", "2001:db8::/32"]);
    assert_eq!((file.ipv6_count("A.B"), file.has_ipv4("A.B")), (2, true));
    assert_eq!((file.ipv6_count("none"), file.has_ipv4("none")), (0, false));
}

/// Merging takes no address away and adds none.
#[test]
fn merged_prefixes_of_all_clouds_hold_the_same_addresses() {
    for name in [PUBLIC, CHINA, US_GOV] {
        let file = sample(name);
        for (tag, all) in &file.tags {
            let merged = file.prefixes(tag, true).expect(tag);
            let ipv4 = file.prefixes(tag, false).expect(tag);
            let (v4, v6): (Vec<IpNet>, Vec<IpNet>) =
                merged.iter().partition(|net| net.addr().is_ipv4());
            assert_eq!([&*ipv4, &*v6].concat(), merged, "{name}, {tag}: IPv4 first");
            assert_eq!(ipv4, v4);
            assert!(merged.len() <= all.len());
            for prefix in all {
                assert!(merged.iter().any(|net| net.contains(prefix)), "{name}, {tag}: {prefix}");
            }
            let outermost = |net: &IpNet| !all.iter().any(|one| one != net && one.contains(net));
            let mut apart: Vec<IpNet> = all.iter().copied().filter(outermost).collect();
            apart.sort();
            apart.dedup();
            assert_eq!(addresses(&merged), addresses(&apart), "{name}, {tag}");
            let apart = |pair: &[IpNet]| !pair[0].contains(&pair[1]);
            assert!(merged.windows(2).all(apart), "{name}, {tag}");
        }
    }
}

/// How many addresses networks without overlap hold, by family.
fn addresses(nets: &[IpNet]) -> [u128; 2] {
    let count = |ipv4: bool| {
        let own = nets.iter().filter(|net| net.addr().is_ipv4() == ipv4);
        own.map(|net| 1_u128 << (net.max_prefix_len() - net.prefix_len())).sum()
    };
    [count(true), count(false)]
}

#[test]
fn the_day_is_read_from_the_name() {
    for (name, day) in [
        (PUBLIC, Some("2025-11-10")),
        ("tags/ServiceTags_AzureGovernment_20260720.json", Some("2026-07-20")),
        ("ServiceTags_Public_20251110 (1).json", Some("2025-11-10")),
        ("ServiceTags_Public_20251340.json", None),
        ("ServiceTags_Public_202511101.json", None),
        ("tags.json", None),
        ("", None),
    ] {
        assert_eq!(day_of(name).map(|day| day.to_string()).as_deref(), day, "{name}");
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    let text = String::from_utf8(bytes(CHINA)).expect("it is text").replace('\n', "\r\n");
    let marked = format!("\u{feff}{text}");
    assert_eq!(parse(CHINA, marked.as_bytes()), Ok(sample(CHINA)));
}

#[test]
fn a_download_that_broke_off() {
    let whole = bytes(US_GOV);
    let half = &whole[..whole.len() / 2];
    let lines = half.split(|&byte| byte == b'\n').count();
    match parse("f", half) {
        Err(ServiceTagsError::Truncated(line, column)) => {
            assert_eq!(line, lines);
            assert!(column > 0);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_service_tag_file() {
    use ServiceTagsError as Fault;
    let tag = |prefixes: &str| {
        format!(
            r#"{{"changeNumber": 1, "cloud": "Public", "values": [{{"name": "T", "properties": {prefixes}}}]}}"#
        )
    };
    let bad = |prefix: &str| Fault::BadPrefix("T".to_owned(), prefix.to_owned());
    for (text, fault) in [
        (String::new(), Fault::Empty),
        (" \n ".to_owned(), Fault::Empty),
        ("<html>\n".to_owned(), Fault::NotJson(1, 1)),
        ("{\n \"a\": 1,\n}".to_owned(), Fault::NotJson(3, 1)),
        ("[]".to_owned(), Fault::NoSuchPart("changeNumber")),
        ("{}".to_owned(), Fault::NoSuchPart("changeNumber")),
        (r#"{"changeNumber": "1"}"#.to_owned(), Fault::NoSuchPart("changeNumber")),
        (r#"{"changeNumber": 1}"#.to_owned(), Fault::NoSuchPart("cloud")),
        (r#"{"changeNumber": 1, "cloud": 3}"#.to_owned(), Fault::NoSuchPart("cloud")),
        (r#"{"changeNumber": 1, "cloud": "Public"}"#.to_owned(), Fault::NoSuchPart("values")),
        (
            r#"{"changeNumber": 1, "cloud": "Public", "values": {}}"#.to_owned(),
            Fault::NoSuchPart("values"),
        ),
        (tag("{}"), Fault::NoSuchPart("values[].properties.addressPrefixes")),
        (
            r#"{"changeNumber": 1, "cloud": "AzureGermany", "values": []}"#.to_owned(),
            Fault::UnknownCloud("AzureGermany".to_owned()),
        ),
        (tag(r#"{"addressPrefixes": ["10.0.0.0/8", "10.0.0.0/33"]}"#), bad("10.0.0.0/33")),
        (tag(r#"{"addressPrefixes": ["10.0.0.4"]}"#), bad("10.0.0.4")),
        (tag(r#"{"addressPrefixes": [""]}"#), bad("")),
    ] {
        assert_eq!(parse("f", text.as_bytes()), Err(fault.clone()), "{text}");
        let (en, zh) = (fault.text(Language::En), fault.text(Language::Zh));
        assert_eq!(fault.to_string(), en);
        assert!(zh.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{zh}");
    }
}

#[test]
fn messages_name_what_is_wrong() {
    let text = "{\"changeNumber\": 1, \"cloud\": \"Public\", \"values\": [{\"name\": \"Storage\", \
                \"properties\": {\"addressPrefixes\": [\"x\\u001b\"]}}]}";
    let message = parse("f", text.as_bytes()).expect_err("it is bad").to_string();
    assert!(message.contains("Storage") && message.contains("`x\\u{1b}`"), "{message}");
    assert!(parse("f", b"\xFF\xFE{").is_err());
}
