//! Simplified Chinese.

use super::{AuditWords, CliAudit, Columns, Labels, Lacks, Whats, Whys};

/// Simplified Chinese.
pub static ZH: AuditWords = AuditWords {
    title: |files, name| match files {
        "" => format!("防火墙审计：{name}"),
        _ => format!("防火墙审计：{files}，对照 {name}"),
    },
    compared: |cloud, region, source| match region {
        "" => format!("对照：{cloud}，依据 {source}。"),
        _ => format!("对照：{cloud}，区域 {region}，依据 {source}。"),
    },
    nodes: |sources| format!("节点位于 {sources}。"),
    read: |[rules, collections, groups], files| match groups {
        0 => format!("已读取 {collections} 个集合中的 {rules} 条规则，来自 {files}。"),
        _ => format!(
            "已读取 {groups} 个规则集合组、{collections} 个集合中的 {rules} 条规则，来自 {files}。"
        ),
    },
    read_lists: |entries, files| format!("已读取 {entries} 个目标，来自 {files}。"),
    open_sources: |sources| {
        format!(
            "以下源地址的内容无法得知，但相应规则仍计为放行：{sources}。若其中不含节点，这些规则就不起作用；确认包含节点时可用 --source-group NAME 指明。"
        )
    },
    nothing_to_do: "无需任何处理。",
    unless: |places| format!("除非以下未能解析的内容恰好放行其中某些：{places}。"),
    for_all: |column, text| format!("以下各项的{column}相同：{text}"),
    as_above: "同上",
    required: |counts, all| format!("必需规则共 {all} 条：{counts}。"),
    recommended: |covered, all| format!("推荐规则共 {all} 条，已放行 {covered} 条。"),
    counts: [
        |n| format!("{n} 条已按名称或地址放行"),
        |n| format!("{n} 条仅靠过宽的规则放行"),
        |n| format!("{n} 条由 FQDN 标记放行（其内容未公开）"),
        |n| format!("{n} 条可能由宽泛的服务标记或类别放行"),
        |n| format!("{n} 条只放行了一部分"),
        |n| format!("{n} 条被拒绝规则遮蔽"),
        |n| format!("{n} 条无法确定"),
        |n| format!("{n} 条的协议或端口不对"),
        |n| format!("{n} 条缺失"),
    ],
    comma: "，",
    and: "、",
    nothing_read: "这些文件中没有找到任何规则。",
    sources_not_checked: "未检查源地址，因为不知道节点子网：请填写 nodes.subnets，或使用 --source、--source-group。",
    own: |n| format!("另有 {n} 个主机属于工作负载自身，不作评价。"),
    classes: [
        ("已放行", ""),
        (
            "仅靠过宽的规则放行",
            "这些目标能通，只是因为某条规则放行的范围远大于 AKS 所需。收窄或删除该规则之前，请先按名称添加它们。",
        ),
        (
            "由 FQDN 标记放行",
            "微软未公开该标记的内容；一般认为它包含核心主机，不含任何加载项的主机。",
        ),
        ("可能已放行", "宽泛的标记或类别不能证明某个主机可达：其地址今天可能在内，也可能不在。"),
        ("部分放行", ""),
        (
            "被拒绝规则遮蔽",
            "有规则放行这些目标，但排在它之前的规则已经拒绝。再加一条规则也没有用，除非排在拒绝规则之前：请让放行规则的优先级数值更小，或收窄拒绝规则。",
        ),
        (
            "无法确定",
            "很可能有规则放行它们，但该规则的动作、端口或名称的一部分未能解析。请用 --set 给出取值，或审计已部署的规则。",
        ),
        ("协议或端口不对", "目标已放行，但协议或端口不符。"),
        (
            "缺失",
            "没有规则放行这些目标。请逐一放行来自节点子网的流量；用 --missing FORMAT 可按防火墙接受的格式写出规则。",
        ),
    ],
    recommended_open: ("推荐但未放行", "没有它们群集也能工作。"),
    findings: ["错误", "需要核对", "备注"],
    unresolved: (
        "未能解析",
        "其中的目标、端口和动作均不计为放行。已部署的规则没有这类问题：`az network firewall policy rule-collection-group list`。",
    ),
    columns: Columns {
        destination: "目标",
        traffic: "端口",
        needed_for: "用于",
        breaks: "缺少时",
        found: "现状",
        by: "规则",
        place: "位置",
        finding: "问题",
        advice: "处理",
    },
    labels: Labels {
        wider: "范围大于所需",
        other_form: "文档允许的另一种写法",
        source: "源地址未检查",
        group: |group| format!("源地址未检查：{group}"),
        port: "未注明端口",
        proxy: "网络规则中的主机名",
    },
    lacks: Lacks {
        only_some: |by| format!("只放行了一部分：{by}"),
        only_api_server: |by| {
            format!(
                "只放行了一个 API 服务器：{by}；若它属于本群集，请在配置中填写 cluster.api_server_fqdn"
            )
        },
        only_path: |by| format!("只放行了部分路径：{by}"),
        narrowed: |by| format!("只放行了特定地址：{by}"),
        denied: |by| format!("被 {by} 拒绝：放行规则须排在它之前"),
        sources: |nets| format!("未放行来自 {nets} 的流量"),
        destinations: |nets| format!("未放行去往 {nets} 的流量"),
        needs_tag: |tag| format!("还需要服务标记 {tag}"),
        other_source: |by| format!("只对其他源放行：{by}"),
        traffic: |by, traffic| format!("只放行了 {traffic}：{by}"),
        unless: |by| format!("除非未能解析的 {by} 恰好放行它"),
    },
    why: Whys {
        no_value: |name| format!("{name} 没有值"),
        not_evaluated: "不支持计算该表达式",
        run_time: "部署之后才能确定",
        malformed: "类型与预期不符，或 Azure 不会接受",
        absent: "规则缺少此项，不会匹配任何流量",
        best_effort: "该语言只能按文件内容尽力解析，此处无法确定",
        give_value: |name| format!("请用 --set {name}=VALUE 给出取值，或审计已部署的规则。"),
        complete: "请补全该规则，或将其删除；缺少此项时 Azure 不会接受。",
        audit_deployed: "请审计已部署的规则，或工具解析后的结果：`terraform show -json`、`az bicep build`。",
    },
    malformed: [
        "内容为空",
        "带有协议前缀",
        "带有路径",
        "星号不在最左端",
        "有空的标签",
        "含有主机名不允许的字符",
        "带有端口",
        "网络规则只接受完整的主机名",
    ],
    whats: Whats {
        retired_row: |day| format!("文档已于 {day} 删去该主机。"),
        retired_reading: |id, title, text| format!("{title}（解读 {id}）。{text}"),
        retired_advice: "请删除，除非自有业务需要它。",
        successor: |hosts| format!("由以下主机接替：{hosts}。"),
        wrong_cloud: |clouds| format!("它属于{clouds}。"),
        wrong_cloud_advice: "请删除，除非自有业务需要它。",
        wrong_region: |region| format!("它属于区域 {region}。"),
        wrong_region_advice: |own| {
            format!("请为本群集放行 {own}；这一条请删除，除非其他群集需要它。")
        },
        other_region_advice: "请删除，除非其他群集需要它。",
        malformed_advice: "请只写主机名，星号只能放在最左端。",
        misspelt_host: |host| format!("它很像缺失的 {host}。"),
        misspelt_host_advice: |host| format!("如果指的就是它，请写成 {host}。"),
        misspelt_tag: |tag| format!("它不是 FQDN 标记 {tag}，对 AKS 不起作用。"),
        misspelt_tag_advice: |tag| format!("请写成 {tag}。"),
        tag_as_host: (
            "FQDN 标记的名称写在了主机名的位置，匹配不到任何流量。",
            "请移到规则的 FQDN 标记中。",
        ),
        unknown_service_tag: "Azure 没有这个服务标记，部署时会被拒绝。",
        unknown_service_tag_advice: |tag| format!("请写成 {tag}。"),
        too_wide_host: ("它匹配整个互联网的主机名。", "请按名称放行规则所需的主机。"),
        wider_host: |hosts| format!("它的范围大于所需的 {hosts}。"),
        wider_host_advice: "若没有其他用途，请只写需要的主机名。",
        too_wide_network: (
            "它放行去往任意地址的这类流量。",
            "请先按名称放行 AKS 所需的目标，再收窄到确有需要的地址。",
        ),
        hides: (
            "网络规则先于应用程序规则：去往任意地址的这类流量到此为止，应用程序规则永远不会生效。",
            "请先按名称放行 AKS 所需的目标，再删除它，或收窄到确有需要的地址。",
        ),
        tls: |host| format!("去往 {host} 的 TLS 被终止并检查。"),
        tls_advice: "请排除在检查之外：节点不信任防火墙的证书，konnectivity 也要求 ALPN 原样通过。",
        duplicate: ("两条规则的目标、协议、端口和源完全相同。", "请只保留一条。"),
        shadowed: |deny| format!("它永远不会生效，因为之前已被拒绝：{deny}。"),
        shadowed_advice: "请让放行规则的优先级数值更小，或收窄拒绝规则。",
        deny_perhaps: [
            (
                "它拒绝其源地址访问所需的目标；源地址是否包含节点尚不清楚。",
                "请核对其源地址是否包含节点；可用 --source 和 --source-group 指明。",
            ),
            (
                "它拒绝某个服务标记的全部地址。所需主机的地址若在其中，即使按名称放行也会被拒绝。",
                "请收窄它，或将节点排除在其源地址之外。",
            ),
            ("它拒绝的内容不在这些文件中。", "请核对其中不含所需的目标。"),
            (
                "它拒绝公网地址。所需主机的地址若在其中，即使按名称放行也会被拒绝。",
                "请查明这些地址的归属：Azure 的地址不应出现在针对节点的拒绝规则中。",
            ),
        ],
        order_unknown: (
            "这条拒绝规则的优先级未知，按排在最后处理。",
            "请用 --set 给出优先级，或审计已部署的规则。",
        ),
        not_needed: |reason| format!("本配置用不到它（{reason}）。"),
        not_needed_advice: "请删除，除非自有业务需要它。",
        time_host: (
            "对时使用 UDP 123，而应用程序规则只处理 HTTP 和 TLS，这条规则不起作用。",
            "请改用网络规则，或直接删除：2021 年 3 月之后创建的节点从宿主机取得时间。",
        ),
        threat: (
            "威胁情报设为拒绝，先于所有规则。",
            "若已放行的必需目标仍被拒绝，请先查看它的日志。",
        ),
        intrusion: (
            "入侵检测设为拒绝，不受规则影响。",
            "若已放行的必需目标仍被拒绝，请先查看它的日志。",
        ),
        base_policy: ("父策略的规则先执行，但不在这些文件中。", "请一并给出父策略的文件。"),
        elsewhere: ("防火墙的规则在该策略中，但不在这些文件里。", "请给出该策略的规则集合组。"),
        cut_off: ("列表在此链接之后还有内容，未能读取。", "请取回所有分页，或改用 `az`。"),
        dns_proxy: (
            "网络规则中的主机名只有在防火墙充当 DNS 代理、且节点使用它解析时才有效。",
            "请启用 DNS 代理，并将虚拟网络的 DNS 指向防火墙。",
        ),
        unresolved: "未能解析",
    },
    cli: CliAudit {
        left_open: |n| format!("可能已放行或无法确定的 {n} 条规则不计入缺失"),
        not_audited: |path| format!("没有审计：{path} 有错误"),
        none_audited: |bad, all| format!("没有审计：{all} 个配置中有 {bad} 个有错误"),
        disagree: |key, one, other| format!("没有审计：各配置的 {key} 不一致：{one}；{other}"),
        skipped: |path, reason| format!("已略过 {path}：{reason}"),
        too_many: |path| format!("文件夹 {path} 中的文件太多，请直接指定文件"),
        empty_folder: |path| {
            format!(
                "文件夹 {path} 中没有可读取的文件（.json、.tf、.tfvars、.bicep、.sh、.ps1、.csv、.txt）"
            )
        },
        too_large: |path| format!("{path} 超过 64 MB"),
        is_input: |path| format!("{path} 正被读取，请换一个文件"),
        nothing_missing: "没有缺失的规则，未写入文件",
    },
};
