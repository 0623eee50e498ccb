#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gov as printed
# Cloud         Azure US Government
# Region        US Gov Arizona (usgovarizona)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Workload identity, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Azure Monitor, Azure
#               Policy, Cost analysis, Flux (GitOps)
# Node subnets  10.240.0.0/16
# Checked       syntax checked by ShellCheck and a stand-in for mgmt_cli; not loaded into the product itself
# Rules         4 network rules, 30 application rules
#
# Warnings
#   1. For Azure US Government the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get
#      pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Reading I2 is not applied, since the source is taken at its word: Application Insights resources in US Gov end in
#      .azure.us
#   3. Service tags are known to Azure alone. Left out: UDP:1194 AzureCloud.usgovarizona, TCP:9000
#      AzureCloud.usgovarizona, TCP:443 AzureMonitor. --service-tags with Microsoft's weekly file writes their prefixes.
#   4. A wildcard also covers the name itself here. Left out: HTTPS:443
#      *.hcp.usgovarizona.cx.aks.containerservice.azure.us, HTTPS:443 *.data.mcr.microsoft.com, HTTP:80
#      *.mp.microsoft.com, HTTPS:443 *.ods.opinsights.azure.us, HTTPS:443 *.oms.opinsights.azure.us, HTTPS:443
#      *.cloud.defender.microsoft.com, HTTPS:443 *.vault.usgovcloudapi.net, HTTPS:443 *.in.applicationinsights.azure.com,
#      HTTPS:443 *.ingest.monitor.azure.us, HTTPS:443 *.metrics.ingest.monitor.azure.us. --allow-wider writes them in a
#      wider form.
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

domain '.acs-mirror.azureedge.net' false
domain '.azure.archive.ubuntu.com' false
domain '.changelogs.ubuntu.com' false
domain '.ctldl.windowsupdate.com' false
domain '.data.policy.azure.us' false
domain '.dc.services.visualstudio.com' false
domain '.global.handler.control.monitor.azure.us' false
domain '.go.microsoft.com' false
domain '.login.microsoftonline.us' false
domain '.management.usgovcloudapi.net' false
domain '.mcr.microsoft.com' false
domain '.ntp.ubuntu.com' false
domain '.onegetcdn.azureedge.net' false
domain '.packages.aks.azure.com' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.snapshot.ubuntu.com' false
domain '.store.policy.azure.us' false
domain '.usgovarizona.dp.kubernetesconfiguration.azure.us' false
domain '.usgovarizona.handler.control.monitor.azure.us' false
domain '.www.msftconnecttest.com' false
object network aks-10.240.0.0-16 subnet 10.240.0.0 mask-length 16

rule aks-core-udp-123 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.ntp.ubuntu.com' \
    service ntp-udp action Accept track.type Log \
    comments 'Core, required (Azure US Government required network rules). Time for Linux nodes.'

rule aks-core-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.mcr.microsoft.com' \
    destination.2 '.management.usgovcloudapi.net' \
    destination.3 '.login.microsoftonline.us' \
    destination.4 '.packages.microsoft.com' \
    destination.5 '.acs-mirror.azureedge.net' \
    destination.6 '.packages.aks.azure.com' \
    service https action Accept track.type Log \
    comments 'Core, required (Azure US Government required FQDN / application rules). Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft'"'"'s Linux packages for nodes, such as the container runtime and Azure tools. Older download host for kubelet and CNI plug-ins, before...'

rule aks-updates-http-80 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.security.ubuntu.com' \
    destination.2 '.azure.archive.ubuntu.com' \
    destination.3 '.changelogs.ubuntu.com' \
    service http action Accept track.type Log \
    comments 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.'

rule aks-updates-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.snapshot.ubuntu.com' \
    service https action Accept track.type Log \
    comments 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.'

rule aks-windows-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.onegetcdn.azureedge.net' \
    destination.2 '.go.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell'"'"'s package provider and Microsoft'"'"'s redirect links, used while a Windows node is set up.'

rule aks-windows-http-80 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.www.msftconnecttest.com' \
    destination.2 '.ctldl.windowsupdate.com' \
    service http action Accept track.type Log \
    comments 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.'

rule aks-workload-identity-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.login.microsoftonline.us' \
    service https action Accept track.type Log \
    comments 'Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of their service account for one of Microsoft Entra ID.'

rule aks-defender-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.login.microsoftonline.us' \
    service https action Accept track.type Log \
    comments 'Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in.'

rule aks-azure-monitor-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.global.handler.control.monitor.azure.us' \
    destination.3 '.usgovarizona.handler.control.monitor.azure.us' \
    service https action Accept track.type Log \
    comments 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules). The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Central control service: it tells an agent which regional service holds its configuration. Regional control service: agents fetch the data collection rules of their cluster.'

rule aks-azure-policy-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.data.policy.azure.us' \
    destination.2 '.store.policy.azure.us' \
    service https action Accept track.type Log \
    comments 'Azure Policy, required (Azure Policy: Azure US Government required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies.'

rule aks-cost-analysis-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.management.usgovcloudapi.net' \
    destination.2 '.login.microsoftonline.us' \
    service https action Accept track.type Log \
    comments 'Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls Azure.'

rule aks-cluster-extensions-https-443 \
    source.1 'aks-10.240.0.0-16' \
    destination.1 '.usgovarizona.dp.kubernetesconfiguration.azure.us' \
    destination.2 '.mcr.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Cluster extensions, required (Cluster extensions: Azure US Government required FQDN / application rules). Configuration service: the extension agent learns which extensions to install and reports their state. Registry of the extension agents'"'"' images, and its layers.'

api publish
published=1
