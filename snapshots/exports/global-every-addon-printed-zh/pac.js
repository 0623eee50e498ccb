// AKS 群集的出站防火墙规则
//
// 生成工具    aks-egress 0.1.0
// 配置        全部加载项
// 云          Azure 全球
// 区域        East Asia（eastasia）
// 来源        Microsoft Learn，2026-08-21 版
// 解读        printed（按原文，只注明解读而不应用）
// API 服务器  public、legacy
// 节点        ubuntu、flatcar、GPU
// 加载项      工作负载标识、Microsoft Defender for Containers、Key Vault 机密（CSI 驱动程序）、Azure Monitor、Azure
//             Policy、成本分析、群集扩展、Istio：插件 CA、Istio：安全入口网关、应用程序路由（启用 TLS）、Dapr、Flux
//             (GitOps)、Azure 机器学习、AKS 备份、Azure 应用程序配置、Azure 市场扩展
// 节点子网    10.240.0.0/16
// 规则        网络规则 3 条，应用程序规则 39 条
//
// 警告
//   1. 此格式写不了网络规则，请另行放行：UDP:1194 AzureCloud.eastasia、TCP:9000 AzureCloud.eastasia、TCP:443
//      AzureMonitor。
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
    // 核心，必需（Azure Global required FQDN / application rules）。节点和 konnectivity 代理访问 API 服务器。TLS 须原样
    // 通过：不做检查，也不改写 ALPN。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。
    // Microsoft 镜像仓库的镜像层，以及其前端内容分发网络的域名。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资
    // 源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure
    // 工具。改用 packages.aks.azure.com 之前的 kubelet 和 CNI 插件下载主机。kubelet、其他 Kubernetes 二进制文件和 CNI
    // 插件的下载主机。
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.eastasia.azmk8s.io")) return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "mcr-0001.mcr-msedge.net") return true;
        if (host === "management.azure.com") return true;
        if (host === "login.microsoftonline.com") return true;
        if (host === "packages.microsoft.com") return true;
        if (host === "acs-mirror.azureedge.net") return true;
        if (host === "packages.aks.azure.com") return true;
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
    // aks-gpu-https-443
    // GPU 节点池，必需（GPU enabled AKS clusters required FQDN / application rules）。NVIDIA 软件包存储库：提供让容器使
    // 用 GPU 的工具包。NVIDIA 驱动程序下载，在 GPU 节点初始化时获取。Docker 软件包存储库，GPU 节点安装驱动程序时会访
    // 问。
    if (service === "https:443") {
        if (host === "nvidia.github.io") return true;
        if (host === "us.download.nvidia.com") return true;
        if (host === "download.docker.com") return true;
    }
    // aks-workload-identity-https-443
    // 工作负载标识，必需（Workload identity required FQDN / application rules）。Pod 用服务帐户令牌换取 Microsoft Entra
    // ID 令牌。
    if (service === "https:443") {
        if (host === "login.microsoftonline.com") return true;
    }
    // aks-defender-https-443
    // Microsoft Defender for Containers，必需（Microsoft Defender for Containers required FQDN / application rules）。
    // Microsoft Entra ID：Defender 传感器登录。Log Analytics 数据引入：传感器将安全事件发送到工作区。Log Analytics 注
    // 册：传感器须先在工作区登记，才能上传数据。Defender 服务自身的终结点，新版传感器向其上报。
    if (service === "https:443") {
        if (host === "login.microsoftonline.com") return true;
        if (dnsDomainIs(host, ".ods.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".cloud.defender.microsoft.com")) return true;
    }
    // aks-key-vault-csi-https-443
    // Key Vault 机密（CSI 驱动程序），必需（Azure Key Vault provider for Secrets Store CSI Driver required FQDN /
    // application rules）。每个节点上的驱动程序从 Key Vault 读取机密、密钥和证书。
    if (service === "https:443") {
        if (host === "vault.azure.net") return true;
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
        if (host === "eastasia.handler.control.monitor.azure.com") return true;
    }
    // aks-azure-policy-https-443
    // Azure Policy，必需（Azure Policy required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状
    // 态。内置策略的 Gatekeeper 模板。加载项自身的遥测数据，发送到 Application Insights。
    if (service === "https:443") {
        if (host === "data.policy.core.windows.net") return true;
        if (host === "store.policy.core.windows.net") return true;
        if (host === "dc.services.visualstudio.com") return true;
    }
    // aks-cost-analysis-https-443
    // 成本分析，必需（AKS cost analysis add-on required FQDN / application rules）。Azure 资源管理器：加载项读取需要拆
    // 分成本的资源。Microsoft Entra ID：成本分析加载项在调用 Azure 前登录。
    if (service === "https:443") {
        if (host === "management.azure.com") return true;
        if (host === "login.microsoftonline.com") return true;
    }
    // aks-cluster-extensions-https-443
    // 群集扩展，必需（Cluster extensions required FQDN / application rules）。配置服务：扩展代理据此得知需安装的扩展，
    // 并上报其状态。扩展代理的镜像仓库及其镜像层。扩展代理自身的指标和日志，发送到 Microsoft。
    if (service === "https:443") {
        if (host === "eastasia.dp.kubernetesconfiguration.azure.com") return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (dnsDomainIs(host, ".ingestion.msftcloudes.com")) return true;
        if (dnsDomainIs(host, ".microsoftmetrics.com")) return true;
    }
    // aks-marketplace-extension-https-443
    // Azure 市场扩展，必需（Cluster extensions required FQDN / application rules）。Azure 市场扩展的镜像仓库。Azure 市
    // 场镜像仓库的镜像层，由印度中部区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由日本东部区域的数据终结点提供。
    // Azure 市场镜像仓库的镜像层，由美国西部 2 区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由西欧区域的数据终结点
    // 提供。Azure 市场镜像仓库的镜像层，由美国东部区域的数据终结点提供。按使用量计费的 Azure 市场产品上报用量。
    if (service === "https:443") {
        if (host === "arcmktplaceprod.azurecr.io") return true;
        if (host === "arcmktplaceprod.centralindia.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.japaneast.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.westus2.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.westeurope.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.eastus.data.azurecr.io") return true;
        if (host === "marketplaceapi.microsoft.com") return true;
    }
    return false;
}
