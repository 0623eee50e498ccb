//! English exports.

use super::{Columns, ExportWords, Headings, Labels, LimitWords, PortalWords};

/// English.
pub static EN: ExportWords = ExportWords {
    title: "Outbound firewall rules for an AKS cluster",
    labels: Labels {
        tool: "Made by",
        profile: "Profile",
        cloud: "Cloud",
        region: "Region",
        source: "Source",
        reading: "Reading",
        api_server: "API server",
        nodes: "Nodes",
        addons: "Add-ons",
        subnets: "Node subnets",
        service_tags: "Service tags",
        rules: "Rules",
    },
    readings: [
        "recommended (readings are applied and named)",
        "printed (the source at its word; readings are only named)",
    ],
    region: |display, name| format!("{display} ({name})"),
    no_region: "not chosen",
    windows: "Windows",
    gpu: "GPU",
    isolated: "network isolated",
    none: "none",
    any_source: "not given: any source address",
    counts: |network, application| {
        format!(
            "{network} {}, {application} {}",
            rules(network, "network"),
            rules(application, "application")
        )
    },
    service_tags: |file, change| format!("{file}, change number {change}"),
    refused: |text| format!("Refused: {text}"),
    comma: ", ",
    colon: ": ",
    space: " ",
    because: |text| format!("(because: {text})"),
    needed_by: |addons| format!("needed by {addons}"),
    headings: Headings {
        kinds: ["Network rules", "Application rules"],
        none: ["No network rule is needed.", "No application rule is needed."],
        warnings: "Warnings",
        advisories: "Readings",
        waiting: "Waiting for an answer",
        not_needed: "Not needed",
    },
    columns: Columns {
        destination: "Destination",
        port: "Port",
        feature: "Feature",
        requirement: "Requirement",
        purpose: "Purpose",
        blocked: "If blocked",
        source: "Source",
    },
    requirements: ["required", "recommended", "observed"],
    printed_as: |host| format!("The source prints `{host}`."),
    row: |heading, row| format!("{heading}, row {row}"),
    bullet: |heading| format!("{heading}, in prose"),
    by_reading: |id| format!("Reading {id}"),
    confidence: ["high confidence", "medium confidence"],
    reading: |title, confidence| format!("{title} ({confidence})"),
    evidence: |evidence| format!("Evidence: {evidence}"),
    ports: |ports| format!("port {ports}:"),
    limits: LimitWords {
        network_rules: |rules| {
            format!("This list of hosts cannot hold network rules. Allow them separately: {rules}.")
        },
        ports: |ports| {
            format!("This list cannot say ports. They stand in comments above the hosts: {ports}.")
        },
        names_in_network_rules: |rules| {
            format!(
                "A host in a network rule works only while DNS proxy is on in the firewall policy and nodes resolve through the firewall: {rules}."
            )
        },
        odd_hosts: |rules| {
            format!(
                "Azure Firewall takes a star only as the whole first label, so these are not in the sheet: {rules}."
            )
        },
        hosts_as_printed: |rules| {
            format!(
                "These hosts stand as the source prints them, and devices differ in how they read a leading dot or an inner star: {rules}."
            )
        },
    },
    portal: PortalWords {
        intro: "For the Azure portal: Firewall Policy, Rule collections, Add a rule collection. Each line is one field; copy what follows the colon. Fields marked (pick) are chosen from a list.",
        group: "Rule collection group, our own: the portal's default groups stay untouched",
        collection: |name| format!("Rule collection {name}"),
        row: |row, of| format!("Rule {row} of {of}"),
        pick: |label| format!("{label} (pick)"),
        about: |feature, requirement, count| {
            let noun = if count == 1 { "destination" } else { "destinations" };
            format!("{feature}, {requirement}, {count} {noun}")
        },
    },
};

fn rules(count: usize, kind: &str) -> String {
    format!("{kind} {}", if count == 1 { "rule" } else { "rules" })
}
