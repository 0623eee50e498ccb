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
# 规则        网络规则 0 条，应用程序规则 28 条
#
# 警告
#   1. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
#   2. 没有一条规则能按要求写入，此文件不放行任何流量。
#   3. 此格式只能写地址，写不了主机名。未写入：HTTPS:443 *.hcp.chinanorth3.cx.prod.service.azk8s.cn、HTTPS:443
#      *.tun.chinanorth3.cx.prod.service.azk8s.cn、HTTPS:443 mcr.microsoft.com、HTTPS:443 *.data.mcr.microsoft.com、
#      HTTPS:443 management.chinacloudapi.cn、HTTPS:443 login.chinacloudapi.cn、HTTPS:443 packages.microsoft.com、
#      HTTPS:443 *.azk8s.cn、HTTPS:443 mcr.azure.cn、HTTPS:443 *.data.mcr.azure.cn、HTTP:80 security.ubuntu.com、HTTP:80
#      azure.archive.ubuntu.com、HTTP:80 changelogs.ubuntu.com、HTTPS:443 snapshot.ubuntu.com、HTTPS:443
#      *.ods.opinsights.azure.cn、HTTPS:443 *.oms.opinsights.azure.cn、HTTPS:443 dc.services.visualstudio.com、HTTPS:443
#      *.in.applicationinsights.azure.com、HTTPS:443 global.handler.control.monitor.azure.cn、HTTPS:443
#      chinanorth3.handler.control.monitor.azure.cn、HTTPS:443 *.ingest.monitor.azure.cn、HTTPS:443
#      *.metrics.ingest.monitor.azure.cn、HTTPS:443 data.policy.azure.cn、HTTPS:443 store.policy.azure.cn、HTTPS:443
#      *.vault.azure.cn、HTTPS:443 chinanorth3.dp.kubernetesconfiguration.azure.cn、HTTPS:443
#      *.in.applicationinsights.azure.cn、HTTPS:443 login.partner.microsoftonline.cn。加 --allow-wider 则以更宽的形式写
#      入。
#   4. NSG 只认识地址和服务标记。AKS 所需的大多是没有静态地址的主机，NSG 规则无法以主机名为目标，因此 NSG 不能代替防火墙。
#   5. 不要再加“全部拒绝”的规则，否则节点将无法访问这些主机。请保留默认规则 AllowInternetOutBound，并在防火墙上按主机名过
#      滤。
#
# 如何使用
#   - 在文件头之后的两行填入资源组和 NSG 名称。
#   - 不要让自己的规则占用 1000 起的优先级：优先级已被占用时脚本会停止。
#   - 登录到正确的云和订阅，用 bash 运行；再次运行会替换同名规则，但不会删除规则。

set -euo pipefail

# 没有可以写入的规则，原因见上面的警告。
