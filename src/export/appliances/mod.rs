//! Firewalls of other makers.

pub(super) mod fortigate;
mod objects;
pub(super) mod panos;
pub(super) mod panos_lists;
