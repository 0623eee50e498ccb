//! Outbound firewall rules for Azure Kubernetes Service clusters: the rooms of `aks-egress`.
//!
//! Data flows one way: catalog and profile give rules, rules give screens and exports. The
//! wizard only fills the profile.
//!
//! Answers in, a firewall's configuration out:
//!
//! ```
//! use aks_egress::catalog::CATALOG;
//! use aks_egress::export::{Options, format, render};
//! use aks_egress::profile::Profile;
//! use aks_egress::rules::resolve;
//!
//! let mut profile = Profile::new(CATALOG.as_of);
//! profile.cluster.region = "westeurope".to_owned();
//! profile.nodes.gpu = true;
//!
//! let rules = resolve(&CATALOG, &profile, None);
//! assert!(!rules.refused(), "{:?}", rules.findings);
//!
//! let terraform = format("terraform").expect("a format of the table");
//! let text = render(terraform, &rules, Options::default());
//! assert!(text.contains("*.data.mcr.microsoft.com"));
//! ```
//!
//! [`answers::explain`] and [`answers::audit`] begin with an example each.
//!
//! | room | one line |
//! | --- | --- |
//! | [`words`] | sentences in English and Chinese |
//! | [`cells`] | how wide a text is; cutting, padding, wrapping, making it safe to show |
//! | [`catalog`] | the facts: what the sources list, since when, and how to read it |
//! | [`profile`] | what the operator said: reading, checking and writing the TOML file |
//! | [`service_tags`] | Microsoft's weekly service tag file |
//! | [`rules`] | `resolve(catalog, profile)`: every rule with its reason, and what changed |
//! | [`export`] | one format per file, one table of formats |
//! | [`answers`] | explain a refused flow, audit a firewall, say what changed |
//! | [`steps`] | one step of questions per file |
//! | [`wizard`] | model, message, update, keys, effect: the wizard without a terminal |
//! | [`screen`] | the model as a picture |
//! | [`plain`] | the model as numbered line prompts |
//! | [`terminal`] | the only code that touches tty, files, clipboard and signals |
//! | [`cli`] | arguments, streams and exit codes |
//!
//! To add a firewall format, write one file in `export` and add its line to the table there. To
//! add an add-on, write its `[[feature]]` and `[[row]]` entries in `catalog/`. To add a question,
//! give [`profile::Profile`] a field with its default, [`profile::keys`] a key, and a file in
//! `steps` a `Field`; a rule that depends on it needs a condition in the catalog's schema too.

pub mod answers;
pub mod catalog;
pub mod cells;
pub mod cli;
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
