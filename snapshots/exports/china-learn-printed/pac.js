// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       china as printed
// Cloud         Azure in China (21Vianet)
// Region        China East 2 (chinaeast2)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       printed (the source at its word; readings are only named)
// API server    public, konnectivity
// Nodes         ubuntu, Windows
// Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Workload identity
// Node subnets  10.30.0.0/16
// Rules         5 network rules, 31 application rules
//
// Warnings
//   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
//      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
//   2. Microsoft Defender for Containers: Defender for Cloud is retired in China
//   3. Reading I1 is not applied, since the source is taken at its word: Application Insights resources in China end in
//      .azure.cn
//   4. Reading L2 is not applied, since the source is taken at its word: China has a second sign-in host
//   5. Network rules cannot be said here. Allow them separately: UDP:1194 AzureCloud.chinaeast2, TCP:9000
//      AzureCloud.chinaeast2, TCP:22 AzureCloud.chinaeast2, UDP:123 *, TCP:443 AzureMonitor.
//   6. Sources cannot be said here: apply this to the node subnets alone.
//   7. A PAC file shows the way and blocks nothing, whoever the client is: the proxy must deny other hosts, and the
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
    // Core, required (Microsoft Azure operated by 21Vianet required FQDN / application rules). Nodes to the API server.
    // Second host of the control plane, used by the tunnel. Asked for in China only. Registry of Microsoft's images:
    // CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, from its
    // delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it.
    // Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft's Linux packages
    // for nodes, such as the container runtime and Azure tools. Download hosts inside China for kubelet, other
    // Kubernetes binaries and CNI plug-ins. Cache of Microsoft's registry inside China, and its image layers.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.chinaeast2.cx.prod.service.azk8s.cn")) return true;
        if (dnsDomainIs(host, ".tun.chinaeast2.cx.prod.service.azk8s.cn")) return true;
        if (host === "mcr.microsoft.com") return true;
        if (dnsDomainIs(host, ".data.mcr.microsoft.com")) return true;
        if (host === "management.chinacloudapi.cn") return true;
        if (host === "login.chinacloudapi.cn") return true;
        if (host === "packages.microsoft.com") return true;
        if (dnsDomainIs(host, ".azk8s.cn")) return true;
        if (host === "mcr.azure.cn") return true;
        if (dnsDomainIs(host, ".data.mcr.azure.cn")) return true;
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
    // aks-workload-identity-https-443
    // Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of
    // their service account for one of Microsoft Entra ID.
    if (service === "https:443") {
        if (host === "login.chinacloudapi.cn") return true;
    }
    // aks-defender-https-443
    // Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application
    // rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security
    // events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may
    // upload. Defender's own service, to which current sensors report.
    if (service === "https:443") {
        if (host === "login.microsoftonline.cn") return true;
        if (dnsDomainIs(host, ".ods.opinsights.azure.cn")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.cn")) return true;
        if (dnsDomainIs(host, ".cloud.defender.microsoft.com")) return true;
    }
    // aks-azure-monitor-https-443
    // Azure Monitor, required (Azure Monitor: Microsoft Azure operated by 21Vianet cloud required FQDN / application
    // rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its
    // Log Analytics workspace. The agents' own health telemetry. It goes to Application Insights of the public cloud,
    // in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the
    // narrower hosts. Central control service: it tells an agent which regional service holds its configuration.
    // Regional control service: agents fetch the data collection rules of their cluster. Data collection endpoint for
    // the logs of Container insights. Data collection endpoint for the metrics of managed Prometheus.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".ods.opinsights.azure.cn")) return true;
        if (dnsDomainIs(host, ".oms.opinsights.azure.cn")) return true;
        if (host === "dc.services.visualstudio.com") return true;
        if (dnsDomainIs(host, ".in.applicationinsights.azure.com")) return true;
        if (host === "global.handler.control.monitor.azure.cn") return true;
        if (host === "chinaeast2.handler.control.monitor.azure.cn") return true;
        if (dnsDomainIs(host, ".ingest.monitor.azure.cn")) return true;
        if (dnsDomainIs(host, ".metrics.ingest.monitor.azure.cn")) return true;
    }
    // aks-azure-policy-https-443
    // Azure Policy, required (Azure Policy: Microsoft Azure operated by 21Vianet required FQDN / application rules).
    // The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the
    // built-in policies.
    if (service === "https:443") {
        if (host === "data.policy.azure.cn") return true;
        if (host === "store.policy.azure.cn") return true;
    }
    return false;
}
