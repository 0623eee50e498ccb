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
# 规则        网络规则 3 条，应用程序规则 39 条
#
# 警告
#   1. 此格式只能写地址，写不了主机名。未写入：HTTPS:443 *.hcp.eastasia.azmk8s.io、HTTPS:443 mcr.microsoft.com、HTTPS:443
#      *.data.mcr.microsoft.com、HTTPS:443 mcr-0001.mcr-msedge.net、HTTPS:443 management.azure.com、HTTPS:443
#      login.microsoftonline.com、HTTPS:443 packages.microsoft.com、HTTPS:443 acs-mirror.azureedge.net、HTTPS:443
#      packages.aks.azure.com、HTTP:80 security.ubuntu.com、HTTP:80 azure.archive.ubuntu.com、HTTP:80
#      changelogs.ubuntu.com、HTTPS:443 snapshot.ubuntu.com、HTTPS:443 nvidia.github.io、HTTPS:443
#      us.download.nvidia.com、HTTPS:443 download.docker.com、HTTPS:443 *.ods.opinsights.azure.com、HTTPS:443
#      *.oms.opinsights.azure.com、HTTPS:443 *.cloud.defender.microsoft.com、HTTPS:443 vault.azure.net、HTTPS:443
#      dc.services.visualstudio.com、HTTPS:443 *.in.applicationinsights.azure.com、HTTPS:443 *.monitoring.azure.com、
#      HTTPS:443 global.handler.control.monitor.azure.com、HTTPS:443 *.ingest.monitor.azure.com、HTTPS:443
#      *.metrics.ingest.monitor.azure.com、HTTPS:443 eastasia.handler.control.monitor.azure.com、HTTPS:443
#      data.policy.core.windows.net、HTTPS:443 store.policy.core.windows.net、HTTPS:443
#      eastasia.dp.kubernetesconfiguration.azure.com、HTTPS:443 arcmktplaceprod.azurecr.io、HTTPS:443
#      arcmktplaceprod.centralindia.data.azurecr.io、HTTPS:443 arcmktplaceprod.japaneast.data.azurecr.io、HTTPS:443
#      arcmktplaceprod.westus2.data.azurecr.io、HTTPS:443 arcmktplaceprod.westeurope.data.azurecr.io、HTTPS:443
#      arcmktplaceprod.eastus.data.azurecr.io、HTTPS:443 *.ingestion.msftcloudes.com、HTTPS:443 *.microsoftmetrics.com、
#      HTTPS:443 marketplaceapi.microsoft.com。加 --allow-wider 则以更宽的形式写入。
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
    --name aks-core-udp-1194-AzureCloud.eastasia --priority 1000 \
    --description '核心，必需（Azure Global required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.eastasia' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000-AzureCloud.eastasia --priority 1010 \
    --description '核心，必需（Azure Global required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.eastasia' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-azure-monitor-tcp-443-AzureMonitor --priority 1800 \
    --description 'Azure Monitor，必需（Azure Monitor: Required network rules）。通过服务标记将日志和指标发送到 Azure Monitor。该标记涵盖所有区域，无需列出主机名。' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 443 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        'AzureMonitor' \
    --output none
