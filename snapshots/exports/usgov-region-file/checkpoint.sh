#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gov tags
# Cloud         Azure US Government
# Region        US Gov Virginia (usgovvirginia)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu
# Add-ons       Azure Monitor
# Node subnets  not given: any source address
# Service tags  ServiceTags_AzureGovernment_20260720.json, change number 402 of 2026-07-20, IPv4 and IPv6
# Checked       syntax checked by ShellCheck and a stand-in for mgmt_cli; not loaded into the product itself
# Rules         3 network rules, 20 application rules
#
# Warnings
#   1. For Azure US Government the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get
#      pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. No node subnet is given: exports allow any source address. Set nodes.subnets.
#   3. A wildcard also covers the name itself here. Left out: HTTPS:443
#      *.hcp.usgovvirginia.cx.aks.containerservice.azure.us, HTTPS:443 *.data.mcr.microsoft.com, HTTPS:443
#      *.ods.opinsights.azure.us, HTTPS:443 *.oms.opinsights.azure.us, HTTPS:443 *.in.applicationinsights.azure.com,
#      HTTPS:443 *.ingest.monitor.azure.us, HTTPS:443 *.metrics.ingest.monitor.azure.us, HTTPS:443
#      *.in.applicationinsights.azure.us. --allow-wider writes them in a wider form.
#   4. Service tags stand as prefixes from Microsoft's file. It changes weekly, so export anew when a newer one is out:
#      UDP:1194 AzureCloud.usgovvirginia, TCP:9000 AzureCloud.usgovvirginia, TCP:443 AzureMonitor.
#   5. The gateway resolves domain objects itself: let it ask the same DNS servers as the nodes.
#
# What to do with it
#   - At the top of the script, set the layer, the position of the rules in it, and how to log in.
#   - Run it with bash in expert mode on the management server; it publishes one session, or nothing.
#   - Look at the section aks-egress in SmartConsole, then install the policy.

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

domain '.azure.archive.ubuntu.com' false
domain '.changelogs.ubuntu.com' false
domain '.dc.services.visualstudio.com' false
domain '.global.handler.control.monitor.azure.us' false
domain '.login.microsoftonline.us' false
domain '.management.usgovcloudapi.net' false
domain '.mcr.microsoft.com' false
domain '.packages.aks.azure.com' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.snapshot.ubuntu.com' false
domain '.usgovvirginia.handler.control.monitor.azure.us' false
object host aks-13.72.12.79-32 ip-address 13.72.12.79
object host aks-13.72.37.83-32 ip-address 13.72.37.83
object host aks-13.72.38.203-32 ip-address 13.72.38.203
object host aks-20.140.49.179-32 ip-address 20.140.49.179
object host aks-2001_489a_3102_4__26-128 ip-address 2001:489a:3102:4::26
object network aks-13.72.0.0-18 subnet 13.72.0.0 mask-length 18
object network aks-13.73.208.0-20 subnet 13.73.208.0 mask-length 20
object network aks-13.73.64.0-24 subnet 13.73.64.0 mask-length 24
object network aks-13.77.224.0-19 subnet 13.77.224.0 mask-length 19
object network aks-20.140.128.0-21 subnet 20.140.128.0 mask-length 21
object network aks-20.140.162.0-24 subnet 20.140.162.0 mask-length 24
object network aks-20.140.167.0-24 subnet 20.140.167.0 mask-length 24
object network aks-20.140.49.176-31 subnet 20.140.49.176 mask-length 31
object network aks-20.140.51.116-30 subnet 20.140.51.116 mask-length 30
object network aks-20.140.51.120-29 subnet 20.140.51.120 mask-length 29
object network aks-20.140.51.32-28 subnet 20.140.51.32 mask-length 28
object network aks-20.140.52.0-29 subnet 20.140.52.0 mask-length 29
object network aks-20.140.52.8-31 subnet 20.140.52.8 mask-length 31
object network aks-20.140.53.96-28 subnet 20.140.53.96 mask-length 28
object network aks-20.140.66.142-31 subnet 20.140.66.142 mask-length 31
object network aks-20.140.68.160-28 subnet 20.140.68.160 mask-length 28
object network aks-20.140.76.176-28 subnet 20.140.76.176 mask-length 28
object network aks-20.140.88.0-21 subnet 20.140.88.0 mask-length 21
object network aks-20.34.32.0-22 subnet 20.34.32.0 mask-length 22
object network aks-20.34.36.0-23 subnet 20.34.36.0 mask-length 23
object network aks-20.35.248.128-27 subnet 20.35.248.128 mask-length 27
object network aks-20.35.248.192-26 subnet 20.35.248.192 mask-length 26
object network aks-20.35.248.64-27 subnet 20.35.248.64 mask-length 27
object network aks-20.35.248.96-28 subnet 20.35.248.96 mask-length 28
object network aks-2001_489a_2102_1080__-58 subnet 2001:489a:2102:1080:: mask-length 58
object network aks-2001_489a_2102_1480__-58 subnet 2001:489a:2102:1480:: mask-length 58
object network aks-2001_489a_2102_3080__-58 subnet 2001:489a:2102:3080:: mask-length 58
object network aks-2001_489a_2102_3480__-58 subnet 2001:489a:2102:3480:: mask-length 58
object network aks-2001_489a_2102_8__-62 subnet 2001:489a:2102:8:: mask-length 62
object network aks-2001_489a_2104_5__-64 subnet 2001:489a:2104:5:: mask-length 64
object network aks-2001_489a_3003_402__80-121 subnet 2001:489a:3003:402::80 mask-length 121
object network aks-2001_489a_3003__-121 subnet 2001:489a:3003:: mask-length 121
object network aks-2001_489a_3103_1__1c0-122 subnet 2001:489a:3103:1::1c0 mask-length 122
object network aks-2001_489a_3103_1__60-123 subnet 2001:489a:3103:1::60 mask-length 123
object network aks-2001_489a_3103__280-122 subnet 2001:489a:3103::280 mask-length 122
object service-tcp aks-tcp-9000 port 9000 match-for-any false
object service-udp aks-udp-1194 port 1194 match-for-any false

