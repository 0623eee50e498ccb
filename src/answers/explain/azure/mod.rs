//! What Azure Firewall and Log Analytics write: structured records, their tables, older messages.

pub(super) mod columns;
pub(super) mod json;
pub(super) mod message;
mod place;
pub(super) mod record;

#[cfg(test)]
mod tests;
