// AKS 群集的出站防火墙规则
//
// 生成工具    aks-egress 0.1.0
// 云          Azure 美国政府云
// 区域        US Gov Texas（usgovtexas）
// 来源        Microsoft Learn，2026-08-21 版
// 解读        recommended（已应用解读，并逐条注明）
// API 服务器  public、konnectivity
// 节点        ubuntu
// 加载项      无
// 节点子网    未填写：任意源地址
// 规则        网络规则 2 条，应用程序规则 7 条
//
// 警告
//   1. 原文没有为Azure 美国政府云的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n kube-system`
//      中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
//   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
//   3. 此格式写不了网络规则，请另行放行：UDP:1194 AzureCloud.usgovtexas、TCP:9000 AzureCloud.usgovtexas。
//   4. PAC 文件只指路，不拦截，也不区分客户端：其他主机要由代理拒绝，直连的流量要由防火墙拒绝。
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
    // 核心，必需（Azure US Government required FQDN / application rules）。节点访问 API 服务器。Microsoft 镜像仓库：
    // CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源
    // 管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的
    // Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.usgovtexas.cx.aks.containerservice.azure.us")) return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "management.usgovcloudapi.net") return true;
        if (host === "login.microsoftonline.us") return true;
        if (host === "packages.microsoft.com") return true;
        if (host === "packages.aks.azure.com") return true;
    }
    return false;
}
