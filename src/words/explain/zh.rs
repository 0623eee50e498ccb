//! Simplified Chinese.

use super::{Columns, CommandWords, Counted, ExplainWords, FirewallWords, Told};

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
        no_rule: "没有规则放行它。",
        from: |sources, said| format!("来自 {sources}：{said}"),
        elsewhere: |policies| format!("{policies} 的规则先执行，但不在这些文件中。"),
    },
    command: CommandWords {
        not_understood: |text| {
            format!(
                "{text} 既不是文件，也不是目标：请给出主机名、URL、host:port、address:port、protocol:port、日志文件，或用 - 表示标准输入"
            )
        },
        no_such_file: |path| format!("没有文件 {path}"),
        not_read: |name, reason| format!("无法读取 {name}：{reason}"),
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
    more_sources: |count| format!("另有 {count} 行来自其他来源"),
    row: |heading, row| format!("{heading}，第 {row} 行"),
    bullet: |heading| format!("{heading}，正文"),
    by_reading: |id| format!("解读 {id}"),
    labelled: |label, text| format!("{label}：{text}"),
    comma: "、",
    clause: "；",
    space: "",
    stop: "。",
};

fn every(clouds: &str) -> String {
    if clouds.is_empty() { "每个群集".to_owned() } else { format!("{clouds}的每个群集") }
}

