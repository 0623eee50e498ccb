// AKS 群集的出站防火墙规则
//
// 生成工具    aks-egress 0.1.0
// 配置        北部三区
// 云          Azure 中国（世纪互联）
// 区域        China North 3（chinanorth3）
// 来源        Microsoft Learn，2026-08-21 版
// 解读        recommended（已应用解读，并逐条注明）
// API 服务器  public、konnectivity
// 节点        ubuntu
// 加载项      Azure Monitor、Azure Policy、Key Vault 机密（CSI 驱动程序）、Microsoft Defender for Containers、成本分析、
//             Flux (GitOps)
// 节点子网    10.30.0.0/16
// 规则        网络规则 0 条，应用程序规则 28 条
//
// 警告
//   1. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
//   2. 此格式写不了源地址，请只应用于节点子网。
//   3. PAC 文件只指路，不拦截，也不区分客户端：其他主机要由代理拒绝，直连的流量要由防火墙拒绝。
//
// 如何使用
//   - 把 proxy.example.com:3128 换成自己的代理。
//   - 列出的主机走代理；其余直连，由防火墙拒绝。若要让列出的主机绕过代理，对调两个值即可。
//   - 以 application/x-ns-proxy-autoconfig 类型提供给跳板机和构建机；AKS 节点不读 PAC 文件，须直接配置代理地址。

// 两种走法：列出的主机，以及其余一切。
var LISTED = "PROXY proxy.example.com:3128";
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

function isListed(service, host) {
    // aks-core-https-443
    // 核心，必需（Microsoft Azure operated by 21Vianet required FQDN / application rules; 解读 L2）。节点访问 API 服务
    // 器。控制平面的另一个主机，供隧道使用，仅中国云要求。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各
    // 加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源管理器：节点上的组件经此读取和更改 Azure
    // 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure
    // 工具。位于中国境内的 kubelet、其他 Kubernetes 二进制文件和 CNI 插件下载主机。Microsoft 镜像仓库在中国境内的缓存及
    // 其镜像层。群集标识登录 Microsoft Entra。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.chinanorth3.cx.prod.service.azk8s.cn")) return true;
        if (dnsDomainIs(host, ".tun.chinanorth3.cx.prod.service.azk8s.cn")) return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "management.chinacloudapi.cn") return true;
        if (host === "login.chinacloudapi.cn") return true;
        if (host === "packages.microsoft.com") return true;
        if (dnsDomainIs(host, ".azk8s.cn")) return true;
        if (host === "mcr.azure.cn") return true;
        if (dnsDomainIs(host, ".data.mcr.azure.cn")) return true;
        if (host === "login.partner.microsoftonline.cn") return true;
    }
    // aks-updates-http-80
    // 建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 软件包存档：为运行中的
    // 节点提供安全更新。使用明文 HTTP 属正常情况，软件包自带签名。
    if (service === "http:80") {
        if (host === "security.ubuntu.com") return true;
        if (host === "azure.archive.ubuntu.com") return true;
        if (host === "changelogs.ubuntu.com") return true;
    }
    // aks-updates-https-443
    // 建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 按日期固定的快照存档，
    // SecurityPatch 通道据此使所有节点保持同一补丁状态。
    if (service === "https:443") {
        if (host === "snapshot.ubuntu.com") return true;
    }
    // aks-azure-monitor-https-443
    // Azure Monitor，必需（Azure Monitor: Microsoft Azure operated by 21Vianet cloud required FQDN / application rules;
    // 解读 I1）。Log Analytics 数据引入：容器日志和清单数据。Azure Monitor 代理在 Log Analytics 工作区中登记。代理自身
    // 的运行状况遥测，发送到公有云的 Application Insights，各云环境均如此。自动检测的应用程序的跟踪和指标。连接字符串中
    // 列有范围更窄的主机。中央控制服务：告知代理由哪个区域的服务保存其配置。区域控制服务：代理获取本群集的数据收集规
    // 则。容器见解日志的数据收集终结点 (DCE)。托管 Prometheus 指标的数据收集终结点 (DCE)。向中国区的 Application
    // Insights 发送应用程序的跟踪和指标。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".ods.opinsights.azure.cn")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.cn")) return true;
        if (host === "dc.services.visualstudio.com") return true;
        if (dnsDomainIs(host, ".in.applicationinsights.azure.com")) return true;
        if (host === "global.handler.control.monitor.azure.cn") return true;
        if (host === "chinanorth3.handler.control.monitor.azure.cn") return true;
        if (dnsDomainIs(host, ".ingest.monitor.azure.cn")) return true;
        if (dnsDomainIs(host, ".metrics.ingest.monitor.azure.cn")) return true;
        if (dnsDomainIs(host, ".in.applicationinsights.azure.cn")) return true;
    }
    // aks-azure-policy-https-443
    // Azure Policy，必需（Azure Policy: Microsoft Azure operated by 21Vianet required FQDN / application rules）。策略
    // 服务：加载项获取策略分配并上报合规状态。内置策略的 Gatekeeper 模板。
    if (service === "https:443") {
        if (host === "data.policy.azure.cn") return true;
        if (host === "store.policy.azure.cn") return true;
    }
    // aks-cost-analysis-https-443
    // 成本分析，必需（AKS cost analysis add-on required FQDN / application rules; 解读 L2）。Azure 资源管理器：加载项读
    // 取需要拆分成本的资源。Microsoft Entra ID：成本分析加载项在调用 Azure 前登录。成本分析加载项登录 Microsoft Entra。
    if (service === "https:443") {
        if (host === "management.chinacloudapi.cn") return true;
        if (host === "login.chinacloudapi.cn") return true;
        if (host === "login.partner.microsoftonline.cn") return true;
    }
    // aks-key-vault-csi-https-443
    // Key Vault 机密（CSI 驱动程序），必需（解读 K2）。CSI 驱动从 Key Vault 读取机密、密钥和证书。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".vault.azure.cn")) return true;
    }
    // aks-cluster-extensions-https-443
    // 群集扩展，必需（解读 X1）。扩展代理获取配置并上报状态。
    if (service === "https:443") {
        if (host === "chinanorth3.dp.kubernetesconfiguration.azure.cn") return true;
    }
    return false;
}
