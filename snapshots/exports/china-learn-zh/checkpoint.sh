#!/usr/bin/env bash
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        北部三区
# 云          Azure 中国（世纪互联）
# 区域        China North 3（chinanorth3）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  public、konnectivity
# 节点        ubuntu
# 加载项      Azure Monitor、Azure Policy、Key Vault 机密（CSI 驱动程序）、Microsoft Defender for Containers、成本分析、
#             Flux (GitOps)
# 节点子网    10.30.0.0/16
# 检查        已用 ShellCheck 和 mgmt_cli 替身程序检查语法；未在产品本身中加载过
# 规则        网络规则 0 条，应用程序规则 28 条
#
# 警告
#   1. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
#   2. 在此格式中，通配符也包含域名本身。未写入：HTTPS:443 *.hcp.chinanorth3.cx.prod.service.azk8s.cn、HTTPS:443
#      *.tun.chinanorth3.cx.prod.service.azk8s.cn、HTTPS:443 *.data.mcr.microsoft.com、HTTPS:443 *.azk8s.cn、HTTPS:443
#      *.data.mcr.azure.cn、HTTPS:443 *.ods.opinsights.azure.cn、HTTPS:443 *.oms.opinsights.azure.cn、HTTPS:443
#      *.in.applicationinsights.azure.com、HTTPS:443 *.ingest.monitor.azure.cn、HTTPS:443
#      *.metrics.ingest.monitor.azure.cn、HTTPS:443 *.vault.azure.cn、HTTPS:443 *.in.applicationinsights.azure.cn。加
#      --allow-wider 则以更宽的形式写入。
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

domain '.azure.archive.ubuntu.com' false
domain '.changelogs.ubuntu.com' false
domain '.chinanorth3.dp.kubernetesconfiguration.azure.cn' false
domain '.chinanorth3.handler.control.monitor.azure.cn' false
domain '.data.policy.azure.cn' false
domain '.dc.services.visualstudio.com' false
domain '.global.handler.control.monitor.azure.cn' false
domain '.login.chinacloudapi.cn' false
domain '.login.partner.microsoftonline.cn' false
domain '.management.chinacloudapi.cn' false
domain '.mcr.azure.cn' false
domain '.mcr.microsoft.com' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.snapshot.ubuntu.com' false
domain '.store.policy.azure.cn' false
object network aks-10.30.0.0-16 subnet 10.30.0.0 mask-length 16

rule aks-core-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.mcr.microsoft.com' \
    destination.2 '.management.chinacloudapi.cn' \
    destination.3 '.login.chinacloudapi.cn' \
    destination.4 '.packages.microsoft.com' \
    destination.5 '.mcr.azure.cn' \
    destination.6 '.login.partner.microsoftonline.cn' \
    service https action Accept track.type Log \
    comments '核心，必需（Microsoft Azure operated by 21Vianet required FQDN / application rules; 解读 L2）。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。Microsoft 镜像仓库在中国境内的缓存及其镜像层。群集标识登录 Microsoft Entra。'

rule aks-updates-http-80 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments '建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 软件包存档：为运行中的节点提供安全更新。使用明文 HTTP 属正常情况，软件包自带签名。'

rule aks-updates-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.snapshot.ubuntu.com' \
    service https action Accept track.type Log \
    comments '建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 按日期固定的快照存档，SecurityPatch 通道据此使所有节点保持同一补丁状态。'

rule aks-azure-monitor-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.global.handler.control.monitor.azure.cn' \
    destination.3 '.chinanorth3.handler.control.monitor.azure.cn' \
    service https action Accept track.type Log \
    comments 'Azure Monitor，必需（Azure Monitor: Microsoft Azure operated by 21Vianet cloud required FQDN / application rules）。代理自身的运行状况遥测，发送到公有云的 Application Insights，各云环境均如此。中央控制服务：告知代理由哪个区域的服务保存其配置。区域控制服务：代理获取本群集的数据收集规则。'

rule aks-azure-policy-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.data.policy.azure.cn' \
    destination.2 '.store.policy.azure.cn' \
    service https action Accept track.type Log \
    comments 'Azure Policy，必需（Azure Policy: Microsoft Azure operated by 21Vianet required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状态。内置策略的 Gatekeeper 模板。'

rule aks-cost-analysis-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.management.chinacloudapi.cn' \
    destination.2 '.login.chinacloudapi.cn' \
    destination.3 '.login.partner.microsoftonline.cn' \
    service https action Accept track.type Log \
    comments '成本分析，必需（AKS cost analysis add-on required FQDN / application rules; 解读 L2）。Azure 资源管理器：加载项读取需要拆分成本的资源。Microsoft Entra ID：成本分析加载项在调用 Azure 前登录。成本分析加载项登录 Microsoft Entra。'

rule aks-cluster-extensions-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.chinanorth3.dp.kubernetesconfiguration.azure.cn' \
    service https action Accept track.type Log \
    comments '群集扩展，必需（解读 X1）。扩展代理获取配置并上报状态。'

api publish
published=1
