// AKS 群集的出站防火墙规则
//
// 生成工具    aks-egress 0.1.0
// 云          Azure 全球
// 区域        East Asia（eastasia）
// 来源        Azure 中国文档（中文版）
// 解读        printed（按原文，只注明解读而不应用）
// API 服务器  public、konnectivity
// 节点        ubuntu、GPU
// 加载项      Azure Monitor
// 节点子网    未填写：任意源地址
// 规则        网络规则 0 条，应用程序规则 20 条
//
// 警告
//   1. 中文版文档的“全球”表格列出的是中国的主机：API 服务器、镜像、Azure API 和登录都指向中国。照此放行，全球云的群集无法
//      启动。请改用 source = "learn"。
//   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
//   3. 按原文处理，未应用解读 A3：中文版缺少 packages.aks.azure.com
//   4. 按原文处理，未应用解读 U3：中文版缺少快照服务
//   5. PAC 文件只指路，不拦截，也不区分客户端：其他主机要由代理拒绝，直连的流量要由防火墙拒绝。
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
    // 核心，必需（Azure 全球的必需 FQDN/应用程序规则）。节点与 API 服务器通信；konnectivity 隧道也走这里，ALPN 必须原样
    // 通过。Kubernetes 组件和加载项的镜像。容器镜像的镜像层，由注册表的内容分发网络提供。Kubernetes 通过 Azure API 管理
    // 负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行时。新节点所需的
    // Kubernetes 和网络插件二进制文件。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.eastasia.cx.prod.service.azk8s.cn")) return true;
        if (host === "mcr.azk8s.cn") return true;
        if (dnsDomainIs(host, ".data.mcr.azk8s.cn")) return true;
        if (host === "mcr-0001.mcr-msedge.net") return true;
        if (host === "management.chinacloudapi.cn") return true;
        if (host === "login.partner.microsoftonline.cn") return true;
        if (host === "packages.microsoft.com") return true;
        if (host === "acs-mirror.azureedge.net") return true;
    }
    // aks-updates-http-80
    // 建议的更新，推荐（以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集）。Ubuntu 节点在两次节点镜像之间的安全更
    // 新。
    if (service === "http:80") {
        if (host === "security.ubuntu.com") return true;
        if (host === "azure.archive.ubuntu.com") return true;
        if (host === "changelogs.ubuntu.com") return true;
    }
    // aks-gpu-https-443
    // GPU 节点池，必需（已启用 GPU 的 AKS 群集需要 FQDN/应用程序规则）。GPU 节点所需的 NVIDIA 软件源。NVIDIA 驱动下载。
    // GPU 安装过程用到的 Docker 软件包。
    if (service === "https:443") {
        if (host === "nvidia.github.io") return true;
        if (host === "us.download.nvidia.com") return true;
        if (host === "download.docker.com") return true;
    }
    // aks-azure-monitor-https-443
    // Azure Monitor，必需（用于容器的 Azure Monitor: 必需的 FQDN/应用程序规则）。监视代理自身的遥测。向 Log Analytics
    // 工作区发送日志。代理登录 Log Analytics 工作区。向 Azure Monitor 发送指标。托管 Prometheus 的指标引入。代理获取群
    // 集的数据收集规则。
    if (service === "https:443") {
        if (host === "dc.services.visualstudio.com") return true;
        if (dnsDomainIs(host, ".ods.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".monitoring.azure.com")) return true;
        if (host === "eastasia.ingest.monitor.azure.com") return true;
        if (host === "eastasia.handler.control.monitor.azure.com") return true;
    }
    return false;
}
