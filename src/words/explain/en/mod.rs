//! English.

mod verdicts;

use super::{Columns, CommandWords, Counted, ExplainWords, FirewallWords};
use verdicts::VERDICTS;

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
        unsure: |by| {
            format!(
                "This rule may decide it; not all of it could be made out from the files: {by}."
            )
        },
        unsure_else: |by, other| {
            format!(
                "This rule may decide it; not all of it could be made out from the files: {by}. Else this one does: {other}."
            )
        },
        no_rule: "No rule allows it.",
        from: |sources, said| format!("From {sources}: {said}"),
        elsewhere: |policies| {
            format!("The rules of {policies} are evaluated first, and are not in the files.")
        },
    },
    command: CommandWords {
        not_understood: |text| {
            format!(
                "{text} is neither a file nor a destination: give a host, a URL, host:port, address:port, protocol:port, an error in quotes, a log file, or - for standard input"
            )
        },
        no_such_file: |path| format!("there is no file {path}"),
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
    more_sources: |count| format!("{count} more"),
    unnamed_sources: |count| format!("and {count} rows from others"),
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
