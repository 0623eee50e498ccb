//! Why a rule is there, why it is not, and what is wrong with the answers.

use super::{With1, With2};

/// The sentences of one language.
pub struct RuleWords {
    /// Clouds: global, China, US Gov.
    pub clouds: [&'static str; 3],
    /// The article on Learn, with its edition.
    pub learn: With1,
    /// The Chinese copy.
    pub chinese_copy: &'static str,
    /// A choice that brought a rule.
    pub every_cluster: With1,
    /// Add-on or kind of node.
    pub has_feature: With1,
    /// Add-on `0` is needed by `1`.
    pub pulled: With2,
    /// A reading adds the rule.
    pub by_reading: With2,
    /// The feature is not part of the plan.
    pub not_chosen: With1,
    /// The condition that would bring the rule.
    pub unmet: With1,
    /// The source says it is needless under this condition.
    pub exempt: With1,
    /// A reading says so: condition, advisory.
    pub extended: With2,
    /// Retired: advisory, title.
    pub retired: With2,
    /// A reading that is not applied: advisory, title.
    pub not_applied: With2,
    /// Only observed.
    pub observed: &'static str,
    /// Waits for a region.
    pub no_region: &'static str,
    /// Waits for the API server's address.
    pub no_api_server_ip: &'static str,
    /// Waits for a service tag file.
    pub no_service_tags: &'static str,
    /// Sentences of findings.
    pub findings: FindingWords,
    /// Names of conditions, by their name in the catalog.
    pub conditions: &'static [(&'static str, &'static str, &'static str)],
}

/// What is wrong with the answers.
pub struct FindingWords {
    /// No region.
    pub no_region: &'static str,
    /// Region, cloud it belongs to.
    pub region_of_other_cloud: With2,
    /// Region.
    pub unknown_region: With1,
    /// Chinese copy and US Gov.
    pub source_without_cloud: &'static str,
    /// API server `VNet` integration.
    pub vnet_integration: &'static str,
    /// Isolated, public API server.
    pub isolated_public: &'static str,
    /// Isolated, Windows.
    pub isolated_windows: &'static str,
    /// Isolated, channel.
    pub isolated_channel: With1,
    /// Control plane as IP.
    pub no_api_server_ip: &'static str,
    /// Region CIDRs without file.
    pub no_service_tags: &'static str,
    /// File, cloud.
    pub service_tags_of_other_cloud: With2,
    /// File, tag.
    pub service_tags_without_tag: With2,
    /// Priority of both collections.
    pub same_priority: With1,
    /// Number of prefixes, tag, file.
    pub ipv6_left_out: fn(&str, &str, &str) -> String,
    /// The Chinese copy's Global tables.
    pub chinese_copy_for_global: &'static str,
    /// Isolated, add-on.
    pub isolated_addon: With1,
    /// Security patch, Windows.
    pub channel_windows: &'static str,
    /// Security patch, Linux distribution.
    pub channel_linux: With1,
    /// Pods use an unknown address.
    pub api_server_ip_pending: &'static str,
    /// Cloud in which konnectivity is not spared the tunnel ports.
    pub tunnel_ports_stay: With1,
    /// Region without AKS.
    pub aks_unlikely: With1,
    /// Add-on, cloud, source with its edition.
    pub addon_without_rules: fn(&str, &str, &str) -> String,
    /// Add-on, advisory title.
    pub addon_retired: With2,
    /// Advisory id, title.
    pub reading_not_applied: With2,
    /// Edition, newest.
    pub old_edition: With2,
    /// `AzureMonitor` on 443.
    pub monitor_tag_hides_hosts: &'static str,
    /// No Linux pool.
    pub no_linux: &'static str,
    /// No subnets.
    pub any_source: &'static str,
    /// No subnets, but an IP group.
    pub any_source_elsewhere: &'static str,
    /// IPv6 subnets alone.
    pub no_ipv4_subnet: &'static str,
    /// What a firewall lacks, and no more.
    pub only_missing: &'static str,
}

