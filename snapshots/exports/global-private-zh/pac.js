// AKS 群集的出站防火墙规则
//
// 生成工具    aks-egress 0.1.0
// 配置        生产-中心
// 云          Azure 全球
// 区域        Southeast Asia（southeastasia）
// 来源        Microsoft Learn，2026-08-21 版
// 解读        recommended（已应用解读，并逐条注明）
// API 服务器  private-link
// 节点        azure-linux
// 加载项      Azure Monitor、Azure Policy、Key Vault 机密（CSI 驱动程序）
// 节点子网    10.10.0.0/20
// 规则        网络规则 1 条，应用程序规则 18 条
//
// 警告
//   1. 此格式写不了网络规则，请另行放行：UDP:53 10.0.0.4 10.0.0.5。
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
    // 核心，必需（Azure Global required FQDN / application rules）。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储
    // 插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，以及其前端内容分发网络的域名。Azure 资源管理器：节点上的组件
    // 经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，
    // 例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。
    if (service === "https:443") {
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "mcr-0001.mcr-msedge.net") return true;
        if (host === "management.azure.com") return true;
        if (host === "login.microsoftonline.com") return true;
        if (host === "packages.microsoft.com") return true;
        if (host === "packages.aks.azure.com") return true;
    }
    // aks-azure-monitor-https-443
    // Azure Monitor，必需（Azure Monitor: Azure public cloud required FQDN / application rules）。Log Analytics 数据引
    // 入：容器日志和清单数据。Azure Monitor 代理在 Log Analytics 工作区中登记。代理自身的运行状况遥测，发送到公有云的
    // Application Insights，各云环境均如此。自动检测的应用程序的跟踪和指标。连接字符串中列有范围更窄的主机。接收代理发
    // 送到 Azure Monitor 的指标。Microsoft Entra ID：监视代理登录。中央控制服务：告知代理由哪个区域的服务保存其配置。容
    // 器见解日志的数据收集终结点 (DCE)。托管 Prometheus 指标的数据收集终结点 (DCE)。区域控制服务：代理获取本群集的数据
    // 收集规则。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".ods.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.com")) return true;
        if (host === "dc.services.visualstudio.com") return true;
        if (dnsDomainIs(host, ".in.applicationinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".monitoring.azure.com")) return true;
        if (host === "login.microsoftonline.com") return true;
        if (host === "global.handler.control.monitor.azure.com") return true;
        if (dnsDomainIs(host, ".ingest.monitor.azure.com")) return true;
        if (dnsDomainIs(host, ".metrics.ingest.monitor.azure.com")) return true;
        if (host === "southeastasia.handler.control.monitor.azure.com") return true;
    }
    // aks-azure-policy-https-443
    // Azure Policy，必需（Azure Policy required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状
    // 态。内置策略的 Gatekeeper 模板。加载项自身的遥测数据，发送到 Application Insights。
    if (service === "https:443") {
        if (host === "data.policy.core.windows.net") return true;
        if (host === "store.policy.core.windows.net") return true;
        if (host === "dc.services.visualstudio.com") return true;
    }
    return false;
}