group aks-core-udp-1194 \
    members.1 'aks-13.72.0.0-18' \
    members.2 'aks-13.73.64.0-24' \
    members.3 'aks-13.73.208.0-20' \
    members.4 'aks-13.77.224.0-19' \
    members.5 'aks-20.34.32.0-22' \
    members.6 'aks-20.34.36.0-23' \
    members.7 'aks-20.35.248.64-27' \
    members.8 'aks-20.35.248.96-28' \
    members.9 'aks-20.35.248.128-27' \
    members.10 'aks-20.35.248.192-26' \
    members.11 'aks-20.140.88.0-21' \
    members.12 'aks-20.140.128.0-21' \
    members.13 'aks-20.140.162.0-24' \
    members.14 'aks-20.140.167.0-24' \
    members.15 'aks-2001_489a_2102_8__-62' \
    members.16 'aks-2001_489a_2102_1080__-58' \
    members.17 'aks-2001_489a_2102_1480__-58' \
    members.18 'aks-2001_489a_2102_3080__-58' \
    members.19 'aks-2001_489a_2102_3480__-58' \
    members.20 'aks-2001_489a_2104_5__-64'
rule aks-core-udp-1194 \
    source.1 'Any' \
    destination.1 'aks-core-udp-1194' \
    service aks-udp-1194 action Accept track.type Log \
    comments 'Core, required (Azure US Government required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.'

group aks-core-tcp-9000 \
    members.1 'aks-13.72.0.0-18' \
    members.2 'aks-13.73.64.0-24' \
    members.3 'aks-13.73.208.0-20' \
    members.4 'aks-13.77.224.0-19' \
    members.5 'aks-20.34.32.0-22' \
    members.6 'aks-20.34.36.0-23' \
    members.7 'aks-20.35.248.64-27' \
    members.8 'aks-20.35.248.96-28' \
    members.9 'aks-20.35.248.128-27' \
    members.10 'aks-20.35.248.192-26' \
    members.11 'aks-20.140.88.0-21' \
    members.12 'aks-20.140.128.0-21' \
    members.13 'aks-20.140.162.0-24' \
    members.14 'aks-20.140.167.0-24' \
    members.15 'aks-2001_489a_2102_8__-62' \
    members.16 'aks-2001_489a_2102_1080__-58' \
    members.17 'aks-2001_489a_2102_1480__-58' \
    members.18 'aks-2001_489a_2102_3080__-58' \
    members.19 'aks-2001_489a_2102_3480__-58' \
    members.20 'aks-2001_489a_2104_5__-64'
rule aks-core-tcp-9000 \
    source.1 'Any' \
    destination.1 'aks-core-tcp-9000' \
    service aks-tcp-9000 action Accept track.type Log \
    comments 'Core, required (Azure US Government required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.'

group aks-azure-monitor-tcp-443 \
    members.1 'aks-13.72.12.79-32' \
    members.2 'aks-13.72.37.83-32' \
    members.3 'aks-13.72.38.203-32' \
    members.4 'aks-20.140.49.176-31' \
    members.5 'aks-20.140.49.179-32' \
    members.6 'aks-20.140.51.32-28' \
    members.7 'aks-20.140.51.116-30' \
    members.8 'aks-20.140.51.120-29' \
    members.9 'aks-20.140.52.0-29' \
    members.10 'aks-20.140.52.8-31' \
    members.11 'aks-20.140.53.96-28' \
    members.12 'aks-20.140.66.142-31' \
    members.13 'aks-20.140.68.160-28' \
    members.14 'aks-20.140.76.176-28' \
    members.15 'aks-2001_489a_3003__-121' \
    members.16 'aks-2001_489a_3003_402__80-121' \
    members.17 'aks-2001_489a_3102_4__26-128' \
    members.18 'aks-2001_489a_3103__280-122' \
    members.19 'aks-2001_489a_3103_1__60-123' \
    members.20 'aks-2001_489a_3103_1__1c0-122'
rule aks-azure-monitor-tcp-443 \
    source.1 'Any' \
    destination.1 'aks-azure-monitor-tcp-443' \
    service https action Accept track.type Log \
    comments 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names.'

rule aks-core-https-443 \
    source.1 'Any' \
    destination.1 '.mcr.microsoft.com' \
    destination.2 '.management.usgovcloudapi.net' \
    destination.3 '.login.microsoftonline.us' \
    destination.4 '.packages.microsoft.com' \
    destination.5 '.packages.aks.azure.com' \
    service https action Accept track.type Log \
    comments 'Core, required (Azure US Government required FQDN / application rules). Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft'"'"'s Linux packages for nodes, such as the container runtime and Azure tools. Download host for kubelet, other Kubernetes binaries and CNI plug-ins.'

rule aks-updates-http-80 \
    source.1 'Any' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.'

rule aks-updates-https-443 \
    source.1 'Any' \
    destination.1 '.snapshot.ubuntu.com' \
    service https action Accept track.type Log \
    comments 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.'

rule aks-azure-monitor-https-443 \
    source.1 'Any' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.global.handler.control.monitor.azure.us' \
    destination.3 '.usgovvirginia.handler.control.monitor.azure.us' \
    service https action Accept track.type Log \
    comments 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules). The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Central control service: it tells an agent which regional service holds its configuration. Regional control service: agents fetch the data collection rules of their cluster.'

api publish
published=1
