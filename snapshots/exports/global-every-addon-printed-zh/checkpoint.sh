#!/usr/bin/env bash
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        全部加载项
# 云          Azure 全球
# 区域        East Asia（eastasia）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        printed（按原文，只注明解读而不应用）
# API 服务器  public、legacy
# 节点        ubuntu、flatcar、GPU
# 加载项      工作负载标识、Microsoft Defender for Containers、Key Vault 机密（CSI 驱动程序）、Azure Monitor、Azure
#             Policy、成本分析、群集扩展、Istio：插件 CA、Istio：安全入口网关、应用程序路由（启用 TLS）、Dapr、Flux
#             (GitOps)、Azure 机器学习、AKS 备份、Azure 应用程序配置、Azure 市场扩展
# 节点子网    10.240.0.0/16
# 检查        已用 ShellCheck 和 mgmt_cli 替身程序检查语法；未在产品本身中加载过
# 规则        网络规则 3 条，应用程序规则 39 条
#
# 警告
#   1. 服务标记只有 Azure 认识。未写入：UDP:1194 AzureCloud.eastasia、TCP:9000 AzureCloud.eastasia、TCP:443 AzureMonitor。
#      用 --service-tags 给出微软每周发布的文件，即可写成地址前缀。
#   2. 在此格式中，通配符也包含域名本身。未写入：HTTPS:443 *.hcp.eastasia.azmk8s.io、HTTPS:443 *.data.mcr.microsoft.com、
#      HTTPS:443 *.ods.opinsights.azure.com、HTTPS:443 *.oms.opinsights.azure.com、HTTPS:443
#      *.cloud.defender.microsoft.com、HTTPS:443 *.in.applicationinsights.azure.com、HTTPS:443 *.monitoring.azure.com、
#      HTTPS:443 *.ingest.monitor.azure.com、HTTPS:443 *.metrics.ingest.monitor.azure.com、HTTPS:443
#      *.ingestion.msftcloudes.com、HTTPS:443 *.microsoftmetrics.com。加 --allow-wider 则以更宽的形式写入。
#   3. 域对象由网关自己解析：请让它使用与节点相同的 DNS 服务器。
#
# 如何使用
#   - 在脚本开头设置层、规则在其中的位置和登录方式。
#   - 在管理服务器的专家模式下用 bash 运行；它发布一个会话，出错则什么也不发布。
#   - 在 SmartConsole 中查看 aks-egress 分区，然后安装策略。

set -euo pipefail

# The access layer, and the place of the section aks-egress in it.
layer='Network'
position='top'
# As root on the management server. From elsewhere: (-m SERVER -u USER), and it asks for the password.
login=(-r true)

umask 077
session=$(mktemp)
published=

finish() {
    if [ -s "$session" ]; then
        if [ -z "$published" ]; then
            mgmt_cli discard -s "$session" >/dev/null || true
            echo 'Not published: the changes of this session are discarded.' >&2
        fi
        mgmt_cli logout -s "$session" >/dev/null || true
    fi
    rm -f "$session"
}
trap finish EXIT

# Runs one command, and shows what it says only if it fails.
api() {
    local said
    if ! said=$(mgmt_cli "$@" -s "$session" --format json 2>&1); then
        printf '%s\n' "$said" "failed: $*" >&2
        exit 1
    fi
}

there() {
    mgmt_cli show "$@" -s "$session" --format json >/dev/null 2>&1
}

# TYPE NAME ARGUMENTS: an object whose name tells its content.
object() {
    local type=$1 name=$2
    shift 2
    there "$type" name "$name" || api add "$type" name "$name" "$@" ignore-warnings true
}

# NAME true|false: with or without the names below it.
domain() {
    local found
    if ! found=$(mgmt_cli show dns-domain name "$1" -s "$session" --format json 2>/dev/null); then
        api add dns-domain name "$1" is-sub-domain "$2"
    elif ! grep -Eq "\"is-sub-domain\" *: *$2" <<<"$found"; then
        echo "The domain object $1 is there already, but its is-sub-domain is not $2." >&2
        exit 1
    fi
}

# NAME MEMBERS
group() {
    local name=$1
    shift
    if there group name "$name"; then
        api set group name "$name" "$@"
    else
        api add group name "$name" "$@"
    fi
}

# NAME ARGUMENTS
rule() {
    local name=$1
    shift
    if there access-rule name "$name" layer "$layer"; then
        api set access-rule name "$name" layer "$layer" "$@"
    else
        api add access-rule layer "$layer" position.bottom aks-egress name "$name" "$@"
    fi
}

mgmt_cli login "${login[@]}" session-name aks-egress >"$session"
there access-section name aks-egress layer "$layer" ||
    api add access-section layer "$layer" position "$position" name aks-egress

domain '.acs-mirror.azureedge.net' false
domain '.arcmktplaceprod.azurecr.io' false
domain '.arcmktplaceprod.centralindia.data.azurecr.io' false
domain '.arcmktplaceprod.eastus.data.azurecr.io' false
domain '.arcmktplaceprod.japaneast.data.azurecr.io' false
domain '.arcmktplaceprod.westeurope.data.azurecr.io' false
domain '.arcmktplaceprod.westus2.data.azurecr.io' false
domain '.azure.archive.ubuntu.com' false
domain '.changelogs.ubuntu.com' false
domain '.data.policy.core.windows.net' false
domain '.dc.services.visualstudio.com' false
domain '.download.docker.com' false
domain '.eastasia.dp.kubernetesconfiguration.azure.com' false
domain '.eastasia.handler.control.monitor.azure.com' false
domain '.global.handler.control.monitor.azure.com' false
domain '.login.microsoftonline.com' false
domain '.management.azure.com' false
domain '.marketplaceapi.microsoft.com' false
domain '.mcr-0001.mcr-msedge.net' false
domain '.mcr.microsoft.com' false
domain '.nvidia.github.io' false
domain '.packages.aks.azure.com' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.snapshot.ubuntu.com' false
domain '.store.policy.core.windows.net' false
domain '.us.download.nvidia.com' false
domain '.vault.azure.net' false
object network aks-10.240.0.0-16 subnet 10.240.0.0 mask-length 16

