//! Simplified Chinese.

mod verdicts;

use super::{Columns, CommandWords, Counted, ExplainWords, FirewallWords};
use verdicts::VERDICTS;

/// Simplified Chinese.
pub static ZH: ExplainWords = ExplainWords {
    title: "被拒绝的流量及其含义",
    title_named: "这些目标的含义",
    columns: Columns {
        destination: "目标",
        over: "协议",
        count: "行数",
        first: "首次",
        last: "末次",
        sources: "来源",
        why: "原因",
        section: "出处",
        blocked: "如果被阻止",
        by_firewall: "防火墙",
        advice: "处理建议",
    },
    verdicts: VERDICTS,
    counted: Counted {
        rows: |denied, failed, named| {
            let mut parts = Vec::new();
            if denied > 0 {
                parts.push(format!("拒绝 {denied} 行"));
            }
            if failed > 0 {
                parts.push(format!("失败 {failed} 行"));
            }
            if named > 0 {
                parts.push(format!("列出 {named} 个目标"));
            }
            format!("{}。", parts.join("，"))
        },
        others: |allowed, alerted, inbound| {
            let counts = [(allowed, "放行"), (alerted, "放行并告警"), (inbound, "入站或地址转换")];
            let told = counts.iter().filter(|(count, _)| *count > 0);
            let told: Vec<String> =
                told.map(|(count, what)| format!("{what} {count} 行")).collect();
            format!("仅计数：{}。", told.join("，"))
        },
        needed: |count| format!("有 {count} 个必需的目标未能通过。"),
        steps: |count| format!("有 {count} 个节点步骤失败，所需目标见下文。"),
        none_needed: "未发现必需的目标被拒绝。",
        nothing: "没有需要解释的内容：没有被拒绝、失败或列出的行。",
        left_out: |count, most| {
            format!("另有 {count} 行属于更多目标，未列出：最多区分 {most} 个目标。")
        },
        unreadable: |count| format!("有 {count} 行无法读取。"),
        skipped: |tables| format!("已跳过（不含判定信息）：{tables}。"),
        partial: "这是部分结果：输入没有读完。",
        cut: |count| format!("其余 {count} 行见 --format csv 或 json。"),
        first_unreadable: |input, line, fault, text| format!("{input}:{line}：{fault}：{text}"),
        fault: |fault, format| match fault {
            "too-long" => "超过单行长度上限".to_owned(),
            "json" => "JSON 不完整或有误".to_owned(),
            "no-record" => "是 JSON，但不是防火墙记录".to_owned(),
            "columns" => "各列的值与表头不符".to_owned(),
            "message" => "Azure 防火墙消息不完整".to_owned(),
            "no-destination" => "没有目标".to_owned(),
            "line" => format!("{format} 的一行有误"),
            _ => "格式未知".to_owned(),
        },
    },
    by_firewall: FirewallWords {
        allowed: |by| format!("有规则放行它：{by}。"),
        allowed_yet_refused: |by| format!("有规则放行它，却仍被拒绝：{by}。"),
        allowed_advice: "再加规则没有用。请核对日志与这些文件有何不同：来源与规则的 IP 组、防火墙、日期、父策略、威胁情报、入侵检测，或请求未带 SNI。",
        denied: |by| format!("有规则拒绝它：{by}。"),
        denied_before: |deny, allow| {
            format!("有规则拒绝它：{deny}。它先于放行的规则执行：{allow}。")
        },
        denied_before_advice: "请把放行规则的优先级数值改得比拒绝规则小，或从拒绝规则中去掉该目标。",
        other_source: |by, sources| format!("有规则放行它，但来源不含 {sources}：{by}。"),
        other_source_advice: "如果这些是群集的节点，请把其子网加入现有规则的来源。",
        other_traffic: |by, traffic, asked| {
            format!("有规则放行它，但只限 {traffic}，而这里是 {asked}：{by}。")
        },
        only_some: |by| format!("有规则放行其中一部分：{by}。"),
        unsure: |by| format!("这条规则可能起作用，但文件中的内容不足以判断：{by}。"),
        unsure_else: |by, other| {
            format!(
                "这条规则可能起作用，但文件中的内容不足以判断：{by}。否则由这条规则决定：{other}。"
            )
        },
        no_rule: "没有规则放行它。",
        from: |sources, said| format!("来自 {sources}：{said}"),
        elsewhere: |policies| format!("{policies} 的规则先执行，但不在这些文件中。"),
    },
    command: CommandWords {
        not_understood: |text| {
            format!(
                "{text} 既不是文件，也不是目标：请给出主机名、URL、host:port、address:port、protocol:port、加引号的报错、日志文件，或用 - 表示标准输入"
            )
        },
        no_such_file: |path| format!("没有文件 {path}"),
        stdin_twice: "标准输入不能既是防火墙又是日志：请把其中一个改为文件",
        nothing_given: "没有要解释的内容：请给出主机名、URL、host:port、address:port、protocol:port、日志文件，或用 - 表示标准输入；示例见 `aks-egress explain --help`",
        nothing_readable: "没有一行可以读取：不是已知格式的日志",
        profile_errors: |path| format!("没有判断：{path} 有错误"),
        broken_off: "已中断：以下是部分结果",
        rows: "行",
        stdin: "标准输入",
    },
    judged_for: |what, edition| format!("按 {what} 判断，{edition} 版。"),
    judged_over_all: |edition| {
        format!("按所有类型的群集判断，{edition} 版；加 --profile 可按您的群集判断。")
    },
    every_cluster: |clouds| format!("{}都需要。", every(clouds)),
    every_cluster_but: |clouds, conditions| {
        format!("{}都需要，以下情况除外：{conditions}。", every(clouds))
    },
    unless: |conditions| format!("以下情况不需要：{conditions}。"),
    only_with: |what| format!("仅在此条件下需要：{what}。"),
    only_with_in: |what, clouds| format!("仅在此条件下需要：{what}（{clouds}）。"),
    may_be: "具体取决于地址。可能是：",
    near_miss: |pattern, host| format!("针对 {pattern} 的规则不匹配 {host} 本身。"),
    below_it: |what| format!("其下的名称：{what}"),
    logged_in: "代理先要求登录（每个带凭据的请求都会如此），随后已放行。",
    no_sni_private: "本群集的 API 服务器是专用的，访问它的流量本不应到达防火墙：请检查专用 DNS 区域和路由。若是其他目标，请按其地址添加 TCP 443 网络规则，或让程序发送主机名。",
    if_it_holds: [
        |over, destination| {
            format!("如果属实，请写入配置，并放行 {over}，目标 {destination}；否则保持拒绝。")
        },
        |over, destination| format!("如果属实，请放行 {over}，目标 {destination}；否则保持拒绝。"),
    ],
    step_needs_in: |clouds, what| format!("在 {clouds}，该步骤需要：{what}。"),
    addresses: ["控制平面的地址", "任意时间服务器", "自有 DNS 服务器", "API 服务器的公网 IP"],
    perhaps_of: |destination| {
        format!("配置中有一条同端口的规则，目标为 {destination}；该地址是否属于它尚不清楚。")
    },
    other_address: |destination| {
        format!("配置中同端口的规则，目标是 {destination}；该地址不属于它。")
    },
    over_this: |right, asked| format!("规则是 {right}，而这里是 {asked}。"),
    port: |port| format!("端口 {port}"),
    newer: |since, edition| format!("文章自 {since} 起列出；配置固定在 {edition} 版。"),
    other_region: |region, own| format!("属于区域 {region}，而配置的区域是 {own}。"),
    unknown_region: |own| format!("其中的区域不是配置的区域 {own}。"),
    other_cluster: |own| format!("这是另一个群集的 API 服务器；配置中的是 {own}。"),
    other_cloud: |clouds, own| format!("属于{clouds}，而配置属于{own}。"),
    other_source: |document| format!("只有这份文档列出：{document}。"),
    sources: ["Microsoft Learn", "Azure 中国文档（中文版）"],
    dropped: |day| format!("文章已于 {day} 移除。"),
    successor: |what| format!("替代：{what}。"),
    evidence: |places| format!("依据：{places}。"),
    step_needs: |what| format!("该步骤需要：{what}。"),
    programs: ["Linux 节点", "Windows 节点", "curl"],
    code: |program, code| format!("{program}：退出代码 {code}"),
    bare_code: |code| format!("退出代码 {code}"),
    no_sni_to: |address| format!("未带 SNI 的 TLS，目标 {address}"),
    no_sni_from: |source| match source {
        "" => "未带 SNI 的 TLS".to_owned(),
        _ => format!("未带 SNI 的 TLS，来自 {source}"),
    },
    anywhere: "未给出目标",
    words: |words| format!("日志原文：{words}。"),
    allow: |over, destination| format!("放行 {over}，目标 {destination}。"),
    seen_as: |names| format!("同一日志中的主机名：{names}。"),
    in_tags: |tags| format!("包含该地址的服务标记：{tags}。"),
    by_rules: |rules| format!("防火墙规则：{rules}。"),
    also_allowed: |count| format!("它也曾被放行（{count} 次）：请比较来源和规则的先后次序。"),
    more_sources: |count| format!("另有 {count} 个"),
    unnamed_sources: |count| format!("还有 {count} 行来自其他来源"),
    labelled: |label, text| format!("{label}：{text}"),
    comma: "、",
    clause: "；",
    space: "",
    stop: "。",
};

fn every(clouds: &str) -> String {
    if clouds.is_empty() { "每个群集".to_owned() } else { format!("{clouds}的每个群集") }
}
