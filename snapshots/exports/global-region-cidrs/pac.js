// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       region cidrs
// Cloud         Azure Global
// Region        Norway East (norwayeast)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    public, legacy
// Nodes         ubuntu
// Add-ons       none
// Node subnets  10.240.0.0/16
// Service tags  ServiceTags_Public_20251110.json, change number 376 of 2025-11-10, IPv4 only
// Rules         2 network rules, 12 application rules
//
// Warnings
//   1. IPv6 prefixes of AzureCloud.norwaye are left out, 2 in ServiceTags_Public_20251110.json: the rules hold its IPv4
//      prefixes alone. Set destinations.ipv6 = true if the cluster uses IPv6.
//   2. Network rules cannot be said here. Allow them separately: UDP:1194 4.177.0.0/16 4.179.0.0/16 4.219.0.0/16 +13,
//      TCP:9000 4.177.0.0/16 4.179.0.0/16 4.219.0.0/16 +13.
//   3. Sources cannot be said here: apply this to the node subnets alone.
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
    // for nodes, such as the container runtime and Azure tools. Download host for kubelet, other Kubernetes binaries
    // and CNI plug-ins.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.norwayeast.azmk8s.io")) return true;
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
    return false;
}
