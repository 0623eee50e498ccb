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
# 规则        网络规则 0 条，应用程序规则 20 条
#
# 警告
#   1. 中文版文档的“全球”表格列出的是中国的主机：API 服务器、镜像、Azure API 和登录都指向中国。照此放行，全球云的群集无法
#      启动。请改用 source = "learn"。
#   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
#   3. 按原文处理，未应用解读 A3：中文版缺少 packages.aks.azure.com
#   4. 按原文处理，未应用解读 U3：中文版缺少快照服务
#   5. 没有一条规则能按要求写入，此文件不放行任何流量。
#   6. 此格式只能写地址，写不了主机名。未写入：HTTPS:443 *.hcp.eastasia.cx.prod.service.azk8s.cn、HTTPS:443 mcr.azk8s.cn、
#      HTTPS:443 *.data.mcr.azk8s.cn、HTTPS:443 mcr-0001.mcr-msedge.net、HTTPS:443 management.chinacloudapi.cn、HTTPS:443
#      login.partner.microsoftonline.cn、HTTPS:443 packages.microsoft.com、HTTPS:443 acs-mirror.azureedge.net、HTTP:80
#      security.ubuntu.com、HTTP:80 azure.archive.ubuntu.com、HTTP:80 changelogs.ubuntu.com、HTTPS:443 nvidia.github.io、
#      HTTPS:443 us.download.nvidia.com、HTTPS:443 download.docker.com、HTTPS:443 dc.services.visualstudio.com、HTTPS:443
#      *.ods.opinsights.azure.com、HTTPS:443 *.oms.opinsights.azure.com、HTTPS:443 *.monitoring.azure.com、HTTPS:443
#      eastasia.ingest.monitor.azure.com、HTTPS:443 eastasia.handler.control.monitor.azure.com。加 --allow-wider 则以更宽
#      的形式写入。
#   7. NSG 只认识地址和服务标记。AKS 所需的大多是没有静态地址的主机，NSG 规则无法以主机名为目标，因此 NSG 不能代替防火墙。
#   8. 不要再加“全部拒绝”的规则，否则节点将无法访问这些主机。请保留默认规则 AllowInternetOutBound，并在防火墙上按主机名过
#      滤。
#
# 如何使用
#   - 在文件头之后的两行填入资源组和 NSG 名称。
#   - 不要让自己的规则占用 1000 起的优先级：优先级已被占用时脚本会停止。
#   - 登录到正确的云和订阅，用 bash 运行；再次运行会替换同名规则，但不会删除规则。

set -euo pipefail

# 没有可以写入的规则，原因见上面的警告。
