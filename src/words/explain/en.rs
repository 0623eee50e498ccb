//! English.

use super::{Columns, CommandWords, Counted, ExplainWords, FirewallWords, Told};

/// English.
pub static EN: ExplainWords = ExplainWords {
    title: "What was refused, and what it is",
    title_named: "What these destinations are",
    columns: Columns {
        destination: "destination",
        over: "protocol",
        count: "rows",
        first: "first",
        last: "last",
        sources: "from",
        why: "why",
        section: "listed in",
        blocked: "if blocked",
        by_firewall: "firewall",
        advice: "what to do",
    },
    verdicts: VERDICTS,
    counted: Counted {
        rows: |denied, failed, named| {
            let mut parts = Vec::new();
            if denied > 0 {
                parts.push(format!("{} refused", rows(denied)));
            }
            if failed > 0 {
                parts.push(format!("{} of failures", rows(failed)));
            }
            if named > 0 {
                parts.push(format!(
                    "{} named",
                    if named == 1 {
                        "1 destination".to_owned()
                    } else {
                        format!("{named} destinations")
                    }
                ));
            }
            format!("{}.", parts.join(", "))
        },
        others: |allowed, alerted, inbound| {
            let counts = [
                (allowed, "let through"),
                (alerted, "let through and reported"),
                (inbound, "inbound or translated"),
            ];
            let told = counts.iter().filter(|(count, _)| *count > 0);
            let told: Vec<String> = told.map(|(count, what)| format!("{count} {what}")).collect();
            format!("Only counted: {}.", told.join(", "))
        },
        needed: |count| match count {
            1 => "1 destination that is needed did not get through.".to_owned(),
            _ => format!("{count} destinations that are needed did not get through."),
        },
        steps: |count| match count {
            1 => "1 step of a node failed; what it needs is below.".to_owned(),
            _ => format!("{count} steps of nodes failed; what they need is below."),
        },
        none_needed: "Nothing that is known to be needed was refused.",
        nothing: "There is nothing to explain: no row was refused, failed or named.",
        left_out: |count, most| {
            format!("{} of further destinations are left out: {most} are told apart.", rows(count))
        },
        unreadable: |count| format!("{} could not be read.", rows(count)),
        skipped: |tables| format!("Skipped, since they carry no verdict: {tables}."),
        partial: "This is a part: the input was not read to its end.",
        cut: |count| format!("{count} more stand in --format csv and json."),
        first_unreadable: |input, line, fault, text| format!("{input}:{line}: {fault}: {text}"),
        fault: |fault, format| match fault {
            "too-long" => "longer than a row can be".to_owned(),
            "json" => "broken JSON".to_owned(),
            "no-record" => "JSON, and no record of a firewall".to_owned(),
            "columns" => "its values do not fit the header".to_owned(),
            "message" => "an Azure Firewall message that breaks off".to_owned(),
            "no-destination" => "names no destination".to_owned(),
            "line" => format!("a broken row of a {format}"),
            _ => "of no known format".to_owned(),
        },
    },
    by_firewall: FirewallWords {
        allowed: |by| format!("A rule allows it: {by}."),
        allowed_yet_refused: |by| format!("Refused, although a rule allows it: {by}."),
        allowed_advice: "A further rule does not help. See in what the log differs from these files: the source and the rule's IP group, the firewall, the day, a parent policy, threat intelligence, intrusion detection, or a request without SNI.",
        denied: |by| format!("A rule denies it: {by}."),
        denied_before: |deny, allow| {
            format!(
                "A rule denies it: {deny}. It is evaluated before the one that allows it: {allow}."
            )
        },
        denied_before_advice: "Give the rule that allows it a smaller priority than the one that denies it, or take the destination out of that one.",
        other_source: |by, sources| format!("A rule allows it, but not from {sources}: {by}."),
        other_source_advice: "If these are nodes of the cluster, add their subnet to the sources of the rule that is there.",
        other_traffic: |by, traffic, asked| {
            format!("A rule allows it over {traffic} only, and this was {asked}: {by}.")
        },
        only_some: |by| format!("A rule allows it in part: {by}."),
        no_rule: "No rule allows it.",
        from: |sources, said| format!("From {sources}: {said}"),
        elsewhere: |policies| {
            format!("The rules of {policies} are evaluated first, and are not in the files.")
        },
    },
    command: CommandWords {
        not_understood: |text| {
            format!(
                "{text} is neither a file nor a destination: give a host, a URL, host:port, address:port, protocol:port, a log file, or - for standard input"
            )
        },
        no_such_file: |path| format!("there is no file {path}"),
        not_read: |name, reason| format!("could not read {name}: {reason}"),
        stdin_twice: "standard input can be the firewall or the log, not both: give one of them as a file",
        nothing_given: "nothing to explain: give a host, a URL, host:port, address:port, protocol:port, a log file, or - for standard input; `aks-egress explain --help` has examples",
        nothing_readable: "no row could be read: these are logs in no known format",
        profile_errors: |path| format!("nothing was judged: {path} has errors"),
        broken_off: "stopped: this is a partial result",
        rows: "rows",
        stdin: "standard input",
    },
    judged_for: |what, edition| format!("Judged for {what}, edition {edition}."),
    judged_over_all: |edition| {
        format!("Judged for every kind of cluster, edition {edition}; --profile judges for yours.")
    },
    every_cluster: |clouds| format!("{} needs it.", every(clouds)),
    every_cluster_but: |clouds, conditions| {
        format!("{} needs it, except: {conditions}.", every(clouds))
    },
    unless: |conditions| format!("Not needed with {conditions}."),
    only_with: |what| format!("Needed only with {what}."),
    only_with_in: |what, clouds| format!("Needed only with {what} ({clouds})."),
    may_be: "The address decides. It may be:",
    near_miss: |pattern, host| format!("A rule for {pattern} does not match {host} itself."),
    below_it: |what| format!("The names below it: {what}"),
    logged_in: "The proxy asked for a login, as it does before every request that has one, and then let it through.",
    no_sni_private: "The API server of this cluster is private, and traffic to it should not reach the firewall: see to the private DNS zone and the routes. For any other destination, allow TCP 443 to its address as a network rule, or have the program send its host name.",
    if_it_holds: [
        |over, destination| {
            format!(
                "If that is so, say it in the profile and allow {over} to {destination}; else leave it refused."
            )
        },
        |over, destination| {
            format!("If that is so, allow {over} to {destination}; else leave it refused.")
        },
    ],
    step_needs_in: |clouds, what| format!("In {clouds} the step needs: {what}."),
    addresses: [
        "the control plane's addresses",
        "any time server",
        "your DNS servers",
        "the API server's public IP",
    ],
    perhaps_of: |destination| {
        format!(
            "The profile has a rule for this port to {destination}; whether the address belongs there is not known."
        )
    },
    other_address: |destination| {
        format!("The profile's rule for this port is to {destination}; this address is not there.")
    },
    over_this: |right, asked| format!("The rule is for {right}; this was {asked}."),
    port: |port| format!("port {port}"),
    newer: |since, edition| {
        format!(
            "The article lists it since {since}; the profile is pinned to the edition of {edition}."
        )
    },
    other_region: |region, own| {
        format!("It belongs to the region {region}; the profile's is {own}.")
    },
    unknown_region: |own| format!("It does not name the profile's region, {own}."),
    other_cluster: |own| {
        format!("It is the API server of another cluster; the profile's own is {own}.")
    },
    other_cloud: |clouds, own| format!("It belongs to {clouds}; the profile is for {own}."),
    other_source: |document| format!("Only this document lists it: {document}."),
    sources: ["Microsoft Learn", "Azure China documentation, Chinese copy"],
    dropped: |day| format!("The article dropped it on {day}."),
    successor: |what| format!("In its place: {what}."),
    evidence: |places| format!("Known from: {places}."),
    step_needs: |what| format!("The step needs: {what}."),
    programs: ["Linux node", "Windows node", "curl"],
    code: |program, code| format!("{program}: exit code {code}"),
    bare_code: |code| format!("exit code {code}"),
    no_sni_to: |address| format!("TLS without SNI to {address}"),
    no_sni_from: |source| match source {
        "" => "TLS without SNI".to_owned(),
        _ => format!("TLS without SNI from {source}"),
    },
    anywhere: "no destination named",
    words: |words| format!("The log says: {words}."),
    allow: |over, destination| format!("Allow {over} to {destination}."),
    seen_as: |names| format!("Seen as {names} in the same log."),
    in_tags: |tags| format!("Service tags with this address: {tags}."),
    by_rules: |rules| format!("The firewall's rule: {rules}."),
    also_allowed: |count| {
        format!(
            "It was also let through ({count}): compare the sources, and the order of the rules."
        )
    },
    more_sources: |count| format!("+{count} rows from others"),
    row: |heading, row| format!("{heading}, row {row}"),
    bullet: |heading| format!("{heading}, in the text"),
    by_reading: |id| format!("reading {id}"),
    labelled: |label, text| {
        let mut label = label.to_owned();
        if let Some(first) = label.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        format!("{label}: {text}")
    },
    comma: ", ",
    clause: "; ",
    space: " ",
    stop: ".",
};

