//! Cilium's clusterwide network policies for AKS with Advanced Container Networking Services: one
//! a feature, each complete in itself, for the pods that AKS and its add-ons bring.

use crate::catalog::{CATALOG, Feature, Protocol, Text};
use crate::cells::{safe, wrap};
use crate::export::fit::{Host, To};
use crate::export::group::{Group, Shape};
use crate::export::header::LINE;
use crate::export::warning::{Caution, always};
use crate::export::yaml::quoted;
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};
use ipnet::IpNet;

pub(in crate::export) const FORMAT: Format = Format {
    id: "cilium",
    family: Family::Hosts,
    extension: "yaml",
    title: Text { en: "Cilium network policy", zh: "Cilium 网络策略" },
    about: Text {
        en: "CiliumClusterwideNetworkPolicy for the pods of AKS, beside the firewall",
        zh: "限制 AKS 系统 Pod 的 CiliumClusterwideNetworkPolicy，与防火墙并用",
    },
    steps: Text {
        en: "Turn FQDN policies on: az aks update -g GROUP -n CLUSTER --enable-acns --acns-advanced-networkpolicies FQDN\n\
             Try it: kubectl apply --dry-run=server -f FILE, then kubectl apply -f FILE on a test cluster.\n\
             Look for drops: hubble observe --verdict DROPPED -n kube-system; kubectl delete ccnp -l app.kubernetes.io/managed-by=aks-egress takes all of it back.",
        zh: "启用 FQDN 策略：az aks update -g GROUP -n CLUSTER --enable-acns --acns-advanced-networkpolicies FQDN\n\
             先试运行：kubectl apply --dry-run=server -f FILE，再在测试群集上执行 kubectl apply -f FILE。\n\
             查看被丢弃的流量：hubble observe --verdict DROPPED -n kube-system；用 kubectl delete ccnp -l app.kubernetes.io/managed-by=aks-egress 可全部撤销。",
    },
    capabilities: Capabilities {
        sources: false,
        leading: Reach::Levels(LEVELS),
        inner: Reach::Exact,
        ..Capabilities::FIREWALL
    },
    holds_warnings: true,
    proof: Proof::ReadBack(Text {
        en: "the schemas of @kubernetes-models/cilium",
        zh: "@kubernetes-models/cilium 的架构",
    }),
    cautions: CAUTIONS,
    write,
};

/// Labels that a leading star is written for: Cilium's stands for one, before 1.19 always.
const LEVELS: u8 = 3;

/// Longest description in a comment.
const DESCRIPTION: usize = 400;

const CAUTIONS: &[Caution] = &[
    always(
        "This never replaces the firewall: Cilium applies no policy to nodes and to pods with host networking, so kubelet, image pulls, node updates and drivers pass as before. Rules for these stand here too and do no harm.",
        "这不能代替防火墙：Cilium 的策略对节点和使用主机网络的 Pod 不生效，kubelet、镜像拉取、节点更新和驱动安装不受限制。与它们有关的规则也一并写出，不会有副作用。",
    ),
    always(
        "It needs Azure CNI Powered by Cilium with Advanced Container Networking Services and Kubernetes 1.29 or later. Microsoft documents that FQDN policies do not work together with LocalDNS.",
        "需要由 Cilium 提供支持的 Azure CNI、高级容器网络服务（ACNS）和 Kubernetes 1.29 或更高版本。微软文档说明 FQDN 策略不能与 LocalDNS 同时使用。",
    ),
    always(
        "The pods it selects reach nothing else from then on: those of kube-system without CoreDNS, and with Azure Policy those of gatekeeper-system. The cluster, the API server and the instance metadata service (169.254.169.254) stay open to them. Other namespaces are not selected: their pods need policies of their own.",
        "所选 Pod 此后只能访问策略写明的目标（默认拒绝）：包括 kube-system 中除 CoreDNS 以外的 Pod，使用 Azure Policy 时还包括 gatekeeper-system 中的 Pod。它们仍可访问群集内部、API 服务器和实例元数据服务（169.254.169.254）。其他命名空间不受影响，其中的 Pod 需另写策略。",
    ),
    always(
        "Names that rules.dns does not list are not resolved for these pods; AKS takes no bare star there. Images with musl, such as Alpine, may give up at the first search suffix that is refused.",
        "对这些 Pod，rules.dns 未列出的名称不会被解析；AKS 不接受单独的星号。使用 musl 的镜像（如 Alpine）可能在第一个被拒绝的搜索后缀处就放弃解析。",
    ),
    Caution {
        matters: |_, fit| {
            fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(Host::Pattern(_))))
        },
        text: Text {
            en: "A star within a name stays inside its label here.",
            zh: "名称中间的星号在此只匹配所在的一段。",
        },
    },
];

