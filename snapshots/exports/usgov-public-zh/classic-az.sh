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
# 规则        网络规则 2 条，应用程序规则 7 条
#
# 警告
#   1. 原文没有为Azure 美国政府云的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n kube-system`
#      中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
#   3. 经典规则只用于没有关联策略的防火墙，已关联策略的防火墙会拒绝。使用策略时，请选用“Azure 防火墙策略”下的格式。
#   4. 规则集合由其第一次调用创建，因此再次运行会在那里停止。再次运行前请先删除规则集合 aks-egress-network 和
#      aks-egress-application；在脚本运行完之前，群集无法出站。
#
# 如何使用
#   - 在文件头之后的两行填入资源组和防火墙名称。
#   - 登录到正确的云和订阅，并添加扩展：az extension add --name azure-firewall。
#   - 在维护窗口内用 bash 运行：每条规则都会更新一次防火墙，需要几分钟。

set -euo pipefail

RG='YOUR-RESOURCE-GROUP'
FIREWALL='YOUR-FIREWALL'

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --action Allow --priority 200 \
    --name aks-core-udp-1194 \
    --description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。' \
    --protocols UDP \
    --destination-ports 1194 \
    --source-addresses \
        '*' \
    --destination-addresses \
        'AzureCloud.usgovtexas' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-tcp-9000 \
    --description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。' \
    --protocols TCP \
    --destination-ports 9000 \
    --source-addresses \
        '*' \
    --destination-addresses \
        'AzureCloud.usgovtexas' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --action Allow --priority 300 \
    --name aks-core-https-443 \
    --description '核心，必需（Azure US Government required FQDN / application rules）。节点访问 API 服务器。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。' \
    --protocols Https=443 \
    --source-addresses \
        '*' \
    --target-fqdns \
        '*.hcp.usgovtexas.cx.aks.containerservice.azure.us' \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'management.usgovcloudapi.net' \
        'login.microsoftonline.us' \
        'packages.microsoft.com' \
        'packages.aks.azure.com' \
    --output none
