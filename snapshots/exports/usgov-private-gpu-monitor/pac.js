// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       gov-hub
// Cloud         Azure US Government
// Region        US Gov Virginia (usgovvirginia)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    private-link
// Nodes         ubuntu, GPU
// Add-ons       Azure Monitor
// Node subnets  10.240.0.0/16
// Rules         0 network rules, 22 application rules
//
// Warnings
//   1. Sources cannot be said here: apply this to the node subnets alone.
//   2. A PAC file shows the way and blocks nothing, whoever the client is: the proxy must deny other hosts, and the
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
    // Core, required (Azure US Government required FQDN / application rules). Registry of Microsoft's images: CoreDNS,
    // kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, from its delivery
    // network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft
    // Entra ID: tokens for the identities of the cluster and of its components. Microsoft's Linux packages for nodes,
    // such as the container runtime and Azure tools. Download host for kubelet, other Kubernetes binaries and CNI
    // plug-ins.
    if (service === "https:443") {
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "management.usgovcloudapi.net") return true;
        if (host === "login.microsoftonline.us") return true;
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
    // aks-gpu-https-443
    // GPU node pools, required (GPU enabled AKS clusters required FQDN / application rules). NVIDIA's package
    // repository: the toolkit that hands the GPU to containers. NVIDIA's driver downloads, fetched while a GPU node is
    // set up. Docker's package repository, asked by the driver set-up of GPU nodes.
    if (service === "https:443") {
        if (host === "nvidia.github.io") return true;
        if (host === "us.download.nvidia.com") return true;
        if (host === "download.docker.com") return true;
    }
    // aks-azure-monitor-https-443
    // Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2).
    // Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log
    // Analytics workspace. The agents' own health telemetry. It goes to Application Insights of the public cloud, in
    // every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the
    // narrower hosts. Central control service: it tells an agent which regional service holds its configuration.
    // Regional control service: agents fetch the data collection rules of their cluster. Data collection endpoint for
    // the logs of Container insights. Data collection endpoint for the metrics of managed Prometheus. Traces and
    // metrics of your applications to Application Insights in US Gov.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".ods.opinsights.azure.us")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.us")) return true;
        if (host === "dc.services.visualstudio.com") return true;
        if (dnsDomainIs(host, ".in.applicationinsights.azure.com")) return true;
        if (host === "global.handler.control.monitor.azure.us") return true;
        if (host === "usgovvirginia.handler.control.monitor.azure.us") return true;
        if (dnsDomainIs(host, ".ingest.monitor.azure.us")) return true;
        if (dnsDomainIs(host, ".metrics.ingest.monitor.azure.us")) return true;
        if (dnsDomainIs(host, ".in.applicationinsights.azure.us")) return true;
    }
    return false;
}
