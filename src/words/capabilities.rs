//! What formats can express, as a table.

use super::With1;

/// The words of one language.
pub struct CapabilityWords {
    /// Heads of the columns.
    pub heads: [&'static str; 15],
    /// It can.
    pub yes: &'static str,
    /// It cannot.
    pub no: &'static str,
    /// The question does not arise.
    pub nothing: &'static str,
    /// Application rules by host.
    pub by_host: &'static str,
    /// Application rules as ports.
    pub by_port: &'static str,
    /// Hosts in network rules need DNS proxy.
    pub dns_proxy: &'static str,
    /// As the source prints it.
    pub as_printed: &'static str,
    /// More than was asked for.
    pub wider: &'static str,
    /// Who reads the output decides.
    pub reader: &'static str,
    /// At any depth.
    pub any_depth: &'static str,
    /// Only this port.
    pub only_port: With1,
    /// Service tags by name.
    pub by_name: &'static str,
    /// Service tags as prefixes.
    pub as_prefixes: &'static str,
    /// The software itself took the output.
    pub loaded: With1,
    /// The software read the same rules back.
    pub read_back: With1,
    /// The software checked the syntax.
    pub syntax_checked: With1,
}

/// English.
pub static EN: CapabilityWords = CapabilityWords {
    heads: [
        "ID",
        "NETWORK RULES",
        "APPLICATION RULES",
        "HOST IN NETWORK RULE",
        "x",
        "*.x",
        "*.x COVERS x",
        "DEPTH",
        "a-*.x",
        "PORTS",
        "SERVICE TAGS",
        "IPV6",
        "ANY ADDRESS",
        "SOURCES",
        "CHECKED",
    ],
    yes: "yes",
    no: "no",
    nothing: "-",
    by_host: "by host",
    by_port: "by port",
    dns_proxy: "with DNS proxy",
    as_printed: "as printed",
    wider: "wider",
    reader: "reader",
    any_depth: "any",
    only_port: |port| format!("{port} only"),
    by_name: "by name",
    as_prefixes: "as prefixes",
    loaded: |by| format!("loaded by {by}"),
    read_back: |by| format!("read back by {by}"),
    syntax_checked: |by| format!("syntax by {by}"),
};

/// Simplified Chinese.
pub static ZH: CapabilityWords = CapabilityWords {
    heads: [
        "ID",
        "网络规则",
        "应用程序规则",
        "网络规则中的主机名",
        "x",
        "*.x",
        "*.x 含 x",
        "段数",
        "a-*.x",
        "端口",
        "服务标记",
        "IPv6",
        "任意地址",
        "源地址",
        "检查",
    ],
    yes: "是",
    no: "否",
    nothing: "-",
    by_host: "按主机名",
    by_port: "按端口",
    dns_proxy: "需 DNS 代理",
    as_printed: "照原文",
    wider: "范围更大",
    reader: "由读取方决定",
    any_depth: "不限",
    only_port: |port| format!("仅 {port}"),
    by_name: "按名称",
    as_prefixes: "写成地址前缀",
    loaded: |by| format!("{by} 已加载"),
    read_back: |by| format!("{by} 已读回"),
    syntax_checked: |by| format!("{by} 已检查语法"),
};
