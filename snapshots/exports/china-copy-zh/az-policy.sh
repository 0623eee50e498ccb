#!/usr/bin/env bash
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        中文版
# 云          Azure 中国（世纪互联）
# 区域        China East 3（chinaeast3）
# 来源        Azure 中国文档（中文版）
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  public、konnectivity
# 节点        ubuntu、Windows、GPU
# 加载项      Azure Monitor、Azure Policy、Microsoft Defender for Containers、Key Vault 机密（CSI 驱动程序）
# 节点子网    10.30.0.0/16
# 检查        已用 ShellCheck 检查语法；未在产品本身中加载过
# 规则        网络规则 3 条，应用程序规则 33 条
#
# 警告
#   1. 原文没有为Azure 中国（世纪互联）的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n
#      kube-system` 中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
#   3. 每个命令都是一次耗时数分钟的策略更新，总耗时很长。格式 az 一次写入同样的规则集合组。
#   4. 若同名规则集合组已存在，第一个命令会将其清空：在规则重新写入之前，相应流量会被拒绝。
#
# 如何使用
#   - 安装扩展：az extension add --name azure-firewall
#   - 在开头填写 RESOURCE_GROUP 和 FIREWALL_POLICY，用 `az account set` 选择订阅。
#   - 执行 `az login` 后用 bash 运行，中途不要中断。

# shellcheck disable=SC1112,SC2016
set -euo pipefail

# 不是默认的云，请在 `az login` 之前执行一次：
#   az cloud set --name AzureChinaCloud

# 填写防火墙策略及其所在的资源组。
# 使用 `az account show` 显示的订阅。
RESOURCE_GROUP='RESOURCE-GROUP'
FIREWALL_POLICY='FIREWALL-POLICY'
RULE_COLLECTION_GROUP='aks-egress'

az network firewall policy rule-collection-group create \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --name "$RULE_COLLECTION_GROUP" \
    --priority 400

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-network' \
    --collection-priority 200 \
    --action Allow \
    --rule-name 'aks-core-udp-1194' \
    --rule-type NetworkRule \
    --description '核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间的旧隧道，UDP 部分。' \
    --ip-protocols UDP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinaeast3' \
    --destination-ports 1194

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-9000' \
    --rule-type NetworkRule \
    --description '核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间的旧隧道，TCP 部分。' \
    --ip-protocols TCP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinaeast3' \
    --destination-ports 9000

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-22' \
    --rule-type NetworkRule \
    --description '核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间基于 SSH 的旧隧道，仅 Azure 中国使用。' \
    --ip-protocols TCP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinaeast3' \
    --destination-ports 22

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-application' \
    --collection-priority 300 \
    --action Allow \
    --rule-name 'aks-core-https-443' \
    --rule-type ApplicationRule \
    --description '核心，必需（世纪互联运营的 Azure 需要的 FQDN /应用程序规则; 解读 M1; 解读 L3）。节点与 API 服务器通信。节点访问隧道的控制平面一端，仅 Azure 中国使用。Kubernetes 组件和加载项的镜像，经由中国区代理。容器镜像的镜像层。Kubernetes 通过 Azure API 管理负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行时。新节点所需的 Kubernetes 和网络插件二进制文件。Kubernetes 组件和加载项的镜像。' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        '*.hcp.chinaeast3.cx.prod.service.azk8s.cn' \
        '*.tun.chinaeast3.cx.prod.service.azk8s.cn' \
        'mcr.azk8s.cn' \
        '*.data.mcr.azk8s.cn' \
        'management.chinacloudapi.cn' \
        'login.chinacloudapi.cn' \
        'packages.microsoft.com' \
        '*.azk8s.cn' \
        'mcr.microsoft.com' \
        'mcr.azure.cn' \
        '*.data.mcr.microsoft.com' \
        '*.data.mcr.azure.cn' \
        'login.partner.microsoftonline.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-http-80' \
    --rule-type ApplicationRule \
    --description '建议的更新，推荐（以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集）。Ubuntu 节点在两次节点镜像之间的安全更新。' \
    --protocols Http=80 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'security.ubuntu.com' \
        'azure.archive.ubuntu.com' \
        'changelogs.ubuntu.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-gpu-https-443' \
    --rule-type ApplicationRule \
    --description 'GPU 节点池，必需（已启用 GPU 的 AKS 群集需要 FQDN/应用程序规则）。GPU 节点所需的 NVIDIA 软件源。NVIDIA 驱动下载。GPU 安装过程用到的 Docker 软件包。' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'nvidia.github.io' \
        'us.download.nvidia.com' \
        'download.docker.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-windows-https-443' \
    --rule-type ApplicationRule \
    --description 'Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。新 Windows 节点所需的二进制文件。' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'onegetcdn.azureedge.net' \
        'go.microsoft.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-windows-http-80' \
    --rule-type ApplicationRule \
    --description 'Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。Windows 下载、连通性测试和证书信任列表。' \
    --protocols Http=80 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        '*.mp.microsoft.com' \
        'www.msftconnecttest.com' \
        'ctldl.windowsupdate.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-key-vault-csi-https-443' \
    --rule-type ApplicationRule \
    --description 'Key Vault 机密（CSI 驱动程序），必需（CSI 机密存储: 必需的 FQDN/应用程序规则）。CSI 驱动从 Key Vault 读取机密、密钥和证书。' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns '*.vault.azure.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-azure-monitor-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Monitor，必需（用于容器的 Azure Monitor: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。监视代理自身的遥测。向 Log Analytics 工作区发送日志。代理登录 Log Analytics 工作区。代理向控制服务获取配置。代理获取群集的数据收集规则。' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'dc.services.visualstudio.com' \
        '*.ods.opinsights.azure.cn' \
        '*.oms.opinsights.azure.cn' \
        'global.handler.control.monitor.azure.cn' \
        'chinaeast3.handler.control.monitor.azure.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-azure-policy-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Policy，必需（Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。加载项拉取策略并上报合规状态。加载项下载内置策略的 Gatekeeper 文件。' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'data.policy.azure.cn' \
        'store.policy.azure.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-https-443' \
    --rule-type ApplicationRule \
    --description '建议的更新，推荐（解读 U3）。SecurityPatch 通道的 Ubuntu 节点的安全补丁。' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns 'snapshot.ubuntu.com'
