//! Outbound firewall rules for Azure Kubernetes Service clusters.

pub mod catalog;
pub mod profile;
pub mod rules;
pub mod service_tags;
pub mod words;