rule aks-core-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.mcr.microsoft.com' \
    destination.2 '.mcr-0001.mcr-msedge.net' \
    destination.3 '.management.azure.com' \
    destination.4 '.login.microsoftonline.com' \
    destination.5 '.packages.microsoft.com' \
    destination.6 '.acs-mirror.azureedge.net' \
    destination.7 '.packages.aks.azure.com' \
    service https action Accept track.type Log \
    comments '核心，必需（Azure Global required FQDN / application rules）。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，以及其前端内容分发网络的域名。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。改用 packages.aks.azure.com 之前的 kubelet 和 CNI 插件下载主机。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。'

rule aks-updates-http-80 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments '建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 软件包存档：为运行中的节点提供安全更新。使用明文 HTTP 属正常情况，软件包自带签名。'

rule aks-updates-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.snapshot.ubuntu.com' \
    service https action Accept track.type Log \
    comments '建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 按日期固定的快照存档，SecurityPatch 通道据此使所有节点保持同一补丁状态。'

rule aks-gpu-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.nvidia.github.io' \
    destination.2 '.us.download.nvidia.com' \
    destination.3 '.download.docker.com' \
    service https action Accept track.type Log \
    comments 'GPU 节点池，必需（GPU enabled AKS clusters required FQDN / application rules）。NVIDIA 软件包存储库：提供让容器使用 GPU 的工具包。NVIDIA 驱动程序下载，在 GPU 节点初始化时获取。Docker 软件包存储库，GPU 节点安装驱动程序时会访问。'

rule aks-workload-identity-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.login.microsoftonline.com' \
    service https action Accept track.type Log \
    comments '工作负载标识，必需（Workload identity required FQDN / application rules）。Pod 用服务帐户令牌换取 Microsoft Entra ID 令牌。'

rule aks-defender-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.login.microsoftonline.com' \
    service https action Accept track.type Log \
    comments 'Microsoft Defender for Containers，必需（Microsoft Defender for Containers required FQDN / application rules）。Microsoft Entra ID：Defender 传感器登录。'

rule aks-key-vault-csi-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.vault.azure.net' \
    service https action Accept track.type Log \
    comments 'Key Vault 机密（CSI 驱动程序），必需（Azure Key Vault provider for Secrets Store CSI Driver required FQDN / application rules）。每个节点上的驱动程序从 Key Vault 读取机密、密钥和证书。'

rule aks-azure-monitor-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.login.microsoftonline.com' \
    destination.3 '.global.handler.control.monitor.azure.com' \
    destination.4 '.eastasia.handler.control.monitor.azure.com' \
    service https action Accept track.type Log \
    comments 'Azure Monitor，必需（Azure Monitor: Azure public cloud required FQDN / application rules）。代理自身的运行状况遥测，发送到公有云的 Application Insights，各云环境均如此。Microsoft Entra ID：监视代理登录。中央控制服务：告知代理由哪个区域的服务保存其配置。区域控制服务：代理获取本群集的数据收集规则。'

rule aks-azure-policy-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.data.policy.core.windows.net' \
    destination.2 '.store.policy.core.windows.net' \
    destination.3 '.dc.services.visualstudio.com' \
    service https action Accept track.type Log \
    comments 'Azure Policy，必需（Azure Policy required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状态。内置策略的 Gatekeeper 模板。加载项自身的遥测数据，发送到 Application Insights。'

rule aks-cost-analysis-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.management.azure.com' \
    destination.2 '.login.microsoftonline.com' \
    service https action Accept track.type Log \
    comments '成本分析，必需（AKS cost analysis add-on required FQDN / application rules）。Azure 资源管理器：加载项读取需要拆分成本的资源。Microsoft Entra ID：成本分析加载项在调用 Azure 前登录。'

rule aks-cluster-extensions-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.eastasia.dp.kubernetesconfiguration.azure.com' \
    destination.2 '.mcr.microsoft.com' \
    service https action Accept track.type Log \
    comments '群集扩展，必需（Cluster extensions required FQDN / application rules）。配置服务：扩展代理据此得知需安装的扩展，并上报其状态。扩展代理的镜像仓库及其镜像层。'

rule aks-marketplace-extension-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.arcmktplaceprod.azurecr.io' \
    destination.2 '.arcmktplaceprod.centralindia.data.azurecr.io' \
    destination.3 '.arcmktplaceprod.japaneast.data.azurecr.io' \
    destination.4 '.arcmktplaceprod.westus2.data.azurecr.io' \
    destination.5 '.arcmktplaceprod.westeurope.data.azurecr.io' \
    destination.6 '.arcmktplaceprod.eastus.data.azurecr.io' \
    destination.7 '.marketplaceapi.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Azure 市场扩展，必需（Cluster extensions required FQDN / application rules）。Azure 市场扩展的镜像仓库。Azure 市场镜像仓库的镜像层，由印度中部区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由日本东部区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由美国西部 2 区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由西欧区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由美国东部区域的数据终结点提供。按使用量计费的 Azure 市场产品上报用量。'

api publish
published=1
