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
# 规则        网络规则 1 条，应用程序规则 18 条
#
# 警告
#   1. 此格式只能写地址，写不了主机名。未写入：HTTPS:443 mcr.microsoft.com、HTTPS:443 *.data.mcr.microsoft.com、HTTPS:443
#      mcr-0001.mcr-msedge.net、HTTPS:443 management.azure.com、HTTPS:443 login.microsoftonline.com、HTTPS:443
#      packages.microsoft.com、HTTPS:443 packages.aks.azure.com、HTTPS:443 *.ods.opinsights.azure.com、HTTPS:443
#      *.oms.opinsights.azure.com、HTTPS:443 dc.services.visualstudio.com、HTTPS:443 *.in.applicationinsights.azure.com、
#      HTTPS:443 *.monitoring.azure.com、HTTPS:443 global.handler.control.monitor.azure.com、HTTPS:443
#      *.ingest.monitor.azure.com、HTTPS:443 *.metrics.ingest.monitor.azure.com、HTTPS:443
#      southeastasia.handler.control.monitor.azure.com、HTTPS:443 data.policy.core.windows.net、HTTPS:443
#      store.policy.core.windows.net。加 --allow-wider 则以更宽的形式写入。
#   2. NSG 只认识地址和服务标记。AKS 所需的大多是没有静态地址的主机，NSG 规则无法以主机名为目标，因此 NSG 不能代替防火墙。
#   3. 不要再加“全部拒绝”的规则，否则节点将无法访问这些主机。请保留默认规则 AllowInternetOutBound，并在防火墙上按主机名过
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
    --name aks-core-udp-53 --priority 1030 \
    --description '核心，必需（Azure Global required network rules）。通过自建 DNS 服务器解析名称（当服务器位于防火墙另一侧时）。' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 53 \
    --source-address-prefixes \
        '10.10.0.0/20' \
    --destination-address-prefixes \
        '10.0.0.4' \
        '10.0.0.5' \
    --output none
