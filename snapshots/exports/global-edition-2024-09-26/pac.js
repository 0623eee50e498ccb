// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       as of 2024-09-26
// Cloud         Azure Global
// Region        France Central (francecentral)
// Source        Microsoft Learn, edition 2024-09-26
// Reading       printed (the source at its word; readings are only named)
// API server    public, konnectivity
// Nodes         ubuntu, Windows
// Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Cost
//               analysis, Dapr
// Node subnets  not given: any source address
// Rules         1 network rule, 26 application rules
//
// Warnings
//   1. The profile is pinned to the edition of 2024-09-26; the newest is 2026-08-21. Compare before you move.
//   2. No node subnet is given: exports allow any source address. Set nodes.subnets.
//   3. Network rules cannot be said here. Allow them separately: TCP:443 AzureMonitor.
//   4. A PAC file shows the way and blocks nothing, whoever the client is: the proxy must deny other hosts, and the
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
    // for nodes, such as the container runtime and Azure tools. Older download host for kubelet and CNI plug-ins,
    // before packages.aks.azure.com.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.francecentral.azmk8s.io")) return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "mcr-0001.mcr-msedge.net") return true;
        if (host === "management.azure.com") return true;
        if (host === "login.microsoftonline.com") return true;
        if (host === "packages.microsoft.com") return true;
        if (host === "acs-mirror.azureedge.net") return true;
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
    // aks-windows-https-443
    // Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell's
    // package provider and Microsoft's redirect links, used while a Windows node is set up.
    if (service === "https:443") {
        if (host === "onegetcdn.azureedge.net") return true;
        if (host === "go.microsoft.com") return true;
    }
    // aks-windows-http-80
    // Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows
    // downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.
    if (service === "http:80") {
        if (dnsDomainIs(host, ".mp.microsoft.com")) return true;
        if (host === "www.msftconnecttest.com") return true;
        if (host === "ctldl.windowsupdate.com") return true;
    }
    // aks-defender-https-443
    // Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application
    // rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security
    // events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may
    // upload.
    if (service === "https:443") {
        if (host === "login.microsoftonline.com") return true;
        if (dnsDomainIs(host, ".ods.opinsights.azure.com")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.com")) return true;
    }
    // aks-key-vault-csi-https-443
    // Key Vault secrets (CSI driver), required (Azure Key Vault provider for Secrets Store CSI Driver required FQDN /
    // application rules). The driver on each node reads secrets, keys and certificates from your vaults.
    if (service === "https:443") {
        if (host === "vault.azure.net") return true;
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
        if (host === "francecentral.dp.kubernetesconfiguration.azure.com") return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (dnsDomainIs(host, ".ingestion.msftcloudes.com")) return true;
        if (dnsDomainIs(host, ".microsoftmetrics.com")) return true;
    }
    return false;
}
