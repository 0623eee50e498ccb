//! Answers about what is there already: why a flow was refused, whether a firewall is complete,
//! what changed.
//!
//! Everything is judged by the rules of the catalog; there is no second list of hosts. Nothing here
//! opens a file: the caller hands in bytes and gets a report, which is written as JSON or laid out
//! as a [`Sheet`] for people.

pub mod audit;
pub mod changes;
pub mod explain;
pub mod hosts;
pub mod input;
pub mod sheet;

pub use sheet::{Sheet, Table, Tone};