/// English.
pub static EN: RuleWords = RuleWords {
    clouds: ["Azure Global", "Azure in China (21Vianet)", "Azure US Government"],
    learn: |edition| format!("Microsoft Learn, edition {edition}"),
    chinese_copy: "Azure China documentation, Chinese copy",
    every_cluster: |cloud| format!("every cluster in {cloud} needs it"),
    has_feature: |feature| format!("the plan has {feature}"),
    pulled: |feature, by| format!("{by} needs {feature}"),
    by_reading: |id, title| format!("reading {id}: {title}"),
    not_chosen: |feature| format!("not chosen: {feature}"),
    unmet: |condition| format!("only with {condition}"),
    exempt: |condition| format!("not needed: {condition}"),
    extended: |condition, id| format!("not needed: {condition} (reading {id})"),
    retired: |id, title| format!("retired: {title} (reading {id})"),
    not_applied: |id, title| format!("not in the source; reading {id} would add it: {title}"),
    observed: "seen in traffic, but the source asks for no rule",
    no_region: "waits: choose a region",
    no_api_server_ip: "waits: give the API server's IP address once the cluster exists",
    no_service_tags: "waits: give Microsoft's service tag file",
    findings: FindingWords {
        no_region: "No region is chosen, so the rules that name it are missing. Set cluster.region.",
        region_of_other_cloud: |region, cloud| {
            format!(
                "The region {region} belongs to {cloud}. Choose a region of the profile's cloud, or change the cloud."
            )
        },
        unknown_region: |region| {
            format!("There is no region `{region}`. `aks-egress list regions` shows all names.")
        },
        source_without_cloud: "The Chinese copy has no rules for Azure US Government. Use source = \"learn\".",
        vnet_integration: "With API server VNet integration, allow traffic inside your own network too: cluster subnet to API server subnet TCP 443 and 4443, load balancer to API server subnet TCP 9988. These are not egress rules, so they do not stand in the list.",
        isolated_public: "A network isolated cluster has a private API server. Choose private-link or vnet-integration, or turn network isolation off.",
        isolated_windows: "Windows node pools do not work in a network isolated cluster. Drop one of the two.",
        isolated_channel: |channel| {
            format!(
                "The upgrade channel {channel} needs hosts that a network isolated cluster cannot reach. Use node-image or none."
            )
        },
        no_api_server_ip: "The control plane is to be written as the API server's IP address, which is known only after creation. Give it, or use the service tag until then.",
        no_service_tags: "The control plane is to be written as region CIDRs, which come from Microsoft's weekly service tag file. Give its path, or use the service tag.",
        service_tags_of_other_cloud: |file, cloud| {
            format!("{file} holds the tags of {cloud}. Download the file of the profile's cloud.")
        },
        service_tags_without_tag: |file, tag| {
            format!(
                "{file} has no IPv4 prefixes of {tag}, a service tag of these rules. Download the newest file; it may be too old."
            )
        },
        same_priority: |priority| {
            format!(
                "Network and application rules have the same priority {priority} in their group, which Azure refuses. Give azure_firewall.network_priority and azure_firewall.application_priority different numbers."
            )
        },
        ipv6_left_out: |count, tag, file| {
            format!(
                "IPv6 prefixes of {tag} are left out, {count} in {file}: the rules hold its IPv4 prefixes alone. Set destinations.ipv6 = true if the cluster uses IPv6."
            )
        },
        chinese_copy_for_global: "The Chinese copy prints China's hosts in its Global tables: API server, images, Azure API and sign-in all point at China. Taken as printed, a global cluster does not boot. Use source = \"learn\".",
        isolated_addon: |addon| {
            format!("{addon} is not supported in network isolated clusters yet.")
        },
        channel_windows: "The security-patch channel leaves Windows node pools out: they are updated by node images only.",
        channel_linux: |linux| {
            format!(
                "The security-patch channel does not serve {linux} nodes: they are updated by node images only."
            )
        },
        api_server_ip_pending: "Pods call the API server by its IP address, which is not given: the TCP 443 rule is missing. Give the address once the cluster exists, or annotate the pods with kubernetes.azure.com/set-kube-service-host-fqdn.",
        tunnel_ports_stay: |cloud| {
            format!(
                "For {cloud} the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get pods -n kube-system` shows konnectivity-agent, add \"konnectivity\" to cluster.exempt."
            )
        },
        aks_unlikely: |region| {
            format!("AKS is probably not offered in {region}: Microsoft's lists do not name it.")
        },
        addon_without_rules: |addon, cloud, source| {
            format!(
                "No rules for {addon} itself in {cloud} ({source}). It may not be offered there, or its hosts came to the article at another time."
            )
        },
        addon_retired: |addon, title| format!("{addon}: {title}"),
        reading_not_applied: |id, title| {
            format!("Reading {id} is not applied, since the source is taken at its word: {title}")
        },
        old_edition: |edition, newest| {
            format!(
                "The profile is pinned to the edition of {edition}; the newest is {newest}. Compare before you move."
            )
        },
        monitor_tag_hides_hosts: "A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is allowed and logged without host names.",
        no_linux: "AKS needs at least one Linux node pool for its system pods.",
        any_source: "No node subnet is given: exports allow any source address. Set nodes.subnets.",
        any_source_elsewhere: "No node subnet is given. Azure Firewall gets the IP group as source; exports for other firewalls allow any source address. Set nodes.subnets for those.",
        no_ipv4_subnet: "The node subnets hold no IPv4 network, but AKS nodes always speak IPv4, in dual-stack clusters too: rules to IPv4 addresses would match no node. Add the IPv4 subnets to nodes.subnets.",
        only_missing: "These are only the rules that the audited firewall lacks. Add them to what it has: in its place they would take all other rules away.",
    },
    conditions: &[
        ("custom-dns", "own DNS servers", "Azure DNS"),
        ("custom-dns-tcp", "DNS over TCP", "DNS over UDP only"),
        ("konnectivity", "the konnectivity tunnel", "the legacy tunnel"),
        ("legacy-hosts", "retired hosts kept", "retired hosts dropped"),
        ("linux-nodes", "Linux nodes", "no Linux nodes"),
        (
            "monitor-by-fqdn",
            "Azure Monitor allowed by host",
            "Azure Monitor allowed by service tag",
        ),
        (
            "monitor-by-service-tag",
            "Azure Monitor allowed by service tag",
            "Azure Monitor allowed by host",
        ),
        ("network-isolated", "a network isolated cluster", "a cluster with outbound access"),
        ("new-nodes", "all nodes made after March 2021", "nodes from before March 2021"),
        (
            "no-archive-updates",
            "an upgrade channel that does not use the Ubuntu archive",
            "an upgrade channel that uses the Ubuntu archive",
        ),
        (
            "no-snapshot-updates",
            "an upgrade channel that does not use Ubuntu snapshots",
            "an upgrade channel that uses Ubuntu snapshots",
        ),
        (
            "pods-use-api-server-ip",
            "pods that call the API server by IP",
            "pods that call the API server by name",
        ),
        ("private-api-server", "a private API server", "a public API server"),
        ("private-endpoint", "a private endpoint", "no private endpoint"),
        ("recommended-updates", "the recommended update hosts", "no update hosts"),
        ("ubuntu-nodes", "Ubuntu nodes", "no Ubuntu nodes"),
    ],
};

