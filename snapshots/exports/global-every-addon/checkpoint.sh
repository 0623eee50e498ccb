#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       every add-on
# Cloud         Azure Global
# Region        East US 2 (eastus2)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu, azure-linux
# Add-ons       Workload identity, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Azure Monitor, Azure
#               Policy, Cost analysis, Cluster extensions, Istio: plug-in CA, Istio: secure ingress gateway, Application
#               routing with TLS, Dapr, Flux (GitOps), Azure Machine Learning, AKS backup, Azure App Configuration,
#               Marketplace extension
# Node subnets  10.240.0.0/16, 10.241.0.0/16
# Checked       syntax checked by ShellCheck and a stand-in for mgmt_cli; not loaded into the product itself
# Rules         1 network rule, 35 application rules
#
# Warnings
#   1. Service tags are known to Azure alone. Left out: TCP:443 AzureMonitor. --service-tags with Microsoft's weekly file
#      writes their prefixes.
#   2. A wildcard also covers the name itself here. Left out: HTTPS:443 *.hcp.eastus2.azmk8s.io, HTTPS:443
#      *.data.mcr.microsoft.com, HTTPS:443 *.ods.opinsights.azure.com, HTTPS:443 *.oms.opinsights.azure.com, HTTPS:443
#      *.cloud.defender.microsoft.com, HTTPS:443 *.vault.azure.net, HTTPS:443 *.in.applicationinsights.azure.com,
#      HTTPS:443 *.monitoring.azure.com, HTTPS:443 *.ingest.monitor.azure.com, HTTPS:443
#      *.metrics.ingest.monitor.azure.com, HTTPS:443 *.ingestion.msftcloudes.com, HTTPS:443 *.microsoftmetrics.com.
#      --allow-wider writes them in a wider form.
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

domain '.arcmktplaceprod.azurecr.io' false
domain '.arcmktplaceprod.centralindia.data.azurecr.io' false
domain '.arcmktplaceprod.eastus.data.azurecr.io' false
domain '.arcmktplaceprod.japaneast.data.azurecr.io' false
domain '.arcmktplaceprod.westeurope.data.azurecr.io' false
domain '.arcmktplaceprod.westus2.data.azurecr.io' false
domain '.azure.archive.ubuntu.com' false
domain '.changelogs.ubuntu.com' false
domain '.data.policy.core.windows.net' false
domain '.dc.services.visualstudio.com' false
domain '.eastus2.dp.kubernetesconfiguration.azure.com' false
domain '.eastus2.handler.control.monitor.azure.com' false
domain '.global.handler.control.monitor.azure.com' false
domain '.login.microsoftonline.com' false
domain '.management.azure.com' false
domain '.marketplaceapi.microsoft.com' false
domain '.mcr-0001.mcr-msedge.net' false
domain '.mcr.microsoft.com' false
domain '.packages.aks.azure.com' false
domain '.packages.microsoft.com' false
domain '.security.ubuntu.com' false
domain '.snapshot.ubuntu.com' false
domain '.store.policy.core.windows.net' false
object network aks-10.240.0.0-16 subnet 10.240.0.0 mask-length 16
object network aks-10.241.0.0-16 subnet 10.241.0.0 mask-length 16

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

rule aks-workload-identity-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.login.microsoftonline.com' \
    service https action Accept track.type Log \
    comments 'Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of their service account for one of Microsoft Entra ID.'

rule aks-defender-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.login.microsoftonline.com' \
    service https action Accept track.type Log \
    comments 'Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in.'

rule aks-azure-monitor-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.dc.services.visualstudio.com' \
    destination.2 '.login.microsoftonline.com' \
    destination.3 '.global.handler.control.monitor.azure.com' \
    destination.4 '.eastus2.handler.control.monitor.azure.com' \
    service https action Accept track.type Log \
    comments 'Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Microsoft Entra ID: the monitoring agents sign in. Central control service: it tells an agent which regional service holds its configuration. Regional control service: agents fetch the data collection rules of their cluster.'

rule aks-azure-policy-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.data.policy.core.windows.net' \
    destination.2 '.store.policy.core.windows.net' \
    destination.3 '.dc.services.visualstudio.com' \
    service https action Accept track.type Log \
    comments 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on'"'"'s own telemetry, to Application Insights.'

rule aks-cost-analysis-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.management.azure.com' \
    destination.2 '.login.microsoftonline.com' \
    service https action Accept track.type Log \
    comments 'Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls Azure.'

rule aks-cluster-extensions-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.eastus2.dp.kubernetesconfiguration.azure.com' \
    destination.2 '.mcr.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Cluster extensions, required (Cluster extensions required FQDN / application rules). Configuration service: the extension agent learns which extensions to install and reports their state. Registry of the extension agents'"'"' images, and its layers.'

rule aks-marketplace-extension-https-443 \
    source.1 'aks-10.240.0.0-16' \
    source.2 'aks-10.241.0.0-16' \
    destination.1 '.arcmktplaceprod.azurecr.io' \
    destination.2 '.arcmktplaceprod.centralindia.data.azurecr.io' \
    destination.3 '.arcmktplaceprod.japaneast.data.azurecr.io' \
    destination.4 '.arcmktplaceprod.westus2.data.azurecr.io' \
    destination.5 '.arcmktplaceprod.westeurope.data.azurecr.io' \
    destination.6 '.arcmktplaceprod.eastus.data.azurecr.io' \
    destination.7 '.marketplaceapi.microsoft.com' \
    service https action Accept track.type Log \
    comments 'Marketplace extension, required (Cluster extensions required FQDN / application rules). Registry of images for extensions from Azure Marketplace. Image layers of the Marketplace registry, from its data endpoint in Central India. Image layers of the Marketplace registry, from its data endpoint in Japan East. Image layers of the Marketplace registry, from its data endpoint in West US 2. Image layers of the Marketplace registry, from its data endpoint in West Europe. Image layers of the...'

api publish
published=1
