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
#   3. 此格式只能写地址，写不了主机名。未写入：HTTPS:443 *.hcp.usgovtexas.cx.aks.containerservice.azure.us、HTTPS:443
#      mcr.microsoft.com、HTTPS:443 *.data.mcr.microsoft.com、HTTPS:443 management.usgovcloudapi.net、HTTPS:443
#      login.microsoftonline.us、HTTPS:443 packages.microsoft.com、HTTPS:443 packages.aks.azure.com。加 --allow-wider 则以
#      更宽的形式写入。
#   4. NSG 只认识地址和服务标记。AKS 所需的大多是没有静态地址的主机，NSG 规则无法以主机名为目标，因此 NSG 不能代替防火墙。
#   5. 不要再加“全部拒绝”的规则，否则节点将无法访问这些主机。请保留默认规则 AllowInternetOutBound，并在防火墙上按主机名过
#      滤。
#
# 如何使用
#   - 在文件头之后的两行填入资源组和 NSG 名称。
#   - 不要让自己的规则占用 1000 起的优先级：优先级已被占用时脚本会停止。
#   - 登录到正确的云和订阅，用 bash 运行；再次运行会替换同名规则，但不会删除规则。

set -euo pipefail

RG='YOUR-RESOURCE-GROUP'
NSG='YOUR-NSG'

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-udp-1194-AzureCloud.usgovtexas --priority 1000 \
    --description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '*' \
    --destination-address-prefixes \
        'AzureCloud.usgovtexas' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000-AzureCloud.usgovtexas --priority 1010 \
    --description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '*' \
    --destination-address-prefixes \
        'AzureCloud.usgovtexas' \
    --output none
