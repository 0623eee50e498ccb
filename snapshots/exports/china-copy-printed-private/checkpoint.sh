#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       copy as printed
# Cloud         Azure in China (21Vianet)
# Region        China North 2 (chinanorth2)
# Source        Azure China documentation, Chinese copy
# Reading       printed (the source at its word; readings are only named)
# API server    private-link
# Nodes         ubuntu
# Add-ons       Azure Monitor, Azure Policy
# Node subnets  10.30.0.0/16
# Checked       syntax checked by ShellCheck and a stand-in for mgmt_cli; not loaded into the product itself
# Rules         5 network rules, 13 application rules
#
# Warnings
#   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
#      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Reading U3 is not applied, since the source is taken at its word: The Chinese copy lacks the snapshot service
#   3. Reading M1 is not applied, since the source is taken at its word: The registry's hosts that the Chinese copy lacks
#   4. Reading L3 is not applied, since the source is taken at its word: China has a second sign-in host (Chinese copy)
#   5. Service tags are known to Azure alone. Left out: UDP:1194 AzureCloud.chinanorth2, TCP:9000 AzureCloud.chinanorth2,
#      TCP:22 AzureCloud.chinanorth2, TCP:443 AzureMonitor. --service-tags with Microsoft's weekly file writes their
#      prefixes.
#   6. A wildcard also covers the name itself here. Left out: HTTPS:443 *.hcp.chinanorth2.cx.prod.service.azk8s.cn,
#      HTTPS:443 *.tun.chinanorth2.cx.prod.service.azk8s.cn, HTTPS:443 *.azk8s.cn. --allow-wider writes them in a wider
#      form.
#   7. A leading dot means nothing here. Left out: HTTPS:443 .data.mcr.azk8s.cn. reading = "recommended" writes a star in
#      its place.
#   8. The gateway resolves domain objects itself: let it ask the same DNS servers as the nodes.
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
domain '.data.policy.azure.cn' false
domain '.login.chinacloudapi.cn' false
domain '.management.chinacloudapi.cn' false
domain '.mcr.azk8s.cn' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.store.policy.azure.cn' false
object network aks-10.30.0.0-16 subnet 10.30.0.0 mask-length 16

rule aks-core-udp-123 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 'Any' \
    service ntp-udp action Accept track.type Log \
    comments 'Core, required (世纪互联运营的 Azure 的必需网络规则). Clock of Linux nodes (NTP).'

rule aks-core-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.mcr.azk8s.cn' \
    destination.2 '.management.chinacloudapi.cn' \
    destination.3 '.login.chinacloudapi.cn' \
    destination.4 '.packages.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Core, required (世纪互联运营的 Azure 需要的 FQDN /应用程序规则). Images of Kubernetes components and add-ons, by way of China'"'"'s proxy. Kubernetes manages load balancers, disks and routes through the Azure API. Sign-in of the cluster'"'"'s identities to Microsoft Entra. Microsoft'"'"'s Linux packages for apt, such as the container runtime.'

rule aks-updates-http-80 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments 'Recommended updates, recommended (以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集). Security updates of Ubuntu nodes between node images.'

rule aks-azure-policy-https-443 \
    source.1 'aks-10.30.0.0-16' \
    destination.1 '.data.policy.azure.cn' \
    destination.2 '.store.policy.azure.cn' \
    service https action Accept track.type Log \
    comments 'Azure Policy, required (Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则). The add-on fetches policies and reports compliance. The add-on downloads the Gatekeeper files of built-in policies.'

api publish
published=1
