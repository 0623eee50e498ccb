//! Logs of a busy cluster, in every format: 50 nodes, 200 destinations.

use std::fmt::Write;

/// So many rows one part of a log has; a log is its head and any number of the same part.
pub const ROWS: u64 = 20_000;

/// One format.
pub struct Log {
    pub name: &'static str,
    /// The names of the columns, where the format has them.
    pub head: &'static str,
    row: fn(&mut String, &Flow),
}

/// What one row tells.
struct Flow {
    second: u64,
    node: u64,
    port: u64,
    to: u64,
    host: String,
    allowed: bool,
}

impl Log {
    /// One part of the log, so many in a hundred of its rows allowed.
    pub fn part(&self, allowed: u64) -> String {
        let mut out = String::new();
        for row in 0..ROWS {
            (self.row)(&mut out, &flow(row, allowed));
        }
        out
    }
}

/// Which destination follows which is mixed, yet the same in every run.
fn flow(row: u64, allowed: u64) -> Flow {
    let mixed = (row + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let to = mixed % 200;
    let host = match to % 4 {
        0 => format!("region{to}.data.mcr.microsoft.com"),
        1 => format!("store{to}.blob.core.windows.net"),
        2 => format!("telemetry-{to}.contoso.com"),
        _ => format!("{to}.hcp.westeurope.azmk8s.io"),
    };
    Flow {
        second: row / 400,
        node: mixed / 200 % 50,
        port: 1024 + mixed / 10_000 % 60_000,
        to,
        host,
        allowed: mixed / 7 % 100 < allowed,
    }
}

/// The formats. Structured records have about 700 bytes.
pub const LOGS: &[Log] = &[
    Log { name: "Azure Firewall JSON", head: "", row: json },
    Log { name: "Log Analytics CSV", head: CSV_HEAD, row: csv },
    Log { name: "Azure Firewall msg_s", head: "", row: message },
    Log { name: "Squid", head: "", row: squid },
    Log { name: "FortiGate", head: "", row: fortigate },
    Log { name: "PAN-OS", head: "", row: panos },
];

fn json(out: &mut String, flow: &Flow) {
    let Flow { second, node, port, host, .. } = flow;
    let (action, names) = if flow.allowed {
        ("Allow", ["aks-egress", "aks-required"])
    } else {
        ("Deny", ["deny-everything", "deny-all-of-the-spokes"])
    };
    let [collection, rule] = names;
    let _ = writeln!(
        out,
        r#"{{"time":"2026-11-25T10:00:{second:02}.1234567+00:00","resourceId":"/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/RG-HUB/PROVIDERS/MICROSOFT.NETWORK/AZUREFIREWALLS/FW-HUB","properties":{{"Protocol":"HTTPS","SourceIp":"10.240.0.{node}","SourcePort":{port},"DestinationPort":443,"Fqdn":"{host}","TargetUrl":"","Action":"{action}","Policy":"hub-policy","RuleCollectionGroup":"DefaultApplicationRuleCollectionGroup","RuleCollection":"{collection}","Rule":"{rule}","ActionReason":"","IsTlsInspected":false,"WebCategory":"ComputersAndTechnology","IsExplicitProxyRequest":false}},"category":"AZFWApplicationRule"}}"#
    );
}

const CSV_HEAD: &str = "\"TenantId\",\"TimeGenerated [UTC]\",\"Protocol\",\"SourceIp\",\"SourcePort\",\"DestinationPort\",\"Fqdn\",\"Action\",\"Policy\",\"RuleCollectionGroup\",\"RuleCollection\",\"Rule\",\"ActionReason\",\"IsTlsInspected\",\"SourceSystem\",\"Type\",\"_ResourceId\"\r\n";

fn csv(out: &mut String, flow: &Flow) {
    let Flow { second, node, port, host, .. } = flow;
    let (action, reason) = if flow.allowed {
        ("Allow", "")
    } else {
        ("Deny", "No rule matched. Proceeding with default action")
    };
    let _ = write!(
        out,
        "\"00000000-0000-0000-0000-000000000001\",\"11/25/2026, 10:00:{second:02}.123 AM\",\"HTTPS\",\"10.240.0.{node}\",\"{port}\",\"443\",\"{host}\",\"{action}\",\"\",\"\",\"\",\"\",\"{reason}\",\"false\",\"Azure\",\"AZFWApplicationRule\",\"/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-hub/providers/microsoft.network/azurefirewalls/fw-hub\"\r\n"
    );
}

fn message(out: &mut String, flow: &Flow) {
    let Flow { second, node, port, host, .. } = flow;
    let tail = if flow.allowed {
        "Allow. Policy: hub-policy. Rule Collection Group: DefaultApplicationRuleCollectionGroup. Rule Collection: aks-egress. Rule: aks-required"
    } else {
        "Deny. Policy: hub-policy. Rule Collection Group: DefaultApplicationRuleCollectionGroup. Rule Collection: deny-everything. Rule: deny-all"
    };
    let _ = writeln!(
        out,
        r#"{{"category":"AzureFirewallApplicationRule","time":"2026-11-25T10:00:{second:02}.1234567Z","resourceId":"/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/RG-HUB/PROVIDERS/MICROSOFT.NETWORK/AZUREFIREWALLS/FW-HUB","operationName":"AzureFirewallApplicationRuleLog","properties":{{"msg":"HTTPS request from 10.240.0.{node}:{port} to {host}:443. Action: {tail}"}}}}"#
    );
}

fn squid(out: &mut String, flow: &Flow) {
    let Flow { second, node, to, host, .. } = flow;
    let (result, way) = if flow.allowed {
        ("TCP_TUNNEL/200", format!("HIER_DIRECT/192.0.2.{to}"))
    } else {
        ("TCP_DENIED/403", "HIER_NONE/-".to_owned())
    };
    let _ = writeln!(
        out,
        "{}.123    105 10.240.0.{node} {result} 3900 CONNECT {host}:443 - {way} -",
        1_795_600_800 + second
    );
}

fn fortigate(out: &mut String, flow: &Flow) {
    let Flow { second, node, port, to, host, .. } = flow;
    let (action, policy) = if flow.allowed { ("close", 3) } else { ("deny", 0) };
    let _ = writeln!(
        out,
        r#"<189>date=2026-11-25 time=10:00:{second:02} devname="fw1" devid="FGT000" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" eventtime=1795600800123456789 tz="+0100" srcip=10.240.0.{node} srcport={port} srcintf="port1" srcintfrole="lan" dstip=192.0.2.{to} dstport=443 dstintf="port2" dstintfrole="wan" hostname="{host}" policyid={policy} policytype="policy" sessionid=123456 proto=6 action="{action}" service="HTTPS" trandisp="noop" duration=0 dstcountry="Netherlands" srccountry="Reserved" sentbyte=0 rcvdbyte=0 sentpkt=0 appcat="unscanned""#
    );
}

fn panos(out: &mut String, flow: &Flow) {
    let Flow { second, node, port, to, .. } = flow;
    let (kind, action, end) =
        if flow.allowed { ("end", "allow", "tcp-fin") } else { ("deny", "deny", "policy-deny") };
    let _ = writeln!(
        out,
        "<14>Nov 25 10:00:{second:02} pa-1 1,2026/11/25 10:00:{second:02},001801000000,TRAFFIC,{kind},2560,2026/11/25 10:00:{second:02},10.240.0.{node},192.0.2.{to},0.0.0.0,0.0.0.0,interzone-default,,,ssl,vsys1,trust,untrust,ethernet1/2,ethernet1/1,fwd,2026/11/25 10:00:{second:02},1234,1,{port},443,0,0,0x0,tcp,{action},66,66,0,1,2026/11/25 10:00:{second:02},0,any,,1,0x0,10.0.0.0-10.255.255.255,Netherlands,,1,0,{end}"
    );
}
