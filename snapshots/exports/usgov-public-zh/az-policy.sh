#!/usr/bin/env bash
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 云          Azure 美国政府云
# 区域        US Gov Texas（usgovtexas）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  public、konnectivity
# 节点        ubuntu
# 加载项      无
# 节点子网    未填写：任意源地址
# 检查        已用 ShellCheck 检查语法；未在产品本身中加载过
# 规则        网络规则 2 条，应用程序规则 7 条
#
# 警告
#   1. 原文没有为Azure 美国政府云的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n kube-system`
#      中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
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
#   az cloud set --name AzureUSGovernment

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
    --description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。' \
    --ip-protocols UDP \
    --source-addresses '*' \
    --destination-addresses 'AzureCloud.usgovtexas' \
    --destination-ports 1194

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-9000' \
    --rule-type NetworkRule \
    --description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。' \
    --ip-protocols TCP \
    --source-addresses '*' \
    --destination-addresses 'AzureCloud.usgovtexas' \
    --destination-ports 9000

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-application' \
    --collection-priority 300 \
    --action Allow \
    --rule-name 'aks-core-https-443' \
    --rule-type ApplicationRule \
    --description '核心，必需（Azure US Government required FQDN / application rules）。节点访问 API 服务器。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。' \
    --protocols Https=443 \
    --source-addresses '*' \
    --target-fqdns \
        '*.hcp.usgovtexas.cx.aks.containerservice.azure.us' \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'management.usgovcloudapi.net' \
        'login.microsoftonline.us' \
        'packages.microsoft.com' \
        'packages.aks.azure.com'