/// Simplified Chinese.
pub static ZH: RuleWords = RuleWords {
    clouds: ["Azure 全球", "Azure 中国（世纪互联）", "Azure 美国政府云"],
    learn: |edition| format!("Microsoft Learn，{edition} 版"),
    chinese_copy: "Azure 中国文档（中文版）",
    every_cluster: |cloud| format!("{cloud}的每个群集都需要"),
    has_feature: |feature| format!("方案包含 {feature}"),
    pulled: |feature, by| format!("{by} 依赖 {feature}"),
    by_reading: |id, title| format!("解读 {id}：{title}"),
    not_chosen: |feature| format!("未选择：{feature}"),
    unmet: |condition| format!("仅在此条件下需要：{condition}"),
    exempt: |condition| format!("不需要：{condition}"),
    extended: |condition, id| format!("不需要：{condition}（解读 {id}）"),
    retired: |id, title| format!("已停用：{title}（解读 {id}）"),
    not_applied: |id, title| format!("原文未列出；解读 {id} 会补上：{title}"),
    observed: "流量中可见，但原文未要求放行",
    no_region: "待定：请选择区域",
    no_api_server_ip: "待定：群集创建后填写 API 服务器 IP",
    no_service_tags: "待定：请提供微软的服务标记文件",
    findings: FindingWords {
        no_region: "尚未选择区域，缺少带区域名的规则。请填写 cluster.region。",
        region_of_other_cloud: |region, cloud| {
            format!("区域 {region} 属于{cloud}。请选择本配置所在云的区域，或更换云。")
        },
        unknown_region: |region| {
            format!("没有名为 `{region}` 的区域。用 `aks-egress list regions` 查看全部名称。")
        },
        source_without_cloud: "中文版文档没有 Azure 美国政府云的规则。请改用 source = \"learn\"。",
        vnet_integration: "使用 API 服务器 VNet 集成时，还要放行虚拟网络内部的流量：群集子网到 API 服务器子网的 TCP 443 和 4443，负载均衡器到 API 服务器子网的 TCP 9988。它们不是出站规则，因此不在列表中。",
        isolated_public: "网络隔离群集的 API 服务器必须是专用的。请选择 private-link 或 vnet-integration，或关闭网络隔离。",
        isolated_windows: "网络隔离群集不支持 Windows 节点池，二者只能选一。",
        isolated_channel: |channel| {
            format!(
                "升级通道 {channel} 要访问网络隔离群集到不了的主机。请改用 node-image 或 none。"
            )
        },
        no_api_server_ip: "控制平面要写成 API 服务器 IP，但该地址在群集创建后才知道。请填写，或先用服务标记。",
        no_service_tags: "控制平面要写成区域 CIDR，数据来自微软每周发布的服务标记文件。请给出文件路径，或改用服务标记。",
        service_tags_of_other_cloud: |file, cloud| {
            format!("{file} 是{cloud}的服务标记文件。请下载本配置所在云的文件。")
        },
        service_tags_without_tag: |file, tag| {
            format!(
                "{file} 中没有服务标记 {tag} 的 IPv4 前缀，而规则要用到它。文件可能过旧，请下载最新文件。"
            )
        },
        same_priority: |priority| {
            format!(
                "网络规则与应用程序规则在组内的优先级都是 {priority}，Azure 不接受。请为 azure_firewall.network_priority 和 azure_firewall.application_priority 填写不同的值。"
            )
        },
        ipv6_left_out: |count, tag, file| {
            format!(
                "{file} 中 {tag} 的 {count} 个 IPv6 前缀未列入，规则只含其 IPv4 前缀。群集使用 IPv6 时，请设置 destinations.ipv6 = true。"
            )
        },
        chinese_copy_for_global: "中文版文档的“全球”表格列出的是中国的主机：API 服务器、镜像、Azure API 和登录都指向中国。照此放行，全球云的群集无法启动。请改用 source = \"learn\"。",
        isolated_addon: |addon| format!("网络隔离群集目前还不支持 {addon}。"),
        channel_windows: "security-patch 通道不覆盖 Windows 节点池，它们只随节点镜像更新。",
        channel_linux: |linux| {
            format!("security-patch 通道不支持 {linux} 节点，它们只随节点镜像更新。")
        },
        api_server_ip_pending: "Pod 通过 IP 访问 API 服务器，但未填写该地址，缺少 TCP 443 规则。群集创建后请填写，或给 Pod 加注解 kubernetes.azure.com/set-kube-service-host-fqdn。",
        tunnel_ports_stay: |cloud| {
            format!(
                "原文没有为{cloud}的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n kube-system` 中有 konnectivity-agent，请在 cluster.exempt 中加入 \"konnectivity\"。"
            )
        },
        aks_unlikely: |region| format!("{region} 很可能没有 AKS：微软的列表里没有它。"),
        addon_without_rules: |addon, cloud, source| {
            format!(
                "原文没有列出 {addon} 自身在{cloud}的规则（{source}）：该云可能不提供此功能，或其主机列在其他版本中。"
            )
        },
        addon_retired: |addon, title| format!("{addon}：{title}"),
        reading_not_applied: |id, title| format!("按原文处理，未应用解读 {id}：{title}"),
        old_edition: |edition, newest| {
            format!("配置固定在 {edition} 版，最新版是 {newest}。切换前请先比较。")
        },
        monitor_tag_hides_hosts: "指向 AzureMonitor 的 TCP 443 网络规则先于应用程序规则匹配：去往这些地址的流量会放行，日志里没有主机名。",
        no_linux: "AKS 至少需要一个 Linux 节点池来运行系统 Pod。",
        any_source: "未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。",
        any_source_elsewhere: "未填写节点子网：Azure 防火墙以 IP 组作为源，其他防火墙的导出允许任意源地址。如需导出给其他防火墙，请填写 nodes.subnets。",
        no_ipv4_subnet: "节点子网中没有 IPv4 网络，而 AKS 节点（包括双栈群集）总会使用 IPv4：去往 IPv4 地址的规则匹配不到任何节点。请在 nodes.subnets 中加入 IPv4 子网。",
        only_missing: "这里只有被审计的防火墙所缺少的规则。请把它们加到现有规则旁边；若用来替换现有规则，其他规则会全部丢失。",
    },
    conditions: &[
        ("custom-dns", "使用自有 DNS 服务器", "使用 Azure DNS"),
        ("custom-dns-tcp", "DNS 也走 TCP", "DNS 只走 UDP"),
        ("konnectivity", "使用 konnectivity 隧道", "使用旧隧道"),
        ("legacy-hosts", "保留已停用的主机", "去掉已停用的主机"),
        ("linux-nodes", "有 Linux 节点", "没有 Linux 节点"),
        ("monitor-by-fqdn", "按主机名放行 Azure Monitor", "按服务标记放行 Azure Monitor"),
        ("monitor-by-service-tag", "按服务标记放行 Azure Monitor", "按主机名放行 Azure Monitor"),
        ("network-isolated", "网络隔离群集", "群集有出站访问"),
        ("new-nodes", "节点都在 2021 年 3 月之后创建", "有 2021 年 3 月之前创建的节点"),
        ("no-archive-updates", "升级通道不使用 Ubuntu 软件源", "升级通道使用 Ubuntu 软件源"),
        ("no-snapshot-updates", "升级通道不使用 Ubuntu 快照", "升级通道使用 Ubuntu 快照"),
        ("pods-use-api-server-ip", "Pod 通过 IP 访问 API 服务器", "Pod 通过名称访问 API 服务器"),
        ("private-api-server", "API 服务器是专用的", "API 服务器是公共的"),
        ("private-endpoint", "使用专用终结点", "不使用专用终结点"),
        ("recommended-updates", "放行建议的更新主机", "不放行更新主机"),
        ("ubuntu-nodes", "有 Ubuntu 节点", "没有 Ubuntu 节点"),
    ],
};
