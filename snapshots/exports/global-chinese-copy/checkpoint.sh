#!/usr/bin/env bash
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 云          Azure 全球
# 区域        East Asia（eastasia）
# 来源        Azure 中国文档（中文版）
# 解读        printed（按原文，只注明解读而不应用）
# API 服务器  public、konnectivity
# 节点        ubuntu、GPU
# 加载项      Azure Monitor
# 节点子网    未填写：任意源地址
# 检查        已用 ShellCheck 和 mgmt_cli 替身程序检查语法；未在产品本身中加载过
# 规则        网络规则 0 条，应用程序规则 20 条
#
# 警告
#   1. 中文版文档的“全球”表格列出的是中国的主机：API 服务器、镜像、Azure API 和登录都指向中国。照此放行，全球云的群集无法
#      启动。请改用 source = "learn"。
#   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
#   3. 按原文处理，未应用解读 A3：中文版缺少 packages.aks.azure.com
#   4. 按原文处理，未应用解读 U3：中文版缺少快照服务
#   5. 在此格式中，通配符也包含域名本身。未写入：HTTPS:443 *.hcp.eastasia.cx.prod.service.azk8s.cn、HTTPS:443
#      *.data.mcr.azk8s.cn、HTTPS:443 *.ods.opinsights.azure.com、HTTPS:443 *.oms.opinsights.azure.com、HTTPS:443
#      *.monitoring.azure.com。加 --allow-wider 则以更宽的形式写入。
#   6. 域对象由网关自己解析：请让它使用与节点相同的 DNS 服务器。
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
domain '.azure.archive.ubuntu.com' false
domain '.changelogs.ubuntu.com' false
domain '.dc.services.visualstudio.com' false
domain '.download.docker.com' false
domain '.eastasia.handler.control.monitor.azure.com' false
domain '.eastasia.ingest.monitor.azure.com' false
domain '.login.partner.microsoftonline.cn' false
domain '.management.chinacloudapi.cn' false
domain '.mcr-0001.mcr-msedge.net' false
domain '.mcr.azk8s.cn' false
domain '.nvidia.github.io' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.us.download.nvidia.com' false

rule aks-core-https-443 \
    source.1 'Any' \
    destination.1 '.mcr.azk8s.cn' \
    destination.2 '.mcr-0001.mcr-msedge.net' \
    destination.3 '.management.chinacloudapi.cn' \
    destination.4 '.login.partner.microsoftonline.cn' \
    destination.5 '.packages.microsoft.com' \
    destination.6 '.acs-mirror.azureedge.net' \
    service https action Accept track.type Log \
    comments '核心，必需（Azure 全球的必需 FQDN/应用程序规则）。Kubernetes 组件和加载项的镜像。容器镜像的镜像层，由注册表的内容分发网络提供。Kubernetes 通过 Azure API 管理负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行时。新节点所需的 Kubernetes 和网络插件二进制文件。'

rule aks-updates-http-80 \
    source.1 'Any' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments '建议的更新，推荐（以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集）。Ubuntu 节点在两次节点镜像之间的安全更新。'

rule aks-gpu-https-443 \
    source.1 'Any' \
    destination.1 '.nvidia.github.io' \
    destination.2 '.us.download.nvidia.com' \
    destination.3 '.download.docker.com' \
    service https action Accept track.type Log \
    comments 'GPU 节点池，必需（已启用 GPU 的 AKS 群集需要 FQDN/应用程序规则）。GPU 节点所需的 NVIDIA 软件源。NVIDIA 驱动下载。GPU 安装过程用到的 Docker 软件包。'

rule aks-azure-monitor-https-443 \
    source.1 'Any' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.eastasia.ingest.monitor.azure.com' \
    destination.3 '.eastasia.handler.control.monitor.azure.com' \
    service https action Accept track.type Log \
    comments 'Azure Monitor，必需（用于容器的 Azure Monitor: 必需的 FQDN/应用程序规则）。监视代理自身的遥测。托管 Prometheus 的指标引入。代理获取群集的数据收集规则。'

api publish
published=1
