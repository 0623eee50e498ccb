//! English exports.

use super::{Columns, ExportWords, Headings, Labels, LimitWords, PortalWords, TagViewWords};

/// English.
pub static EN: ExportWords = ExportWords {
    title: "Outbound firewall rules for an AKS cluster",
    title_of_missing: "Outbound firewall rules for an AKS cluster: MISSING RULES ONLY",
    labels: Labels {
        tool: "Made by",
        profile: "Profile",
        clusters: "Clusters",
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
        checked: "Checked",
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
    clusters: |count, names| format!("{count}: {names}"),
    counts: |network, application| {
        format!(
            "{network} {}, {application} {}",
            rules(network, "network"),
            rules(application, "application")
        )
    },
    service_tags: |file, change, day, ipv6| {
        let day = day.map(|day| format!(" of {day}")).unwrap_or_default();
        let prefixes = if ipv6 { "IPv4 and IPv6" } else { "IPv4 only" };
        format!("{file}, change number {change}{day}, {prefixes}")
    },
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
        steps: "What to do with it",
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
    nothing_written: "No rule can be said here as it is, so this file allows nothing.",
    allow_wider: "--allow-wider writes them in a wider form.",
    give_service_tags: "--service-tags with Microsoft's weekly file writes their prefixes.",
    group: |feature, requirement, sections| format!("{feature}, {requirement} ({sections})."),
    needed_by_clusters: |clusters| format!("Needed by {clusters}."),
    concerned: |clusters| format!(" (Clusters: {clusters}.)"),
    fqdn_tag: |tag| {
        format!(
            "Hosts of the core, as far as the FQDN tag {tag} holds them (content not published)"
        )
    },
    syntax_checked: |by| format!("syntax checked by {by}; not loaded into the product itself"),
    ports: |ports| format!("port {ports}:"),
    limits: LimitWords {
        network_rules: |rules| {
            format!("Network rules cannot be said here. Allow them separately: {rules}.")
        },
        application_rules: |rules| {
            format!(
                "Hosts cannot be said here, only addresses. Allow these in another form: {rules}."
            )
        },
        ports_not_opened: |rules| {
            format!("Hosts cannot be said here, only addresses. Left out: {rules}.")
        },
        ports_opened: |rules| {
            format!(
                "Wider than asked: hosts cannot be said here, so the ports of these rules are open to every address: {rules}."
            )
        },
        network_hosts: |rules| {
            format!(
                "A network rule cannot name a host here. Left out: {rules}. Ask for addresses instead, such as ntp = \"any\" under [destinations]."
            )
        },
        service_tags: |rules| format!("Service tags are known to Azure alone. Left out: {rules}."),
        prefixes: |rules| {
            format!(
                "Service tags stand as prefixes from Microsoft's file. It changes weekly, so export anew when a newer one is out: {rules}."
            )
        },
        any_address: |rules| {
            format!("Any address cannot be said here. Allow these separately: {rules}.")
        },
        ipv6: |rules| format!("IPv6 addresses cannot be said here and are left out of: {rules}."),
        wildcards: |rules| {
            format!(
                "Wildcards cannot be said here. Left out: {rules}. Find the names below them in DNS logs; the API server's own name goes into api_server_fqdn under [cluster]."
            )
        },
        names_below: |rules| {
            format!("A host also covers every name below it here. Left out: {rules}.")
        },
        names_below_too: |rules| {
            format!("Wider than asked: these hosts also cover every name below them: {rules}.")
        },
        apex: |rules| format!("A wildcard also covers the name itself here. Left out: {rules}."),
        apex_too: |rules| {
            format!("Wider than asked: these wildcards also cover the name itself: {rules}.")
        },
        inner_star: |rules| {
            format!("A star stands only as the whole first label here. Left out: {rules}.")
        },
        inner_star_widened: |rules| {
            format!(
                "Wider than asked: everything below the rest of these names is allowed: {rules}."
            )
        },
        leading_dot: |rules| {
            format!(
                "A leading dot means nothing here. Left out: {rules}. reading = \"recommended\" writes a star in its place."
            )
        },
        levels: |levels, rules| {
            format!(
                "A star stands for one label here. Names of up to {levels} labels more are allowed, deeper ones are not: {rules}."
            )
        },
        other_ports: |port, rules| {
            format!(
                "This is for port {port} alone. Other ports are in files of their own: {rules}."
            )
        },
        ports: |ports| {
            format!(
                "Ports cannot be said here. Use this in rules that allow these ports only: {ports}."
            )
        },
        sources: "Sources cannot be said here: apply this to the node subnets alone.",
        other_clusters: |rules| {
            format!(
                "Sources cannot be said here, and not every cluster needs these rules. Left out: {rules}."
            )
        },
        other_clusters_too: |rules| {
            format!("Wider than asked: every cluster may use what only some need: {rules}.")
        },
        hosts_as_printed: |rules| {
            format!(
                "These hosts stand as the source prints them, and devices differ in how they read a leading dot or an inner star: {rules}."
            )
        },
        names_in_network_rules: |rules| {
            format!(
                "A host in a network rule works only while the firewall's DNS proxy is on and nodes resolve through the firewall: {rules}."
            )
        },
    },
    tag_view: TagViewWords {
        about: "One rule with the FQDN tag AzureKubernetesService takes the place of the hosts in the first list. Microsoft does not publish what the tag holds, so this is belief: compare with the firewall's log before you rely on it.",
        stands_for: "Left to the FQDN tag",
        written: "Written all the same",
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
