//! Exports in Simplified Chinese.

use super::super::spaced;
use super::{Columns, ExportWords, Headings, Labels, LimitWords, PortalWords, TagViewWords};

/// Simplified Chinese.
pub static ZH: ExportWords = ExportWords {
    title: "AKS 群集的出站防火墙规则",
    title_of_missing: "AKS 群集的出站防火墙规则：仅缺少的规则",
    labels: Labels {
        tool: "生成工具",
        profile: "配置",
        clusters: "群集",
        cloud: "云",
        region: "区域",
        source: "来源",
        reading: "解读",
        api_server: "API 服务器",
        nodes: "节点",
        addons: "加载项",
        subnets: "节点子网",
        service_tags: "服务标记",
        rules: "规则",
        checked: "检查",
    },
    readings: ["recommended（已应用解读，并逐条注明）", "printed（按原文，只注明解读而不应用）"],
    region: |display, name| format!("{display}（{name}）"),
    no_region: "未选择",
    windows: "Windows",
    gpu: "GPU",
    isolated: "网络隔离",
    none: "无",
    any_source: "未填写：任意源地址",
    clusters: |count, names| format!("{count} 个：{names}"),
    counts: |network, application| format!("网络规则 {network} 条，应用程序规则 {application} 条"),
    service_tags: |file, change, day, ipv6| {
        let day = day.map(|day| format!("（{day}）")).unwrap_or_default();
        let prefixes = if ipv6 { "含 IPv4 和 IPv6" } else { "只含 IPv4" };
        format!("{file}，变更号 {change}{day}，{prefixes}")
    },
    refused: |text| format!("拒绝导出：{text}"),
    comma: "、",
    colon: "：",
    space: "",
    because: |text| format!("（原因：{text}）"),
    needed_by: |addons| format!("{addons} 依赖它"),
    headings: Headings {
        kinds: ["网络规则", "应用程序规则"],
        none: ["不需要网络规则。", "不需要应用程序规则。"],
        warnings: "警告",
        steps: "如何使用",
        advisories: "解读",
        waiting: "待填写",
        not_needed: "不需要的规则",
    },
    columns: Columns {
        destination: "目标",
        port: "端口",
        feature: "功能",
        requirement: "要求",
        purpose: "用途",
        blocked: "被阻止时",
        source: "出处",
    },
    requirements: ["必需", "推荐", "仅观察到"],
    printed_as: |host| format!("原文为 `{host}`。"),
    row: |heading, row| format!("{heading}，第 {row} 行"),
    bullet: |heading| format!("{heading}，正文"),
    by_reading: |id| format!("解读 {id}"),
    confidence: ["可信度高", "可信度中"],
    reading: |title, confidence| format!("{title}（{confidence}）"),
    evidence: |evidence| format!("依据：{evidence}"),
    nothing_written: "没有一条规则能按要求写入，此文件不放行任何流量。",
    allow_wider: "加 --allow-wider 则以更宽的形式写入。",
    give_service_tags: "用 --service-tags 给出微软每周发布的文件，即可写成地址前缀。",
    group: |feature, requirement, sections| format!("{feature}，{requirement}（{sections}）。"),
    needed_by_clusters: |clusters| format!("需要此规则的群集：{clusters}。"),
    concerned: |clusters| format!("（涉及的群集：{clusters}。）"),
    fqdn_tag: |tag| format!("核心主机，以 FQDN 标记 {tag} 所含为准（内容未公开）"),
    syntax_checked: |by| format!("已用{}检查语法；未在产品本身中加载过", spaced(by)),
    ports: |ports| format!("端口 {ports}："),
    limits: LimitWords {
        network_rules: |rules| format!("此格式写不了网络规则，请另行放行：{rules}。"),
        application_rules: |rules| {
            format!("此格式只能写地址，写不了主机名，请用其他格式放行：{rules}。")
        },
        ports_not_opened: |rules| format!("此格式只能写地址，写不了主机名。未写入：{rules}。"),
        ports_opened: |rules| {
            format!("范围大于要求：此格式写不了主机名，以下规则的端口向所有地址开放：{rules}。")
        },
        network_hosts: |rules| {
            format!(
                "此格式的网络规则不能以主机名为目标。未写入：{rules}。请改用地址形式，例如 [destinations] 下的 ntp = \"any\"。"
            )
        },
        service_tags: |rules| format!("服务标记只有 Azure 认识。未写入：{rules}。"),
        prefixes: |rules| {
            format!(
                "服务标记已写成微软文件中的地址前缀。该文件每周更新，有新文件时请重新导出：{rules}。"
            )
        },
        any_address: |rules| format!("此格式写不了任意地址，请另行放行：{rules}。"),
        ipv6: |rules| format!("此格式写不了 IPv6 地址，以下规则不含 IPv6：{rules}。"),
        wildcards: |rules| {
            format!(
                "此格式写不了通配符。未写入：{rules}。请从 DNS 日志中查出具体主机名；API 服务器自己的主机名填在 [cluster] 下的 api_server_fqdn。"
            )
        },
        names_below: |rules| format!("在此格式中，主机名也包含其下所有名称。未写入：{rules}。"),
        names_below_too: |rules| format!("范围大于要求：以下主机名也包含其下所有名称：{rules}。"),
        apex: |rules| format!("在此格式中，通配符也包含域名本身。未写入：{rules}。"),
        apex_too: |rules| format!("范围大于要求：以下通配符也包含域名本身：{rules}。"),
        inner_star: |rules| format!("此格式的星号只能是完整的第一段。未写入：{rules}。"),
        inner_star_widened: |rules| {
            format!("范围大于要求：以下主机名其余部分之下的所有名称都会放行：{rules}。")
        },
        leading_dot: |rules| {
            format!(
                "开头的点在此格式中没有意义。未写入：{rules}。reading = \"recommended\" 会改写成星号。"
            )
        },
        levels: |levels, rules| {
            format!(
                "在此格式中，一个星号只代表一段。最多放行 {levels} 段，更深的名称不放行：{rules}。"
            )
        },
        other_ports: |port, rules| format!("此文件只用于端口 {port}，其他端口另有文件：{rules}。"),
        ports: |ports| format!("此格式写不了端口，请只用在放行这些端口的规则中：{ports}。"),
        sources: "此格式写不了源地址，请只应用于节点子网。",
        other_clusters: |rules| {
            format!("此格式写不了源地址，而以下规则并非每个群集都需要。未写入：{rules}。")
        },
        other_clusters_too: |rules| {
            format!("范围大于要求：以下规则只有部分群集需要，却对所有群集放行：{rules}。")
        },
        hosts_as_printed: |rules| {
            format!("以下主机照原文写出；开头的点或中间的星号，各设备的理解不同：{rules}。")
        },
        names_in_network_rules: |rules| {
            format!(
                "网络规则中的主机名要在防火墙启用 DNS 代理，并让节点通过防火墙解析才会生效：{rules}。"
            )
        },
    },
    tag_view: TagViewWords {
        about: "第一组主机由一条带 FQDN 标记 AzureKubernetesService 的规则代替。微软没有公开该标记的内容，以下只是推断：依赖它之前，请对照防火墙日志核实。",
        stands_for: "由 FQDN 标记覆盖",
        written: "仍逐条写出",
    },
    portal: PortalWords {
        intro: "用于 Azure 门户：防火墙策略，规则集合，添加规则集合。每行是一个字段，复制冒号后面的内容；标有（选择）的字段从列表中选取。",
        group: "规则集合组（自建，不改动门户的默认组）",
        collection: |name| format!("规则集合 {name}"),
        row: |row, of| format!("规则 {row}/{of}"),
        pick: |label| format!("{label}（选择）"),
        about: |feature, requirement, count| format!("{feature}，{requirement}，{count} 个目标"),
    },
};
