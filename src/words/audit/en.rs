//! English.

use super::{AuditWords, CliAudit, Columns, Labels, Lacks, Whats, Whys};

/// English.
pub static EN: AuditWords = AuditWords {
    title: |files, name| match files {
        "" => format!("Firewall audit for {name}"),
        _ => format!("Firewall audit of {files} for {name}"),
    },
    compared: |cloud, region, source| match region {
        "" => format!("Compared with what {cloud} needs by {source}."),
        _ => format!("Compared with what {cloud}, region {region}, needs by {source}."),
    },
    nodes: |sources| format!("The nodes are in {sources}."),
    read: |[rules, collections, groups], files| {
        let rules = amount(rules, "rule");
        let collections = amount(collections, "collection");
        match groups {
            0 => format!("Read: {rules} in {collections} from {files}."),
            _ => format!(
                "Read: {rules} in {collections} of {} from {files}.",
                amount(groups, "group")
            ),
        }
    },
    read_lists: |entries, files| format!("Read: {} from {files}.", amount(entries, "destination")),
    open_sources: |sources| {
        format!(
            "Rules count although their sources could not be looked into: {sources}. Where such a source does not hold the nodes, its rules cover nothing; --source-group NAME tells that one does."
        )
    },
    nothing_to_do: "Nothing has to be done.",
    unless: |places| {
        format!("Unless one of these, which could not be resolved, allows some of them: {places}.")
    },
    for_all: |column, text| format!("For all of them, {column}: {text}"),
    as_above: "as above",
    required: |counts, all| format!("Of {all} required rules {counts}."),
    recommended: |covered, all| format!("Of {all} recommended rules {covered} are covered."),
    counts: [
        |n| format!("{n} {} covered by name or address", is(n)),
        |n| format!("{n} {} covered only by a rule far wider than needed", is(n)),
        |n| format!("{n} {} covered by the FQDN tag, whose content is not published", is(n)),
        |n| format!("{n} {} perhaps covered by a wide service tag or category", is(n)),
        |n| format!("{n} {} covered partly", is(n)),
        |n| format!("{n} {} shadowed by a deny", is(n)),
        |n| format!("{n} cannot be told for certain"),
        |n| format!("{n} {} allowed with another protocol or port only", is(n)),
        |n| format!("{n} {} missing", is(n)),
    ],
    comma: ", ",
    and: ", ",
    nothing_read: "No rule was found in these files.",
    sources_not_checked: "Sources were not checked, since no node subnet is known: set nodes.subnets, or give --source or --source-group.",
    own: |n| match n {
        1 => "1 host is the workload's own and was left in peace.".to_owned(),
        _ => format!("{n} hosts are the workload's own and were left in peace."),
    },
    classes: [
        ("Covered", ""),
        (
            "Covered by a rule far wider than needed",
            "These work only because a rule allows far more than AKS needs. Add them by name before that rule is narrowed or removed.",
        ),
        (
            "Covered by the FQDN tag",
            "Microsoft does not publish what the tag holds; it is believed to hold the core's hosts and no add-on's.",
        ),
        (
            "Perhaps covered",
            "A wide tag or a category says nothing about one host: its addresses may be among them today, or not.",
        ),
        ("Partly covered", ""),
        (
            "Shadowed by a deny",
            "A rule would allow these, but a deny is evaluated before it. One more rule does not help unless it comes before that deny: give the allow the smaller priority, or narrow the deny.",
        ),
        (
            "Cannot be told for certain",
            "A rule probably covers these, but its action, its port or a part of the name could not be resolved. Give the value with --set, or audit what is deployed.",
        ),
        ("Wrong protocol or port", "The destination is allowed, but not with this traffic."),
        (
            "Missing",
            "No rule allows these. Allow each of them from the node subnets; --missing FORMAT writes the rules in the form that a firewall takes.",
        ),
    ],
    recommended_open: ("Recommended, not covered", "The cluster works without these."),
    findings: ["Wrong", "To be looked at", "Remarks"],
    unresolved: (
        "Could not be resolved",
        "No destination, port or action among these is counted as cover. What is deployed tells everything: `az network firewall policy rule-collection-group list`.",
    ),
    columns: Columns {
        destination: "destination",
        traffic: "port",
        needed_for: "needed for",
        breaks: "without it",
        found: "found",
        by: "by",
        place: "where",
        finding: "finding",
        advice: "do",
    },
    labels: Labels {
        wider: "wider than needed",
        other_form: "another form that the article allows",
        source: "source not checked",
        group: |group| format!("source not checked: {group}"),
        port: "port not told",
        proxy: "name in a network rule",
    },
    lacks: Lacks {
        only_some: |by| format!("only a part, by {by}"),
        only_api_server: |by| {
            format!(
                "only one API server, by {by}; if it is this cluster's, set cluster.api_server_fqdn in the profile"
            )
        },
        only_path: |by| format!("only some paths, by {by}"),
        narrowed: |by| format!("only for certain addresses, by {by}"),
        denied: |by| format!("denied by {by}: an allow must be evaluated before it"),
        sources: |nets| format!("not from {nets}"),
        destinations: |nets| format!("not to {nets}"),
        needs_tag: |tag| format!("the service tag {tag} is needed too"),
        other_source: |by| format!("allowed for other sources, by {by}"),
        traffic: |by, traffic| format!("allowed with {traffic}, by {by}"),
        unless: |by| format!("unless {by}, which could not be resolved, allows it"),
    },
    why: Whys {
        no_value: |name| format!("{name} has no value"),
        not_evaluated: "this expression is not evaluated",
        run_time: "it is known only once it is deployed",
        malformed: "it is of another type than expected, or Azure would refuse it",
        absent: "there is none, so the rule matches nothing",
        best_effort: "this language is read only as far as the files alone tell",
        give_value: |name| format!("Give it with --set {name}=VALUE, or audit what is deployed."),
        complete: "Complete the rule, or remove it; Azure refuses it as it stands.",
        audit_deployed: "Audit what is deployed, or what the tool resolves: `terraform show -json`, `az bicep build`.",
    },
    malformed: [
        "it is blank",
        "it has a scheme",
        "it has a path",
        "a star stands elsewhere than at the left end",
        "a label is empty",
        "it has a character that no host name has",
        "it has a port",
        "network rules take exact names only",
    ],
    whats: Whats {
        retired_row: |day| format!("The article dropped it on {day}."),
        retired_reading: |id, title, text| format!("{title} (reading {id}). {text}"),
        retired_advice: "Remove it, unless something of your own needs it.",
        successor: |hosts| format!("In its place: {hosts}."),
        wrong_cloud: |clouds| format!("It belongs to {clouds}."),
        wrong_cloud_advice: "Remove it, unless something of your own needs it.",
        wrong_region: |region| format!("It is for the region {region}."),
        wrong_region_advice: |own| {
            format!(
                "Allow {own} for this cluster; remove this one, unless another cluster needs it."
            )
        },
        other_region_advice: "Remove it, unless another cluster needs it.",
        malformed_advice: "Write the name alone, with a star at the left end at most.",
        misspelt_host: |host| format!("It looks like {host}, which is missing."),
        misspelt_host_advice: |host| format!("Write {host} if that is meant."),
        misspelt_tag: |tag| format!("It is not the FQDN tag {tag}, so it allows nothing for AKS."),
        misspelt_tag_advice: |tag| format!("Write {tag}."),
        tag_as_host: (
            "The name of the FQDN tag stands where a host name belongs: it matches nothing.",
            "Move it to the FQDN tags of the rule.",
        ),
        unknown_service_tag: "Azure has no such service tag, and refuses it.",
        unknown_service_tag_advice: |tag| format!("Write {tag}."),
        too_wide_host: (
            "It matches names of all the world.",
            "Allow the hosts of the rules by name.",
        ),
        wider_host: |hosts| format!("It matches more than what is needed: {hosts}."),
        wider_host_advice: "Write the names that are needed, if nothing else relies on it.",
        too_wide_network: (
            "It lets this traffic through to every address there is.",
            "Allow what AKS needs by name first; then narrow it to the addresses that are needed.",
        ),
        hides: (
            "Network rules are evaluated first: for this traffic to every address there is, no application rule is ever asked.",
            "Allow what AKS needs by name first; then remove it, or narrow it to the addresses that are needed.",
        ),
        tls: |host| format!("TLS to {host} is ended and inspected."),
        tls_advice: "Take it out of inspection: nodes do not trust the firewall's certificate, and konnectivity needs ALPN untouched.",
        duplicate: (
            "The same destination, protocol, port and source stand in both rules.",
            "Keep one of them.",
        ),
        shadowed: |deny| format!("It never takes effect, since this denies it before: {deny}."),
        shadowed_advice: "Give the allow the smaller priority, or narrow the deny.",
        deny_perhaps: [
            (
                "It denies needed traffic for its sources; whether these are the nodes is not known.",
                "Check whether its sources hold the nodes; --source and --source-group tell which do.",
            ),
            (
                "It denies all addresses of a service tag. A needed host with one of them is refused, whatever allows its name.",
                "Narrow it, or keep the nodes out of its sources.",
            ),
            (
                "It denies something whose content is not in the files.",
                "Check that it holds nothing that is needed.",
            ),
            (
                "It denies public addresses. A needed host that has one of them is refused, whatever allows its name.",
                "Look the addresses up: those of Azure do not belong in a deny for the nodes.",
            ),
        ],
        order_unknown: (
            "The priority of this deny is not known, so it was taken to come last.",
            "Give the priority with --set, or audit what is deployed.",
        ),
        not_needed: |reason| format!("This profile does without it ({reason})."),
        not_needed_advice: "Remove it, unless something of your own needs it.",
        time_host: (
            "Time is UDP 123, and an application rule lets through HTTP and TLS only: it does nothing.",
            "Use a network rule, or remove it: nodes made after March 2021 take the time from their host.",
        ),
        threat: (
            "Threat intelligence denies, before any rule.",
            "If a needed destination is refused although a rule allows it, look at its log first.",
        ),
        intrusion: (
            "Intrusion detection denies, whatever the rules say.",
            "If a needed destination is refused although a rule allows it, look at its log first.",
        ),
        base_policy: (
            "The rules of this parent policy run first and are not in the files.",
            "Give its files too.",
        ),
        elsewhere: (
            "The firewall takes its rules from this policy, which is not in the files.",
            "Give the policy's rule collection groups.",
        ),
        cut_off: (
            "The list goes on behind this link, and the rest was not read.",
            "Fetch all pages, or use `az`, which does.",
        ),
        dns_proxy: (
            "Names in network rules work only where the firewall is DNS proxy and the nodes ask it.",
            "Turn DNS proxy on, and point the virtual network's DNS at the firewall.",
        ),
        unresolved: "Not resolved",
    },
    cli: CliAudit {
        left_open: |n| {
            format!(
                "{n} rules that are perhaps covered, or cannot be told for certain, are not among the missing ones"
            )
        },
        not_audited: |path| format!("nothing was audited: {path} has errors"),
        none_audited: |bad, all| {
            format!("nothing was audited: {bad} of {all} profiles have errors")
        },
        disagree: |key, one, other| {
            format!("nothing was audited: the profiles disagree about {key}: {one}; {other}")
        },
        skipped: |path, reason| format!("{path} was left out: {reason}"),
        too_many: |path| format!("the folder {path} has too many files: name those to read"),
        empty_folder: |path| {
            format!(
                "the folder {path} holds no file to read (.json, .tf, .tfvars, .bicep, .sh, .ps1, .csv, .txt)"
            )
        },
        too_large: |path| format!("{path} is larger than 64 MB"),
        is_input: |path| format!("{path} is read for this: give another file"),
        nothing_missing: "no rule is missing; nothing was written",
    },
};

fn amount(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
