// AKS 群集的出站防火墙规则
//
// 生成工具    aks-egress 0.1.0
// 配置        中文版
// 云          Azure 中国（世纪互联）
// 区域        China East 3（chinaeast3）
// 来源        Azure 中国文档（中文版）
// 解读        recommended（已应用解读，并逐条注明）
// API 服务器  public、konnectivity
// 节点        ubuntu、Windows、GPU
// 加载项      Azure Monitor、Azure Policy、Microsoft Defender for Containers、Key Vault 机密（CSI 驱动程序）
// 节点子网    10.30.0.0/16
// 规则        网络规则 3 条，应用程序规则 33 条
//
// 警告
//   1. 原文没有为Azure 中国（世纪互联）的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n
//      kube-system` 中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
//   2. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
//   3. 此格式写不了网络规则，请另行放行：UDP:1194 AzureCloud.chinaeast3、TCP:9000 AzureCloud.chinaeast3、TCP:22
//      AzureCloud.chinaeast3。
//   4. 此格式写不了源地址，请只应用于节点子网。
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
    // 核心，必需（世纪互联运营的 Azure 需要的 FQDN /应用程序规则; 解读 M1; 解读 L3）。节点与 API 服务器通信。节点访问隧
    // 道的控制平面一端，仅 Azure 中国使用。Kubernetes 组件和加载项的镜像，经由中国区代理。容器镜像的镜像层。Kubernetes
    // 通过 Azure API 管理负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行
    // 时。新节点所需的 Kubernetes 和网络插件二进制文件。Kubernetes 组件和加载项的镜像。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.chinaeast3.cx.prod.service.azk8s.cn")) return true;
        if (dnsDomainIs(host, ".tun.chinaeast3.cx.prod.service.azk8s.cn")) return true;
        if (host === "mcr.azk8s.cn") return true;
        if (dnsDomainIs(host, ".data.mcr.azk8s.cn")) return true;
        if (host === "management.chinacloudapi.cn") return true;
        if (host === "login.chinacloudapi.cn") return true;
        if (host === "packages.microsoft.com") return true;
        if (dnsDomainIs(host, ".azk8s.cn")) return true;
        if (host === "mcr.microsoft.com") return true;
        if (host === "mcr.azure.cn") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (dnsDomainIs(host, ".data.mcr.azure.cn")) return true;
        if (host === "login.partner.microsoftonline.cn") return true;
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
    // aks-windows-https-443
    // Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。新 Windows 节点所需的二进制文件。
    if (service === "https:443") {
        if (host === "onegetcdn.azureedge.net") return true;
        if (host === "go.microsoft.com") return true;
    }
    // aks-windows-http-80
    // Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。Windows 下载、连通性测试和证书信任列
    // 表。
    if (service === "http:80") {
        if (dnsDomainIs(host, ".mp.microsoft.com")) return true;
        if (host === "www.msftconnecttest.com") return true;
        if (host === "ctldl.windowsupdate.com") return true;
    }
    // aks-key-vault-csi-https-443
    // Key Vault 机密（CSI 驱动程序），必需（CSI 机密存储: 必需的 FQDN/应用程序规则）。CSI 驱动从 Key Vault 读取机密、密
    // 钥和证书。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".vault.azure.cn")) return true;
    }
    // aks-azure-monitor-https-443
    // Azure Monitor，必需（用于容器的 Azure Monitor: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。监视代理自身的遥
    // 测。向 Log Analytics 工作区发送日志。代理登录 Log Analytics 工作区。代理向控制服务获取配置。代理获取群集的数据收
    // 集规则。
    if (service === "https:443") {
        if (host === "dc.services.visualstudio.com") return true;
        if (dnsDomainIs(host, ".ods.opinsights.azure.cn")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.cn")) return true;
        if (host === "global.handler.control.monitor.azure.cn") return true;
        if (host === "chinaeast3.handler.control.monitor.azure.cn") return true;
    }
    // aks-azure-policy-https-443
    // Azure Policy，必需（Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。加载项拉取策略并上报合规状
    // 态。加载项下载内置策略的 Gatekeeper 文件。
    if (service === "https:443") {
        if (host === "data.policy.azure.cn") return true;
        if (host === "store.policy.azure.cn") return true;
    }
    // aks-updates-https-443
    // 建议的更新，推荐（解读 U3）。SecurityPatch 通道的 Ubuntu 节点的安全补丁。
    if (service === "https:443") {
        if (host === "snapshot.ubuntu.com") return true;
    }
    return false;
}
