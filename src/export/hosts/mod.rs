//! Linux hosts and Kubernetes.

pub(super) mod dnsmasq;
pub(super) mod nftables;
mod sets;
pub(super) mod cilium;
