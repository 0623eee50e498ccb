//! The three questions about what is there already, asked as an operator asks them.

#[path = "../support/any_profile.rs"]
mod any_profile;
mod audit;
mod audit_json;
mod changes;
mod explain;