static VERDICTS: &[Told] = &[
    Told {
        name: "platform", heading: "平台地址：不得经过防火墙和代理", why: "", advice: ""
    },
    Told {
        name: "no-sni",
        heading: "TLS 未带主机名（SNI）",
        why: "TLS 握手没有给出主机名，任何应用程序规则都无法匹配。在 AKS 中，通常是 Pod 用 IP 地址访问 API 服务器。",
        advice: "两种办法：添加到 API 服务器 IP 的 TCP 443 网络规则；或给 Pod 加上 kubernetes.azure.com/set-kube-service-host-fqdn 注释，改为按名称访问。专用群集不适用：这类流量本不应到达防火墙。",
    },
    Told {
        name: "dns-failure",
        heading: "域名解析失败",
        why: "名称没有解析成功。这是 DNS 问题，不是缺少规则。",
        advice: "请检查防火墙和虚拟网络所用的 DNS 服务器：能否应答，是否把未知名称转发到 Azure DNS。",
    },
    Told {
        name: "threat-intelligence",
        heading: "被威胁情报拦截",
        why: "威胁情报先于所有规则生效，添加允许规则没有用。",
        advice: "如确认目标安全，请在防火墙策略的“威胁情报”中加入允许列表，或把模式改为仅告警。",
    },
    Told {
        name: "intrusion",
        heading: "被入侵检测（IDPS）拦截",
        why: "流量命中了签名，添加允许规则没有用。",
        advice: "如确认流量安全，请在防火墙策略的 IDPS 中把该签名改为仅告警或关闭，或为目标添加绕过规则。",
    },
    Told { name: "failure-code", heading: "失败的步骤", why: "", advice: "" },
    Told {
        name: "unknown-code",
        heading: "未知的退出代码",
        why: "此处没有该代码的资料。",
        advice: "请查看前后的报错信息，其中往往有主机名。",
    },
    Told { name: "required", heading: "必需", why: "", advice: "" },
    Told {
        name: "other-port",
        heading: "主机在规则中，但端口或协议不同",
        why: "",
        advice: "请检查防火墙规则的端口和协议是否正确，以及是谁在用这个端口访问。",
    },
    Told { name: "needed-if", heading: "仅在特定条件下需要", why: "", advice: "" },
    Told { name: "recommended", heading: "建议放行，并非必需", why: "", advice: "" },
    Told {
        name: "by-port",
        heading: "可能需要（仅知道端口）",
        why: "",
        advice: "请查明该地址属于谁：与 API 服务器的地址比较，在 DNS 日志中查找其名称，或使用 --service-tags。",
    },
    Told {
        name: "other-address",
        heading: "端口与规则相同，但地址不同",
        why: "",
        advice: "请查明该地址属于谁；如果确属本群集，请更正配置。",
    },
    Told {
        name: "azure-files",
        heading: "Azure 文件存储",
        why: "Azure 文件存储使用的 SMB；仅在卷使用文件共享时出现。",
        advice: "如果群集装载文件共享，请放行到存储帐户的 TCP 445，或改用专用终结点。",
    },
    Told {
        name: "windows-activation",
        heading: "Windows 激活",
        why: "密钥管理服务，用于激活 Windows 节点。文章没有提到它。",
        advice: "如果群集有 Windows 节点，请放行到 Azure 激活服务的 TCP 1688。",
    },
    Told {
        name: "quic",
        heading: "QUIC",
        why: "QUIC 是基于 UDP 的 HTTP；AKS 不需要，程序会退回 TCP。",
        advice: "保持拒绝即可。",
    },
    Told {
        name: "private-dns",
        heading: "专用 API 服务器：属于 DNS 问题",
        why: "这是专用群集 API 服务器的名称，对应专用地址，由专用 DNS 区域解析。",
        advice: "到互联网的规则没有用。请把专用 DNS 区域链接到负责解析的虚拟网络，并保证到专用终结点的路由。",
    },
    Told {
        name: "observed",
        heading: "无害：节点会访问，但不要求放行",
        why: "文章在正文中提到它，但不要求放行。",
        advice: "无需处理；如果不想在日志里看到它，可以放行。",
    },
    Told {
        name: "undocumented", heading: "有人遇到过，但文章未列出", why: "", advice: ""
    },
    Told {
        name: "not-needed",
        heading: "本群集不需要",
        why: "",
        advice: "保持拒绝即可。如果反复出现，请核对配置中的回答。",
    },
    Told {
        name: "newer",
        heading: "晚于配置所用的版本",
        why: "",
        advice: "请比较两个版本，再把配置升级到最新版。",
    },
    Told {
        name: "other-region",
        heading: "属于其他区域",
        why: "",
        advice: "请核对是哪个群集发起的访问，以及配置中的区域。",
    },
    Told {
        name: "other-cluster",
        heading: "属于其他群集",
        why: "",
        advice: "请核对由谁发起访问，以及配置中的 API 服务器名称。",
    },
    Told {
        name: "retired",
        heading: "已停用",
        why: "",
        advice: "不要放行。仍在访问它的组件已过时：节点镜像、加载项或清单。",
    },
    Told {
        name: "other-cloud",
        heading: "属于其他云",
        why: "",
        advice: "请核对是哪个群集发起的访问；可能用到了其他云的镜像或设置。",
    },
    Told {
        name: "other-source",
        heading: "只见于另一份文档",
        why: "",
        advice: "除非您遵循那份文档，否则保持拒绝。",
    },
    Told {
        name: "near-miss",
        heading: "不是 AKS 的要求，但与其相近",
        why: "",
        advice: "请核对是谁在访问这个不带前缀的名称：多半是手工测试，或是写规则时漏了星号。",
    },
    Told {
        name: "private-address",
        heading: "专用地址",
        why: "与到互联网的规则无关。443 端口上通常是专用终结点：专用群集的 API 服务器、镜像仓库或 Key Vault。",
        advice: "请在专用 DNS 区域中查明它属于谁。专用终结点最好经对等互连访问，不经过防火墙；如必须经过，请自行添加到该地址的 TCP 443 网络规则。",
    },
    Told {
        name: "not-aks",
        heading: "不是 AKS 的要求",
        why: "没有任何文档为 AKS 列出它，很可能是工作负载自己的流量。",
        advice: "由其负责人决定。",
    },
    Told {
        name: "tls",
        heading: "TLS 在途中被中断",
        why: "连接在 TLS 握手时被切断或改动：可能是按 SNI 过滤，也可能是 TLS 检查的证书不受信任。",
        advice: "请对该目标关闭 TLS 检查，并查看是否有按名称的过滤拒绝了它。",
    },
    Told {
        name: "timeout",
        heading: "超时无应答",
        why: "数据包被静默丢弃时就是这种现象。",
        advice: "请在防火墙日志中查找相同时间和目标，再检查路由和网络安全组。",
    },
    Told {
        name: "refused",
        heading: "连接被拒绝",
        why: "对方有应答并拒绝了连接，静默丢弃的防火墙不会这样；通常会自行恢复。",
        advice: "请重试；再检查该服务，若是 API 服务器，请检查其授权 IP 范围。",
    },
    Told {
        name: "proxy-login",
        heading: "代理要求登录",
        why: "代理要求登录，而节点无法提供。这不是规则的拒绝。",
        advice: "请让节点免登录通过代理。",
    },
    Told {
        name: "category",
        heading: "被类别筛选拦截",
        why: "被拒绝的是网站类别，而不是这个主机名。",
        advice: "请在筛选之前按名称放行该主机，或在筛选中豁免。",
    },
    Told {
        name: "deny-rule",
        heading: "被拒绝规则拦截",
        why: "有一条规则禁止了它。",
        advice: "允许规则必须先于该拒绝规则生效才有用。",
    },
];