fn every(clouds: &str) -> String {
    if clouds.is_empty() {
        "Every cluster".to_owned()
    } else {
        format!("Every cluster in {clouds}")
    }
}

fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

static VERDICTS: &[Told] = &[
    Told {
        name: "platform",
        heading: "Platform address: must bypass firewall and proxy",
        why: "",
        advice: "",
    },
    Told {
        name: "no-sni",
        heading: "TLS without a host name (SNI)",
        why: "The TLS greeting names no host, so no application rule can match. On AKS these are usually pods that call the API server by its IP address.",
        advice: "Either allow TCP 443 to the API server's IP address as a network rule, or annotate the pods with kubernetes.azure.com/set-kube-service-host-fqdn so that they call it by name. Neither is for private clusters: there the traffic should not reach the firewall.",
    },
    Told {
        name: "dns-failure",
        heading: "Name resolution failed",
        why: "The name was not resolved. That is DNS, not a missing rule.",
        advice: "Check the DNS servers of the firewall and of the virtual network: whether they answer, and forward what they do not know to Azure DNS.",
    },
    Told {
        name: "threat-intelligence",
        heading: "Refused by threat intelligence",
        why: "Threat intelligence decides before any rule, so that an allow rule does not help.",
        advice: "If the destination is safe, add it to the allow list under Threat intelligence in the firewall policy, or set the mode to alert only.",
    },
    Told {
        name: "intrusion",
        heading: "Refused by intrusion detection (IDPS)",
        why: "A signature matched, so that an allow rule does not help.",
        advice: "If the traffic is safe, set this signature to alert or off under IDPS in the firewall policy, or add a bypass for the destination.",
    },
    Told { name: "failure-code", heading: "Step that failed", why: "", advice: "" },
    Told {
        name: "unknown-code",
        heading: "Unknown exit code",
        why: "Nothing about this code is known here.",
        advice: "Read the message around it: it often names a host.",
    },
    Told { name: "required", heading: "Required", why: "", advice: "" },
    Told {
        name: "other-port",
        heading: "A host of a rule, but another port or protocol",
        why: "",
        advice: "Check that the firewall's rule has the right port and protocol, and who asks over this one.",
    },
    Told { name: "needed-if", heading: "Needed only under a condition", why: "", advice: "" },
    Told { name: "recommended", heading: "Recommended, not required", why: "", advice: "" },
    Told {
        name: "by-port",
        heading: "Perhaps needed; only the port is known",
        why: "",
        advice: "Find out whose address it is: compare it with the API server's, look for its name in the DNS log, or give --service-tags.",
    },
    Told {
        name: "other-address",
        heading: "Port of a rule, but another address",
        why: "",
        advice: "Find out whose address it is; if it is the cluster's, correct the profile.",
    },
    Told {
        name: "azure-files",
        heading: "Azure Files",
        why: "SMB, as Azure Files speaks it; only with volumes on file shares.",
        advice: "If the cluster mounts file shares, allow TCP 445 to the storage account, or reach it through a private endpoint.",
    },
    Told {
        name: "windows-activation",
        heading: "Windows activation",
        why: "Key management service, which activates Windows nodes. The article does not name it.",
        advice: "If the cluster has Windows nodes, allow TCP 1688 to Azure's activation service.",
    },
    Told {
        name: "quic",
        heading: "QUIC",
        why: "QUIC is HTTP over UDP; AKS has no need of it, and programs fall back to TCP.",
        advice: "Leave it refused.",
    },
    Told {
        name: "private-dns",
        heading: "Private API server: a matter of DNS",
        why: "It is the name of a private cluster's API server. Its address is private and is resolved by a private DNS zone.",
        advice: "No rule to the internet helps. Link the private DNS zone to the virtual network that resolves it, and route to the private endpoint.",
    },
    Told {
        name: "observed",
        heading: "Harmless: seen on nodes, no rule is asked for",
        why: "The article names it in its text and asks for no rule.",
        advice: "Nothing has to be done; allow it if you want a quiet log.",
    },
    Told { name: "undocumented", heading: "Reported, but not in the article", why: "", advice: "" },
    Told {
        name: "not-needed",
        heading: "Not needed by this cluster",
        why: "",
        advice: "Leave it refused. If it keeps coming, check the answers in the profile.",
    },
    Told {
        name: "newer",
        heading: "Newer than the profile's edition",
        why: "",
        advice: "Compare the editions and move the profile to the newest one.",
    },
    Told {
        name: "other-region",
        heading: "Of another region",
        why: "",
        advice: "Check which cluster asked, and the region in the profile.",
    },
    Told {
        name: "other-cluster",
        heading: "Of another cluster",
        why: "",
        advice: "Check who asked for it, and the API server's name in the profile.",
    },
    Told {
        name: "retired",
        heading: "Retired",
        why: "",
        advice: "Do not allow it. Whatever asks for it is out of date: node images, add-ons or manifests.",
    },
    Told {
        name: "other-cloud",
        heading: "Of another cloud",
        why: "",
        advice: "Check which cluster asked; an image or a setting of another cloud may be in use.",
    },
    Told {
        name: "other-source",
        heading: "Only in the other document",
        why: "",
        advice: "Leave it refused unless you follow that document.",
    },
    Told {
        name: "near-miss",
        heading: "Not an AKS requirement, but next to one",
        why: "",
        advice: "Check who asks for the bare name: it is probably a test by hand, or a rule that was written without its star.",
    },
    Told {
        name: "private-address",
        heading: "Private address",
        why: "No rule to the internet is about it. On port 443 it is usually a private endpoint: the API server of a private cluster, a registry, Key Vault.",
        advice: "Find out whose it is in your private DNS zones. A private endpoint is best reached without the firewall, by peering; if it must pass, allow TCP 443 to it as a network rule of your own.",
    },
    Told {
        name: "not-aks",
        heading: "Not an AKS requirement",
        why: "No source names it for AKS; it is probably a workload's own traffic.",
        advice: "Its owner decides.",
    },
    Told {
        name: "tls",
        heading: "TLS broken on the way",
        why: "The connection was cut or changed during the TLS handshake: a filter by SNI, or TLS inspection whose certificate is not trusted.",
        advice: "Take the destination out of TLS inspection, and see whether a filter by name refuses it.",
    },
    Told {
        name: "timeout",
        heading: "No answer in time",
        why: "Packets that are dropped silently look like this.",
        advice: "Look for the same time and destination in the firewall's log, then at routes and network security groups.",
    },
    Told {
        name: "refused",
        heading: "Connection refused",
        why: "The other side answered and refused, which a firewall that drops does not do; it usually passes by itself.",
        advice: "Try again; then check the service, and for an API server its authorized IP ranges.",
    },
    Told {
        name: "proxy-login",
        heading: "The proxy wants a login",
        why: "The proxy asked for a login, which nodes cannot give. That is no refusal by a rule.",
        advice: "Let the nodes pass the proxy without a login.",
    },
    Told {
        name: "category",
        heading: "Refused by a filter of categories",
        why: "A category of sites is refused, not this host by name.",
        advice: "Allow the host by name ahead of the filter, or exempt it there.",
    },
    Told {
        name: "deny-rule",
        heading: "Refused by a deny rule",
        why: "A rule forbids it.",
        advice: "An allow rule helps only if it is evaluated before the rule that forbids it.",
    },
];
