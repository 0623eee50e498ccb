//! Web proxies and DNS filters.

pub(super) mod netskope;
pub(super) mod pac;
pub(super) mod squid;
pub(super) mod umbrella;
pub(super) mod zscaler;
