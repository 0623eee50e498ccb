//! Firewalls of other makers.

pub(super) mod checkpoint;
pub(super) mod cisco_asa;
pub(super) mod cisco_ftd_urls;
pub(super) mod fortigate;
mod objects;
pub(super) mod panos;
pub(super) mod panos_lists;
pub(super) mod pfsense;
