//! Waiting on Windows: the console's own events, which come whole.

use std::io;
use std::time::Duration;

use crossterm::event;

use super::{Heard, meaning};

/// How long more is waited for before a repaint.
const PAUSE: Duration = Duration::from_micros(20);

/// The operator's console.
#[derive(Debug)]
pub struct Input;

impl Input {
    /// Nothing needs to be opened.
    ///
    /// # Errors
    /// Never.
    pub fn open() -> io::Result<Self> {
        Ok(Self)
    }

    /// Sleeps until something came, and takes all of it.
    ///
    /// # Errors
    /// When the console cannot be read.
    pub fn wait(&mut self, heard: &mut Heard) -> io::Result<()> {
        while !heard.anything() {
            heard.messages.extend(meaning::message(event::read()?));
            while event::poll(PAUSE)? {
                heard.messages.extend(meaning::message(event::read()?));
            }
        }
        Ok(())
    }

    /// There are no stops.
    ///
    /// # Errors
    /// Never.
    pub fn wait_to_go_on(&mut self, _: &mut Heard) -> io::Result<()> {
        Ok(())
    }
}
