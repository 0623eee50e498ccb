//! Linux hosts and Kubernetes.

pub(super) mod cilium;
pub(super) mod dnsmasq;
pub(super) mod nftables;
mod sets;
