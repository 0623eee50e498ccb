#!/usr/bin/env bash
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        生产-中心
# 云          Azure 全球
# 区域        Southeast Asia（southeastasia）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  private-link
# 节点        azure-linux
# 加载项      Azure Monitor、Azure Policy、Key Vault 机密（CSI 驱动程序）
# 节点子网    10.10.0.0/20
# 检查        已用 ShellCheck 和 mgmt_cli 替身程序检查语法；未在产品本身中加载过
# 规则        网络规则 1 条，应用程序规则 18 条
#
# 警告
#   1. 在此格式中，通配符也包含域名本身。未写入：HTTPS:443 *.data.mcr.microsoft.com、HTTPS:443
#      *.ods.opinsights.azure.com、HTTPS:443 *.oms.opinsights.azure.com、HTTPS:443 *.in.applicationinsights.azure.com、
#      HTTPS:443 *.monitoring.azure.com、HTTPS:443 *.ingest.monitor.azure.com、HTTPS:443
#      *.metrics.ingest.monitor.azure.com。加 --allow-wider 则以更宽的形式写入。
#   2. 域对象由网关自己解析：请让它使用与节点相同的 DNS 服务器。
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

domain '.data.policy.core.windows.net' false
domain '.dc.services.visualstudio.com' false
domain '.global.handler.control.monitor.azure.com' false
domain '.login.microsoftonline.com' false
domain '.management.azure.com' false
domain '.mcr-0001.mcr-msedge.net' false
domain '.mcr.microsoft.com' false
domain '.packages.aks.azure.com' false
domain '.packages.microsoft.com' false
domain '.southeastasia.handler.control.monitor.azure.com' false
domain '.store.policy.core.windows.net' false
object host aks-10.0.0.4-32 ip-address 10.0.0.4
object host aks-10.0.0.5-32 ip-address 10.0.0.5
object network aks-10.10.0.0-20 subnet 10.10.0.0 mask-length 20

group aks-core-udp-53 \
    members.1 'aks-10.0.0.4-32' \
    members.2 'aks-10.0.0.5-32'
rule aks-core-udp-53 \
    source.1 'aks-10.10.0.0-20' \
    destination.1 'aks-core-udp-53' \
    service domain-udp action Accept track.type Log \
    comments '核心，必需（Azure Global required network rules）。通过自建 DNS 服务器解析名称（当服务器位于防火墙另一侧时）。'

rule aks-core-https-443 \
    source.1 'aks-10.10.0.0-20' \
    destination.1 '.mcr.microsoft.com' \
    destination.2 '.mcr-0001.mcr-msedge.net' \
    destination.3 '.management.azure.com' \
    destination.4 '.login.microsoftonline.com' \
    destination.5 '.packages.microsoft.com' \
    destination.6 '.packages.aks.azure.com' \
    service https action Accept track.type Log \
    comments '核心，必需（Azure Global required FQDN / application rules）。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，以及其前端内容分发网络的域名。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。'

rule aks-azure-monitor-https-443 \
    source.1 'aks-10.10.0.0-20' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.login.microsoftonline.com' \
    destination.3 '.global.handler.control.monitor.azure.com' \
    destination.4 '.southeastasia.handler.control.monitor.azure.com' \
    service https action Accept track.type Log \
    comments 'Azure Monitor，必需（Azure Monitor: Azure public cloud required FQDN / application rules）。代理自身的运行状况遥测，发送到公有云的 Application Insights，各云环境均如此。Microsoft Entra ID：监视代理登录。中央控制服务：告知代理由哪个区域的服务保存其配置。区域控制服务：代理获取本群集的数据收集规则。'

rule aks-azure-policy-https-443 \
    source.1 'aks-10.10.0.0-20' \
    destination.1 '.data.policy.core.windows.net' \
    destination.2 '.store.policy.core.windows.net' \
    destination.3 '.dc.services.visualstudio.com' \
    service https action Accept track.type Log \
    comments 'Azure Policy，必需（Azure Policy required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状态。内置策略的 Gatekeeper 模板。加载项自身的遥测数据，发送到 Application Insights。'

api publish
published=1
