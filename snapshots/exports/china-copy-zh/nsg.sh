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
# 规则        网络规则 3 条，应用程序规则 33 条
#
# 警告
#   1. 原文没有为Azure 中国（世纪互联）的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n
#      kube-system` 中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
#   3. 此格式只能写地址，写不了主机名。未写入：HTTPS:443 *.hcp.chinaeast3.cx.prod.service.azk8s.cn、HTTPS:443
#      *.tun.chinaeast3.cx.prod.service.azk8s.cn、HTTPS:443 mcr.azk8s.cn、HTTPS:443 *.data.mcr.azk8s.cn、HTTPS:443
#      management.chinacloudapi.cn、HTTPS:443 login.chinacloudapi.cn、HTTPS:443 packages.microsoft.com、HTTPS:443
#      *.azk8s.cn、HTTP:80 security.ubuntu.com、HTTP:80 azure.archive.ubuntu.com、HTTP:80 changelogs.ubuntu.com、HTTPS:443
#      nvidia.github.io、HTTPS:443 us.download.nvidia.com、HTTPS:443 download.docker.com、HTTPS:443
#      onegetcdn.azureedge.net、HTTPS:443 go.microsoft.com、HTTP:80 *.mp.microsoft.com、HTTP:80 www.msftconnecttest.com、
#      HTTP:80 ctldl.windowsupdate.com、HTTPS:443 *.vault.azure.cn、HTTPS:443 dc.services.visualstudio.com、HTTPS:443
#      *.ods.opinsights.azure.cn、HTTPS:443 *.oms.opinsights.azure.cn、HTTPS:443 global.handler.control.monitor.azure.cn、
#      HTTPS:443 chinaeast3.handler.control.monitor.azure.cn、HTTPS:443 data.policy.azure.cn、HTTPS:443
#      store.policy.azure.cn、HTTPS:443 snapshot.ubuntu.com、HTTPS:443 mcr.microsoft.com、HTTPS:443 mcr.azure.cn、
#      HTTPS:443 *.data.mcr.microsoft.com、HTTPS:443 *.data.mcr.azure.cn、HTTPS:443 login.partner.microsoftonline.cn。加
#      --allow-wider 则以更宽的形式写入。
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
    --name aks-core-udp-1194-AzureCloud.chinaeast3 --priority 1000 \
    --description '核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间的旧隧道，UDP 部分。' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinaeast3' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000-AzureCloud.chinaeast3 --priority 1010 \
    --description '核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间的旧隧道，TCP 部分。' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinaeast3' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-22-AzureCloud.chinaeast3 --priority 1060 \
    --description '核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间基于 SSH 的旧隧道，仅 Azure 中国使用。' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 22 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinaeast3' \
    --output none
