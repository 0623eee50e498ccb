//! The tables of the two articles, read from `tests/data` without the catalog's help.

use aks_egress::catalog::{Cloud, Protocol, Table};
use std::collections::{BTreeMap, BTreeSet};

/// One destination in one cloud: what must be the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    pub destination: String,
    pub cloud: Cloud,
    pub protocol: Protocol,
    pub port: u16,
}

impl std::fmt::Display for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {} in {}", self.destination, self.protocol, self.port, self.cloud)
    }
}

/// A table as printed. Row 0 holds bullets of prose.
pub struct Printed<'a> {
    /// The add-on's own heading, where the table stands below one.
    pub section: Option<&'a str>,
    pub heading: &'a str,
    pub clouds: Vec<Cloud>,
    pub rows: BTreeMap<u16, BTreeSet<Fact>>,
}

impl Printed<'_> {
    /// Whether the catalog's heading means this table: the heading as printed or, where the
    /// document prints it more than once, with the beginning of its section in front.
    pub fn is(&self, table: &Table, document: &[Printed<'_>]) -> bool {
        let unique = document.iter().filter(|other| other.heading == self.heading).count() == 1;
        match table.heading.split_once(": ") {
            Some((section, heading)) => {
                heading == self.heading && self.section.is_some_and(|own| own.starts_with(section))
            }
            None => table.heading == self.heading && (unique || self.section.is_none()),
        }
    }
}

/// All tables of a file in `tests/data`.
pub fn read(text: &str) -> Vec<Printed<'_>> {
    let mut tables: Vec<Printed<'_>> = Vec::new();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        if let Some((path, clouds)) = line.strip_prefix('[').and_then(|l| l.split_once("] ")) {
            let (section, heading) = match path.split_once(" > ") {
                Some((section, heading)) => (Some(section), heading),
                None => (None, path),
            };
            let clouds = clouds.split(", ").map(cloud_named).collect();
            tables.push(Printed { section, heading, clouds, rows: BTreeMap::new() });
        } else {
            let table = tables.last_mut().expect("a table's heading stands before its rows");
            let [number, cell, protocol, port] = columns(line);
            let number = number.parse().expect("rows have numbers");
            let facts = facts(cell, &table.clouds, protocol, port);
            table.rows.entry(number).or_default().extend(facts);
        }
    }
    tables
}

fn columns<const N: usize>(line: &str) -> [&str; N] {
    let columns: Vec<&str> = line.split(" | ").collect();
    columns.try_into().unwrap_or_else(|_| panic!("a row has {N} columns: {line}"))
}

fn cloud_named(name: &str) -> Cloud {
    Cloud::from_name(name).unwrap_or_else(|| panic!("unknown cloud `{name}`"))
}

/// The facts of one row. Both articles leave out a protocol only where they mean HTTPS; the
/// bullets leave out the port too.
fn facts(cell: &str, clouds: &[Cloud], protocol: &str, port: &str) -> Vec<Fact> {
    let port: u16 = if port == "-" { 443 } else { port.parse().expect("a port is a number") };
    let protocol = if protocol == "-" { "HTTPS" } else { protocol };
    let protocol = Protocol::from_name(protocol).expect("TCP, UDP, HTTP or HTTPS");
    let destinations = match protocol {
        Protocol::Tcp | Protocol::Udp => vec![(addresses(cell, port), None)],
        Protocol::Http | Protocol::Https => hosts(cell),
    };
    let mut facts = Vec::new();
    for (destination, own) in destinations {
        let clouds = own.map_or(clouds.to_vec(), |cloud| vec![cloud]);
        facts.extend(clouds.into_iter().map(|cloud| Fact {
            destination: destination.clone(),
            cloud,
            protocol,
            port,
        }));
    }
    facts
}

/// The hosts of a cell, each with the cloud that its mark names.
fn hosts(cell: &str) -> Vec<(String, Option<Cloud>)> {
    let cell = cell.replace(" ; ", ", ").replace(" or ", ", ");
    cell.split(", ")
        .map(|text| match text.split_once([' ']) {
            Some((host, mark)) => (placeholders(host), Some(marked(mark))),
            None => (placeholders(text), None),
        })
        .collect()
}

fn marked(mark: &str) -> Cloud {
    match mark {
        "(Azure Government)" => Cloud::UsGov,
        "(Azure operated by 21Vianet)" => Cloud::China,
        ours => cloud_named(ours.trim_start_matches('[').trim_end_matches(']')),
    }
}

/// The articles have four words for the region.
fn placeholders(text: &str) -> String {
    let text = if text == "AzureCloud.Region" { "AzureCloud.<region>" } else { text };
    ["<location>", "<Region>", "<cluster-region-name>"]
        .iter()
        .fold(text.to_owned(), |text, name| text.replace(name, "<region>"))
}

/// What the alternatives of a network cell amount to. Each repeats the port.
fn addresses(cell: &str, port: u16) -> String {
    // The copy glues two of them together.
    let cell = cell.replace(":123ntp.", ":123 or ntp.").replace(" Or ", " or ");
    let mut forms = BTreeSet::new();
    for alternative in cell.split(" or ") {
        let (label, address) = alternative.split_once(" - ").unwrap_or(("", alternative));
        let (name, own_port) = address.rsplit_once(':').expect("an address has a port");
        assert_eq!(own_port, port.to_string(), "the port in the cell: {cell}");
        let label = if label == "ServiceTag" { "tag " } else { "" };
        forms.insert(format!("{label}{}", placeholders(name)));
    }
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    match forms[..] {
        ["*", "APIServerPublicIP", "RegionCIDRs", "tag AzureCloud.<region>"] => "control-plane",
        ["*", "ntp.ubuntu.com"] => "ntp",
        ["CustomDNSIP"] => "custom-dns",
        ["APIServerPublicIP"] => "api-server-ip",
        [tag] if tag.starts_with("tag ") => tag,
        _ => panic!("unknown forms of address: {forms:?}"),
    }
    .to_owned()
}
