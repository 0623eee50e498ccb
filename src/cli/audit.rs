//! `audit`

use super::{End, Stop};
use crate::profile::Language;
use clap::Args;

/// `audit`
#[derive(Args)]
pub struct Audit {}

/// Runs the command.
pub(super) fn run(_args: &Audit, _language: Language) -> Result<End, Stop> {
    Ok(End::Fine)
}
