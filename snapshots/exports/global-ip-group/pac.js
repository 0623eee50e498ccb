// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       ip group
// Cloud         Azure Global
// Region        North Europe (northeurope)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    public, legacy
// Nodes         ubuntu, Windows
// Add-ons       none
// Node subnets  10.240.0.0/16, 10.241.0.0/16
// Rules         3 network rules, 17 application rules
//
// Warnings
//   1. Network rules cannot be said here. Allow them separately: UDP:1194 AzureCloud.northeurope, TCP:9000
//      AzureCloud.northeurope, UDP:53 10.0.0.4 10.0.0.5.
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
        if (dnsDomainIs(host, ".hcp.northeurope.azmk8s.io")) return true;
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
    return false;
}
