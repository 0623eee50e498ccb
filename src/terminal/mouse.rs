//! The mouse: presses and the wheel, nothing else.
//!
//! crossterm's own command also asks for each movement, which would wake the program for nothing.

use std::fmt;

use crossterm::Command;

/// Asks for mouse events.
#[derive(Clone, Copy, Debug)]
pub struct TakeMouse;

/// Leaves the mouse to the terminal.
#[derive(Clone, Copy, Debug)]
pub struct LeaveMouse;

impl Command for TakeMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        // Presses and releases; positions beyond column 223.
        f.write_str("\x1b[?1000h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

impl Command for LeaveMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1006l\x1b[?1000l")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        crossterm::event::DisableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}
