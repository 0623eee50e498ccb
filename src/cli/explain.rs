//! `explain`

use super::{End, Stop};
use crate::profile::Language;
use clap::Args;

/// `explain`
#[derive(Args)]
pub struct Explain {}

/// Runs the command.
pub(super) fn run(_args: &Explain, _language: Language) -> Result<End, Stop> {
    Ok(End::Fine)
}
