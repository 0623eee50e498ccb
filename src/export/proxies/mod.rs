//! Web proxies.

pub(super) mod pac;
pub(super) mod squid;
