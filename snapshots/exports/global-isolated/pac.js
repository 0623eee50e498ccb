// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       isolated
// Cloud         Azure Global
// Region        Sweden Central (swedencentral)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    vnet-integration, network isolated
// Nodes         azure-linux
// Add-ons       Azure Policy
// Node subnets  10.20.0.0/16
// Rules         0 network rules, 3 application rules
//
// Warnings
//   1. With API server VNet integration, allow traffic inside your own network too: cluster subnet to API server subnet
//      TCP 443 and 4443, load balancer to API server subnet TCP 9988. These are not egress rules, so they do not stand in
//      the list.
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
    // aks-azure-policy-https-443
    // Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches
    // assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on's own telemetry,
    // to Application Insights.
    if (service === "https:443") {
        if (host === "data.policy.core.windows.net") return true;
        if (host === "store.policy.core.windows.net") return true;
        if (host === "dc.services.visualstudio.com") return true;
    }
    return false;
}
