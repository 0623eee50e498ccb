// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       copy as printed
// Cloud         Azure in China (21Vianet)
// Region        China North 2 (chinanorth2)
// Source        Azure China documentation, Chinese copy
// Reading       printed (the source at its word; readings are only named)
// API server    private-link
// Nodes         ubuntu
// Add-ons       Azure Monitor, Azure Policy
// Node subnets  10.30.0.0/16
// Rules         5 network rules, 13 application rules
//
// Warnings
//   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
//      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
//   2. Reading U3 is not applied, since the source is taken at its word: The Chinese copy lacks the snapshot service
//   3. Reading M1 is not applied, since the source is taken at its word: The registry's hosts that the Chinese copy lacks
//   4. Reading L3 is not applied, since the source is taken at its word: China has a second sign-in host (Chinese copy)
//   5. Network rules cannot be said here. Allow them separately: UDP:1194 AzureCloud.chinanorth2, TCP:9000
//      AzureCloud.chinanorth2, TCP:22 AzureCloud.chinanorth2, UDP:123 *, TCP:443 AzureMonitor.
//   6. A leading dot means nothing here. Left out: HTTPS:443 .data.mcr.azk8s.cn. reading = "recommended" writes a star in
//      its place.
//   7. Sources cannot be said here: apply this to the node subnets alone.
//   8. A PAC file shows the way and blocks nothing, whoever the client is: the proxy must deny other hosts, and the
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
    // Core, required (世纪互联运营的 Azure 需要的 FQDN /应用程序规则). Nodes talk to the API server. Nodes reach the
    // control plane's end of the tunnel, in Azure China only. Images of Kubernetes components and add-ons, by way of
    // China's proxy. Kubernetes manages load balancers, disks and routes through the Azure API. Sign-in of the
    // cluster's identities to Microsoft Entra. Microsoft's Linux packages for apt, such as the container runtime.
    // Kubernetes and network plug-in binaries for new nodes.
    if (service === "https:443") {
        if (dnsDomainIs(host, ".hcp.chinanorth2.cx.prod.service.azk8s.cn")) return true;
        if (dnsDomainIs(host, ".tun.chinanorth2.cx.prod.service.azk8s.cn")) return true;
        if (host === "mcr.azk8s.cn") return true;
        if (host === "management.chinacloudapi.cn") return true;
        if (host === "login.chinacloudapi.cn") return true;
        if (host === "packages.microsoft.com") return true;
        if (dnsDomainIs(host, ".azk8s.cn")) return true;
    }
    // aks-updates-http-80
    // Recommended updates, recommended (以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集). Security updates of
    // Ubuntu nodes between node images.
    if (service === "http:80") {
        if (host === "security.ubuntu.com") return true;
        if (host === "azure.archive.ubuntu.com") return true;
        if (host === "changelogs.ubuntu.com") return true;
    }
    // aks-azure-policy-https-443
    // Azure Policy, required (Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则). The add-on fetches
    // policies and reports compliance. The add-on downloads the Gatekeeper files of built-in policies.
    if (service === "https:443") {
        if (host === "data.policy.azure.cn") return true;
        if (host === "store.policy.azure.cn") return true;
    }
    return false;
}
