//! A proxy auto-configuration file: which way each URL goes.
//!
//! Old engines run these files, so it is plain `ECMAScript` 3: no trailing commas, no `let`.

use crate::catalog::Text;
use crate::export::fit::Host;
use crate::export::group::Group;
use crate::export::warning::always;
use crate::export::{Capabilities, Export, Family, Format, Ports, Proof, Reach};

pub(in crate::export) const FORMAT: Format = Format {
    id: "pac",
    family: Family::Proxies,
    extension: "js",
    title: Text { en: "PAC file", zh: "PAC 文件" },
    about: Text {
        en: "proxy auto-configuration: the hosts go to your proxy, everything else goes direct",
        zh: "代理自动配置：列出的主机走代理，其余直连",
    },
    steps: Text {
        en: "Put your proxy in place of proxy.example.com:3128.\n\
             Listed hosts go to it; everything else goes direct, where the firewall denies it. To lead listed hosts past the proxy instead, exchange the two values.\n\
             Serve it as application/x-ns-proxy-autoconfig to jump boxes and build machines; AKS nodes read no PAC file, they take the proxy's address.",
        zh: "把 proxy.example.com:3128 换成自己的代理。\n\
             列出的主机走代理；其余直连，由防火墙拒绝。若要让列出的主机绕过代理，对调两个值即可。\n\
             以 application/x-ns-proxy-autoconfig 类型提供给跳板机和构建机；AKS 节点不读 PAC 文件，须直接配置代理地址。",
    },
    capabilities: Capabilities {
        ports: Ports::InRules,
        inner: Reach::Exact,
        ipv6: true,
        ..Capabilities::HOSTS
    },
    holds_warnings: true,
    proof: Proof::Loaded(Text { en: "pacparser", zh: "pacparser" }),
    cautions: &[always(
        "A PAC file shows the way and blocks nothing, whoever the client is: the proxy must deny other hosts, and the firewall what goes direct.",
        "PAC 文件只指路，不拦截，也不区分客户端：其他主机要由代理拒绝，直连的流量要由防火墙拒绝。",
    )],
    write,
};

/// The two ways, which the operator sets.
const WAYS: Text = Text {
    en: "The two ways: of the hosts below, and of everything else.",
    zh: "两种走法：列出的主机，以及其余一切。",
};

/// Browsers give URLs without their paths; a port that is not said is the scheme's own.
const FUNCTIONS: &str = r#"var LISTED = "PROXY proxy.example.com:3128";
var OTHERS = "DIRECT";

function FindProxyForURL(url, host) {
    var name = host.toLowerCase().replace(/\.$/, "");
    return isListed(serviceOf(url), name) ? LISTED : OTHERS;
}

function serviceOf(url) {
    var parts = /^(https?|wss?):\/\/(?:[^\/?#]*@)?(?:\[[^\]]*\]|[^\/?#:]*)(?::(\d+))?/.exec(url.toLowerCase());
    if (!parts) {
        return "";
    }
    var scheme = parts[1].replace("ws", "http");
    return scheme + ":" + (parts[2] || (scheme === "https" ? "443" : "80"));
}

function isListed(service, host) {"#;

fn write(export: &Export) -> String {
    let mut lines = export.comments("//");
    lines.extend([String::new(), format!("// {}", WAYS.get(export.language))]);
    lines.extend(FUNCTIONS.lines().map(str::to_owned));
    for group in &export.groups() {
        lines.extend(export.note("    //", group));
        lines.extend(tests(group));
    }
    lines.push("    return false;".to_owned());
    lines.push("}".to_owned());
    lines.join("\n")
}

fn tests(group: &Group) -> Vec<String> {
    let service = format!("{}:{}", group.protocol().name().to_lowercase(), group.port());
    let mut lines = vec![format!("    if (service === {}) {{", quoted(&service))];
    for host in group.hosts() {
        let test = match host {
            Host::Exact(name) => format!("host === {}", quoted(name)),
            Host::Below(name) => format!("dnsDomainIs(host, {})", quoted(&format!(".{name}"))),
            Host::Pattern(name) | Host::Odd(name) => {
                format!("shExpMatch(host, {})", quoted(name))
            }
        };
        lines.push(format!("        if ({test}) return true;"));
    }
    lines.push("    }".to_owned());
    lines
}

/// A string literal.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
