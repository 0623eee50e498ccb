//! Linux hosts and Kubernetes.

pub(super) mod cilium;
