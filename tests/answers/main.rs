//! The three questions about what is there already, asked as an operator asks them.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../support/any_profile.rs"]
mod any_profile;
mod audit;
mod audit_exports;
mod audit_json;
mod audit_text;
mod changes;
mod every_format;
mod explain;
mod explain_desk;
mod explain_firewall;
#[path = "../support/reviewed.rs"]
mod reviewed;
mod round_trip;
