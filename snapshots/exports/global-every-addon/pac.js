// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       every add-on
// Cloud         Azure Global
// Region        East US 2 (eastus2)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    public, konnectivity
// Nodes         ubuntu, azure-linux
// Add-ons       Workload identity, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Azure Monitor, Azure
//               Policy, Cost analysis, Cluster extensions, Istio: plug-in CA, Istio: secure ingress gateway, Application
//               routing with TLS, Dapr, Flux (GitOps), Azure Machine Learning, AKS backup, Azure App Configuration,
//               Marketplace extension
// Node subnets  10.240.0.0/16, 10.241.0.0/16
// Rules         1 network rule, 35 application rules
//
// Warnings
//   1. Network rules cannot be said here. Allow them separately: TCP:443 AzureMonitor.
//   2. Sources cannot be said here: apply this to the node subnets alone.
//   3. A PAC file shows the way and blocks nothing, whoever the client is: the proxy must deny other hosts, and the
//      firewall what goes direct.
//
// What to do with it
//   - Put your proxy in place of proxy.example.com:3128.
//   - Listed hosts go to it; everything else goes direct, where the firewall denies it. To lead listed hosts past the
//     proxy instead, exchange the two values.
//   - Serve it as application/x-ns-proxy-autoconfig to jump boxes and build machines; AKS nodes read no PAC file, they
//     take the proxy's address.

// The two ways: of the hosts below, and of everything else.
var LISTED = "PROXY proxy.example.com:3128";
var OTHERS = "DIRECT";

function FindProxyForURL(url, host) {
    var name = host.toLowerCase().replace(/\.$/, "");
    return isListed(serviceOf(url), name) ? LISTED : OTHERS;
}

function serviceOf(url) {
    var parts = /^(https?|wss?):\/\/(?:[^\/?#]*@)?(?:\[[^\]]*\]|[^\/?#:]*)(?::(\d+))?/.exec(url.toLowerCase());
    if (!parts) {
        return "";
    }
    var scheme = parts[1].replace("ws", "http");
    return scheme + ":" + (parts[2] || (scheme === "https" ? "443" : "80"));
}

function isListed(service, host) {
    // aks-core-https-443
    // Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server.
    // Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft's images: CoreDNS, kube-proxy,
    // network and storage plug-ins, add-ons. Image layers of Microsoft's registry, and the name of the delivery network
    // in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it.
    // Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft's Linux packages
    // for nodes, such as the container runtime and Azure tools. Download host for kubelet, other Kubernetes binaries
    // and CNI plug-ins.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.eastus2.azmk8s.io")) return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "mcr-0001.mcr-msedge.net") return true;
        if (host === "management.azure.com") return true;
        if (host === "login.microsoftonline.com") return true;
        if (host === "packages.microsoft.com") return true;
        if (host === "packages.aks.azure.com") return true;
    }
    // aks-updates-http-80
    // Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's
    // package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.
    if (service === "http:80") {
        if (host === "security.ubuntu.com") return true;
        if (host === "azure.archive.ubuntu.com") return true;
        if (host === "changelogs.ubuntu.com") return true;
    }
    // aks-updates-https-443
    // Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's
    // archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.
    if (service === "https:443") {
        if (host === "snapshot.ubuntu.com") return true;
    }
    // aks-workload-identity-https-443
    // Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of
    // their service account for one of Microsoft Entra ID.
    if (service === "https:443") {
        if (host === "login.microsoftonline.com") return true;
    }
    // aks-defender-https-443
    // Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application
    // rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security
    // events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may
    // upload. Defender's own service, to which current sensors report.
    if (service === "https:443") {
        if (host === "login.microsoftonline.com") return true;
        if (dnsDomainIs(host, ".ods.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".cloud.defender.microsoft.com")) return true;
    }
    // aks-key-vault-csi-https-443
    // Key Vault secrets (CSI driver), required (Azure Key Vault provider for Secrets Store CSI Driver required FQDN /
    // application rules). The driver on each node reads secrets, keys and certificates from your vaults.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".vault.azure.net")) return true;
    }
    // aks-azure-monitor-https-443
    // Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics
    // ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics
    // workspace. The agents' own health telemetry. It goes to Application Insights of the public cloud, in every cloud.
    // Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts.
    // Ingestion of the metrics that the agents send to Azure Monitor. Microsoft Entra ID: the monitoring agents sign
    // in. Central control service: it tells an agent which regional service holds its configuration. Data collection
    // endpoint for the logs of Container insights. Data collection endpoint for the metrics of managed Prometheus.
    // Regional control service: agents fetch the data collection rules of their cluster.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".ods.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.com")) return true;
        if (host === "dc.services.visualstudio.com") return true;
        if (dnsDomainIs(host, ".in.applicationinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".monitoring.azure.com")) return true;
        if (host === "login.microsoftonline.com") return true;
        if (host === "global.handler.control.monitor.azure.com") return true;
        if (dnsDomainIs(host, ".ingest.monitor.azure.com")) return true;
        if (dnsDomainIs(host, ".metrics.ingest.monitor.azure.com")) return true;
        if (host === "eastus2.handler.control.monitor.azure.com") return true;
    }
    // aks-azure-policy-https-443
    // Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches
    // assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on's own telemetry,
    // to Application Insights.
    if (service === "https:443") {
        if (host === "data.policy.core.windows.net") return true;
        if (host === "store.policy.core.windows.net") return true;
        if (host === "dc.services.visualstudio.com") return true;
    }
    // aks-cost-analysis-https-443
    // Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the
    // add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls
    // Azure.
    if (service === "https:443") {
        if (host === "management.azure.com") return true;
        if (host === "login.microsoftonline.com") return true;
    }
    // aks-cluster-extensions-https-443
    // Cluster extensions, required (Cluster extensions required FQDN / application rules). Configuration service: the
    // extension agent learns which extensions to install and reports their state. Registry of the extension agents'
    // images, and its layers. Metrics and logs of the extension agents themselves, to Microsoft.
    if (service === "https:443") {
        if (host === "eastus2.dp.kubernetesconfiguration.azure.com") return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (dnsDomainIs(host, ".ingestion.msftcloudes.com")) return true;
        if (dnsDomainIs(host, ".microsoftmetrics.com")) return true;
    }
    // aks-marketplace-extension-https-443
    // Marketplace extension, required (Cluster extensions required FQDN / application rules). Registry of images for
    // extensions from Azure Marketplace. Image layers of the Marketplace registry, from its data endpoint in Central
    // India. Image layers of the Marketplace registry, from its data endpoint in Japan East. Image layers of the
    // Marketplace registry, from its data endpoint in West US 2. Image layers of the Marketplace registry, from its
    // data endpoint in West Europe. Image layers of the Marketplace registry, from its data endpoint in East US. Usage
    // reports of Marketplace offers that are billed by consumption.
    if (service === "https:443") {
        if (host === "arcmktplaceprod.azurecr.io") return true;
        if (host === "arcmktplaceprod.centralindia.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.japaneast.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.westus2.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.westeurope.data.azurecr.io") return true;
        if (host === "arcmktplaceprod.eastus.data.azurecr.io") return true;
        if (host === "marketplaceapi.microsoft.com") return true;
    }
    return false;
}
