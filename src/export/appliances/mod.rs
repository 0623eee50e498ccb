//! Firewalls of other makers.

pub(super) mod checkpoint;
pub(super) mod cisco_asa;
pub(super) mod cisco_ftd_urls;
pub(super) mod pfsense;