const LEARNT: Text = Text {
    en: "Addresses behind names are learnt from these answers.",
    zh: "名称对应的地址从这些应答中得知。",
};
const INSIDE: Text = Text {
    en: "The cluster itself and its API server.",
    zh: "群集内部及其 API 服务器。",
};
const TOKENS: Text = Text {
    en: "Tokens of managed identities, from the instance metadata service on the node.",
    zh: "托管标识的令牌，来自节点上的实例元数据服务。",
};

/// Names of services and pods, and the first search suffixes.
const CLUSTER_NAMES: [&str; 4] =
    ["*.cluster.local", "*.*.cluster.local", "*.*.*.cluster.local", "*.*.*.*.cluster.local"];

fn write(export: &Export) -> String {
    let mut lines = export.comments("#");
    let mut features: Vec<&Feature> = Vec::new();
    for feature in export.fit.rules.iter().flat_map(|fitted| fitted.rule.features()) {
        if !features.contains(&feature) {
            features.push(feature);
        }
    }
    // A rule that a further add-on needs too must not move other policies.
    features.sort_by_key(|feature| CATALOG.features.iter().position(|one| one.id == feature.id));
    for feature in features {
        lines.extend(policy(export, feature));
    }
    lines.join("\n")
}

fn policy(export: &Export, feature: &'static Feature) -> Vec<String> {
    let groups = export.groups().into_iter().filter(|group| group.feature.id == feature.id);
    let groups: Vec<Group> = groups.collect();
    let language = export.language;
    let about =
        [feature.name.get(language), feature.about.get(language)].join(export.words().colon);
    let stem = if export.rules.is_only_missing() { "aks-egress-missing" } else { "aks-egress" };
    let name = quoted(&format!("{stem}-{}", feature.id));
    let mut lines = vec![
        "---".to_owned(),
        "apiVersion: \"cilium.io/v2\"".to_owned(),
        "kind: \"CiliumClusterwideNetworkPolicy\"".to_owned(),
        "metadata:".to_owned(),
        format!("  name: {name}"),
        "  labels:".to_owned(),
        "    \"app.kubernetes.io/managed-by\": \"aks-egress\"".to_owned(),
        "spec:".to_owned(),
        format!("  description: {}", quoted(&about)),
    ];
    lines.extend(selector(feature));
    lines.push("  egress:".to_owned());
    lines.extend(comment(LEARNT.get(language)));
    lines.extend(dns(&groups));
    lines.extend(comment(INSIDE.get(language)));
    lines.extend(entries("toEntities", &[quoted("cluster"), quoted("kube-apiserver")]));
    lines.extend(comment(TOKENS.get(language)));
    lines.extend(entries("toCIDRSet", &[format!("cidr: {}", quoted("169.254.169.254/32"))]));
    lines.extend(port(80, Protocol::Http));
    for group in &groups {
        lines.extend(comment(&group.description(language, DESCRIPTION)));
        lines.extend(rule(group));
    }
    lines
}

fn comment(text: &str) -> Vec<String> {
    const MARK: &str = "    # ";
    let lines = wrap(&safe(text), LINE - MARK.len());
    lines.iter().map(|line| format!("{MARK}{line}").trim_end().to_owned()).collect()
}

