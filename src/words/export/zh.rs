//! Exports in Simplified Chinese.

use super::{Columns, ExportWords, Headings, Labels, LimitWords, PortalWords};

/// Simplified Chinese.
pub static ZH: ExportWords = ExportWords {
    title: "AKS 群集的出站防火墙规则",
    labels: Labels {
        tool: "生成工具",
        profile: "配置",
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
    },
    readings: ["recommended（已应用解读，并逐条注明）", "printed（按原文，只注明解读而不应用）"],
    region: |display, name| format!("{display}（{name}）"),
    no_region: "未选择",
    windows: "Windows",
    gpu: "GPU",
    isolated: "网络隔离",
    none: "无",
    any_source: "未填写：任意源地址",
    counts: |network, application| format!("网络规则 {network} 条，应用程序规则 {application} 条"),
    service_tags: |file, change| format!("{file}，变更号 {change}"),
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
    ports: |ports| format!("端口 {ports}："),
    limits: LimitWords {
        network_rules: |rules| format!("主机列表写不了网络规则，请另行放行：{rules}。"),
        ports: |ports| format!("主机列表写不了端口，端口写在各组主机上方的注释里：{ports}。"),
        names_in_network_rules: |rules| {
            format!(
                "网络规则中的主机名要在防火墙策略中启用 DNS 代理，并让节点通过防火墙解析才会生效：{rules}。"
            )
        },
        odd_hosts: |rules| {
            format!("Azure 防火墙只接受星号作为完整的第一段，以下目标未写入：{rules}。")
        },
        hosts_as_printed: |rules| {
            format!("以下主机照原文写出；开头的点或中间的星号，各设备的理解不同：{rules}。")
        },
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
