#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       ip group
# Cloud         Azure Global
# Region        North Europe (northeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu, Windows
# Add-ons       none
# Node subnets  10.240.0.0/16, 10.241.0.0/16
# Checked       syntax checked by ShellCheck and a stand-in for mgmt_cli; not loaded into the product itself
# Rules         3 network rules, 17 application rules
#
# Warnings
#   1. Service tags are known to Azure alone. Left out: UDP:1194 AzureCloud.northeurope, TCP:9000 AzureCloud.northeurope.
#      --service-tags with Microsoft's weekly file writes their prefixes.
#   2. A wildcard also covers the name itself here. Left out: HTTPS:443 *.hcp.northeurope.azmk8s.io, HTTPS:443
#      *.data.mcr.microsoft.com, HTTP:80 *.mp.microsoft.com. --allow-wider writes them in a wider form.
#   3. The gateway resolves domain objects itself: let it ask the same DNS servers as the nodes.
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
domain '.ctldl.windowsupdate.com' false
domain '.go.microsoft.com' false
domain '.login.microsoftonline.com' false
domain '.management.azure.com' false
domain '.mcr-0001.mcr-msedge.net' false
domain '.mcr.microsoft.com' false
domain '.onegetcdn.azureedge.net' false
domain '.packages.aks.azure.com' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.snapshot.ubuntu.com' false
domain '.www.msftconnecttest.com' false
object host aks-10.0.0.4-32 ip-address 10.0.0.4
object host aks-10.0.0.5-32 ip-address 10.0.0.5
object network aks-10.240.0.0-16 subnet 10.240.0.0 mask-length 16
object network aks-10.241.0.0-16 subnet 10.241.0.0 mask-length 16

group aks-core-udp-53 \
    members.1 'aks-10.0.0.4-32' \
    members.2 'aks-10.0.0.5-32'
rule aks-core-udp-53 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 'aks-core-udp-53' \
    service domain-udp action Accept track.type Log \
    comments 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.'

rule aks-core-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.mcr.microsoft.com' \
    destination.2 '.mcr-0001.mcr-msedge.net' \
    destination.3 '.management.azure.com' \
    destination.4 '.login.microsoftonline.com' \
    destination.5 '.packages.microsoft.com' \
    destination.6 '.packages.aks.azure.com' \
    service https action Accept track.type Log \
    comments 'Core, required (Azure Global required FQDN / application rules). Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft'"'"'s Linux packages for nodes, such as the container runtime and...'

rule aks-updates-http-80 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.'

rule aks-updates-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.snapshot.ubuntu.com' \
    service https action Accept track.type Log \
    comments 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.'

rule aks-windows-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.onegetcdn.azureedge.net' \
    destination.2 '.go.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell'"'"'s package provider and Microsoft'"'"'s redirect links, used while a Windows node is set up.'

rule aks-windows-http-80 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.www.msftconnecttest.com' \
    destination.2 '.ctldl.windowsupdate.com' \
    service http action Accept track.type Log \
    comments 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.'

api publish
published=1
