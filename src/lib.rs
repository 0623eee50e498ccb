//! Outbound firewall rules for Azure Kubernetes Service clusters.

pub mod catalog;
pub mod cells;
pub mod export;
pub mod plain;
pub mod profile;
pub mod rules;
pub mod screen;
pub mod service_tags;
pub mod steps;
pub mod terminal;
pub mod wizard;
pub mod words;
