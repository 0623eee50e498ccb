//! Microsoft's service tag files: samples that keep the files' shape, and files that are none.

use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::profile::Language;
use aks_egress::service_tags::{ServiceTags, ServiceTagsError, parse};
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

#[test]
fn adjacent_prefixes_are_merged_and_ipv6_is_left_out() {
    let text = br#"{"changeNumber": 1, "cloud": "Public", "values": [{"name": "A.b", "properties":
        {"addressPrefixes": ["10.0.1.0/24", "10.0.0.0/24", "2001:db8::/32", "10.9.0.0/16"]}}]}"#;
    let merged =
        parse("f", text).expect("it is good").prefixes("a.B", false).expect("the tag is there");
    let merged: Vec<String> = merged.iter().map(ToString::to_string).collect();
    assert_eq!(merged, ["10.0.0.0/23", "10.9.0.0/16"]);
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