/// The pods of AKS that a feature concerns. `CoreDNS` must reach the resolvers of the network,
/// whichever they are.
fn selector(feature: &Feature) -> Vec<String> {
    let namespaces: &[&str] = match feature.id {
        "azure-policy" => &["kube-system", "gatekeeper-system"],
        _ => &["kube-system"],
    };
    let mut lines = vec![
        "  endpointSelector:".to_owned(),
        "    matchExpressions:".to_owned(),
        "      - key: \"k8s:io.kubernetes.pod.namespace\"".to_owned(),
        "        operator: \"In\"".to_owned(),
        "        values:".to_owned(),
    ];
    lines.extend(namespaces.iter().map(|name| format!("          - {}", quoted(name))));
    lines.extend(
        [
            "      - key: \"k8s:k8s-app\"",
            "        operator: \"NotIn\"",
            "        values:",
            "          - \"kube-dns\"",
        ]
        .map(str::to_owned),
    );
    lines
}

/// Cilium learns the addresses behind names from the answers that pass here, and from no others.
fn dns(groups: &[Group]) -> Vec<String> {
    let mut lines: Vec<String> = [
        "    - toEndpoints:",
        "        - matchLabels:",
        "            \"k8s:io.kubernetes.pod.namespace\": \"kube-system\"",
        "            \"k8s:k8s-app\": \"kube-dns\"",
        "      toPorts:",
        "        - ports:",
        "            - port: \"53\"",
        "              protocol: \"ANY\"",
        "          rules:",
        "            dns:",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut matches: Vec<String> =
        CLUSTER_NAMES.iter().map(|name| format!("matchPattern: {}", quoted(name))).collect();
    for found in groups.iter().flat_map(Group::hosts).flat_map(matches_of) {
        if !matches.contains(&found) {
            matches.push(found);
        }
    }
    lines.extend(matches.iter().map(|found| format!("              - {found}")));
    lines
}

/// A host as Cilium matches it; a leading star once for each label it may stand for.
fn matches_of(host: &Host) -> Vec<String> {
    match host {
        Host::Exact(name) => vec![format!("matchName: {}", quoted(name))],
        Host::Below(name) => (1..=usize::from(LEVELS))
            .map(|labels| {
                format!("matchPattern: {}", quoted(&format!("{}{name}", "*.".repeat(labels))))
            })
            .collect(),
        Host::Pattern(_) | Host::Odd(_) => {
            vec![format!("matchPattern: {}", quoted(&host.starred()))]
        }
    }
}

/// One rule of a policy: destinations of one kind and their port.
fn rule(group: &Group) -> Vec<String> {
    let mut lines = match group.shape() {
        Shape::Any => entries("toEntities", &[quoted("world")]),
        Shape::Tags => unreachable!("service tags are prefixes here"),
        Shape::Nets => {
            let cidr = |net: &IpNet| format!("cidr: {}", quoted(&net.to_string()));
            entries("toCIDRSet", &group.nets().iter().map(cidr).collect::<Vec<_>>())
        }
        Shape::Hosts => {
            let hosts = group.hosts().into_iter().flat_map(matches_of);
            entries("toFQDNs", &hosts.collect::<Vec<_>>())
        }
    };
    lines.extend(port(group.port(), group.protocol()));
    lines
}

fn entries(field: &str, items: &[String]) -> Vec<String> {
    let items = items.iter().map(|item| format!("        - {item}"));
    std::iter::once(format!("    - {field}:")).chain(items).collect()
}

fn port(port: u16, protocol: Protocol) -> [String; 4] {
    let transport = protocol.transport().to_uppercase();
    [
        "      toPorts:".to_owned(),
        "        - ports:".to_owned(),
        format!("            - port: {}", quoted(&port.to_string())),
        format!("              protocol: {}", quoted(&transport)),
    ]
}
