#!/usr/bin/env bash
set -euo pipefail
# az network firewall application-rule create --collection-name commented --name x --target-fqdns commented.example.com
RG="rg-hub"
FWNAME='afw-hub'
LOC=westeurope
PREFIX=10.240.0.0/16
HOSTS=(
  "mcr.microsoft.com"   # the registry
  '*.data.mcr.microsoft.com'
)
TOKEN=$(az account get-access-token --query accessToken -o tsv)

az network firewall create -g $RG -n $FWNAME -l $LOC --enable-dns-proxy true

az network firewall network-rule create -g $RG -f $FWNAME --collection-name 'aksfwnr' -n 'apiudp' --protocols 'UDP' --source-addresses '*' --destination-addresses "AzureCloud.$LOC" --destination-ports 1194 --action allow --priority 100
az network firewall network-rule create -g $RG -f $FWNAME --collection-name 'aksfwnr' -n 'apitcp' --protocols 'TCP' --source-addresses $PREFIX --destination-addresses "AzureCloud.${LOC}" --destination-ports 9000
az network firewall network-rule create -g $RG -f $FWNAME --collection-name 'aksfwnr' -n 'time' --protocols 'UDP' --source-addresses '*' --destination-fqdns 'ntp.ubuntu.com' --destination-ports 123; echo done

az network firewall application-rule create -g $RG -f $FWNAME --collection-name 'aksfwar' -n 'fqdn' \
    --source-addresses '*' --protocols 'http=80' 'https=443' \
    --fqdn-tags "AzureKubernetesService" \
    --action allow --priority=100
az network firewall application-rule create -g $RG -f $FWNAME -c 'aksfwar' -n 'hosts' \
    --source-ip-groups /subscriptions/x/resourceGroups/y/providers/Microsoft.Network/ipGroups/ipg-aks \
    --protocols Https=443 --target-fqdns "${HOSTS[@]}" "*.hcp.$LOC.azmk8s.io" "$REGISTRY.azurecr.io" "$(terraform output host)"
az network firewall application-rule create -g $RG -f $FWNAME -c 'orphan' -n 'no action' \
    --source-addresses '*' --protocols http=80 --target-fqdns security.ubuntu.com && echo fine

az network firewall application-rule delete -g $RG -f $FWNAME -c 'aksfwar' -n 'old'

cat <<TEXT
az network firewall application-rule create -g $RG -f x -c printed -n printed --target-fqdns printed.example.com
TEXT
