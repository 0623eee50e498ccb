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
# 检查        已用 ShellCheck 和 mgmt_cli 替身程序检查语法；未在产品本身中加载过
# 规则        网络规则 3 条，应用程序规则 33 条
#
# 警告
#   1. 原文没有为Azure 中国（世纪互联）的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n
#      kube-system` 中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
#   3. 服务标记只有 Azure 认识。未写入：UDP:1194 AzureCloud.chinaeast3、TCP:9000 AzureCloud.chinaeast3、TCP:22
#      AzureCloud.chinaeast3。用 --service-tags 给出微软每周发布的文件，即可写成地址前缀。
#   4. 在此格式中，通配符也包含域名本身。未写入：HTTPS:443 *.hcp.chinaeast3.cx.prod.service.azk8s.cn、HTTPS:443
#      *.tun.chinaeast3.cx.prod.service.azk8s.cn、HTTPS:443 *.data.mcr.azk8s.cn、HTTPS:443 *.azk8s.cn、HTTP:80
#      *.mp.microsoft.com、HTTPS:443 *.vault.azure.cn、HTTPS:443 *.ods.opinsights.azure.cn、HTTPS:443
#      *.oms.opinsights.azure.cn、HTTPS:443 *.data.mcr.microsoft.com、HTTPS:443 *.data.mcr.azure.cn。加 --allow-wider 则以
#      更宽的形式写入。
#   5. 域对象由网关自己解析：请让它使用与节点相同的 DNS 服务器。
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

domain '.azure.archive.ubuntu.com' false
domain '.changelogs.ubuntu.com' false
domain '.chinaeast3.handler.control.monitor.azure.cn' false
domain '.ctldl.windowsupdate.com' false
domain '.data.policy.azure.cn' false
domain '.dc.services.visualstudio.com' false
domain '.download.docker.com' false
domain '.global.handler.control.monitor.azure.cn' false
domain '.go.microsoft.com' false
domain '.login.chinacloudapi.cn' false
domain '.login.partner.microsoftonline.cn' false
domain '.management.chinacloudapi.cn' false
domain '.mcr.azk8s.cn' false
domain '.mcr.azure.cn' false
domain '.mcr.microsoft.com' false
domain '.nvidia.github.io' false
domain '.onegetcdn.azureedge.net' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.snapshot.ubuntu.com' false
domain '.store.policy.azure.cn' false
domain '.us.download.nvidia.com' false
domain '.www.msftconnecttest.com' false
object network aks-10.30.0.0-16 subnet 10.30.0.0 mask-length 16

rule aks-core-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.mcr.azk8s.cn' \
    destination.2 '.management.chinacloudapi.cn' \
    destination.3 '.login.chinacloudapi.cn' \
    destination.4 '.packages.microsoft.com' \
    destination.5 '.mcr.microsoft.com' \
    destination.6 '.mcr.azure.cn' \
    destination.7 '.login.partner.microsoftonline.cn' \
    service https action Accept track.type Log \
    comments '核心，必需（世纪互联运营的 Azure 需要的 FQDN /应用程序规则; 解读 M1; 解读 L3）。Kubernetes 组件和加载项的镜像，经由中国区代理。Kubernetes 通过 Azure API 管理负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行时。Kubernetes 组件和加载项的镜像。'

rule aks-updates-http-80 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments '建议的更新，推荐（以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集）。Ubuntu 节点在两次节点镜像之间的安全更新。'

rule aks-gpu-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.nvidia.github.io' \
    destination.2 '.us.download.nvidia.com' \
    destination.3 '.download.docker.com' \
    service https action Accept track.type Log \
    comments 'GPU 节点池，必需（已启用 GPU 的 AKS 群集需要 FQDN/应用程序规则）。GPU 节点所需的 NVIDIA 软件源。NVIDIA 驱动下载。GPU 安装过程用到的 Docker 软件包。'

rule aks-windows-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.onegetcdn.azureedge.net' \
    destination.2 '.go.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。新 Windows 节点所需的二进制文件。'

rule aks-windows-http-80 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.www.msftconnecttest.com' \
    destination.2 '.ctldl.windowsupdate.com' \
    service http action Accept track.type Log \
    comments 'Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。Windows 下载、连通性测试和证书信任列表。'

rule aks-azure-monitor-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.global.handler.control.monitor.azure.cn' \
    destination.3 '.chinaeast3.handler.control.monitor.azure.cn' \
    service https action Accept track.type Log \
    comments 'Azure Monitor，必需（用于容器的 Azure Monitor: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。监视代理自身的遥测。代理向控制服务获取配置。代理获取群集的数据收集规则。'

rule aks-azure-policy-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.data.policy.azure.cn' \
    destination.2 '.store.policy.azure.cn' \
    service https action Accept track.type Log \
    comments 'Azure Policy，必需（Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。加载项拉取策略并上报合规状态。加载项下载内置策略的 Gatekeeper 文件。'

rule aks-updates-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.snapshot.ubuntu.com' \
    service https action Accept track.type Log \
    comments '建议的更新，推荐（解读 U3）。SecurityPatch 通道的 Ubuntu 节点的安全补丁。'

api publish
published=1
