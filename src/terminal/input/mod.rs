//! Waiting for the operator, and for signals.
//!
//! The program sleeps until something comes; there are no ticks. Then everything that waits is
//! taken, so that a thousand keys cost one repaint.

pub mod decode;
pub mod meaning;
mod sequence;
#[cfg(test)]
mod tests;
#[cfg(unix)]
mod unix;
pub mod unmarked;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::Input;
#[cfg(windows)]
pub use windows::Input;

use super::Exit;
use crate::wizard::Message;

/// What came while the program slept.
#[derive(Debug, Default)]
pub struct Heard {
    /// Messages, in order.
    pub messages: Vec<Message>,
    /// The terminal has a new size.
    pub resized: bool,
    /// The program was stopped from outside and goes on: someone else had the terminal.
    pub continued: bool,
    /// The program is to end.
    pub ended: Option<Exit>,
}

impl Heard {
    /// Whether there is anything to react to.
    #[must_use]
    pub fn anything(&self) -> bool {
        !self.messages.is_empty() || self.resized || self.continued || self.ended.is_some()
    }
}
