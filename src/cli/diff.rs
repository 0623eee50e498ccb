//! `diff`

use super::{End, Stop};
use crate::profile::Language;
use clap::Args;

/// `diff`
#[derive(Args)]
pub struct Diff {}

/// Runs the command.
pub(super) fn run(_args: &Diff, _language: Language) -> Result<End, Stop> {
    Ok(End::Fine)
}
