//! The clipboard: the desktop's, or that of the terminal at the other end of the line.
//!
//! Over SSH, and where there is no display, only the terminal can reach the operator's clipboard.
//! It is asked by OSC 52 and gives no receipt, so all that can be said is that the text was sent.
//!
//! **After leaving.** macOS and Windows keep the text. On X11 and Wayland a text belongs to the
//! program that offers it: one handle is therefore kept for the whole session, and when it is
//! dropped at the end it hands the text to the desktop's clipboard manager, for which it waits a
//! tenth of a second at most. Without such a manager the text is gone with the program; no process
//! is left behind to keep it. What went to the terminal is the terminal's, and stays.

use std::io;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use super::files;
use crate::profile::Language;
use crate::wizard::Route;

/// Longer texts make more than 100,000 characters of base64, which several terminals drop without
/// a word.
pub const LONGEST: usize = 74_000;

/// What GNU screen passes through at once.
const SCREEN_PIECE: usize = 76;

/// How a text can reach the operator's clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The desktop that the program runs on.
    Desktop,
    /// The terminal.
    Terminal(Between),
}

/// What stands between the program and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Nothing that is known of.
    Nothing,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

impl Way {
    /// The way by the environment's variables.
    #[must_use]
    pub fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let remote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(set);
        let display =
            cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY");
        if display && !remote {
            return Self::Desktop;
        }
        Self::Terminal(Between::from(variable))
    }
}

impl Between {
    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        if set("TMUX") {
            Self::Tmux
        } else if set("STY") {
            Self::Screen
        } else {
            Self::Nothing
        }
    }
}

/// The clipboard for one session.
pub struct Clipboard {
    way: Way,
    between: Between,
    desktop: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// Decides on the way; nothing is opened before the first copy.
    #[must_use]
    pub fn new(variable: impl Fn(&str) -> Option<String>) -> Self {
        Self { way: Way::from(&variable), between: Between::from(&variable), desktop: None }
    }

    /// Copies a text. A desktop that does not take it is passed by: the terminal may.
    ///
    /// # Errors
    /// A short reason, when the text could not be sent at all.
    pub fn copy(
        &mut self,
        text: &str,
        language: Language,
        send: impl FnOnce(&[u8]) -> io::Result<()>,
    ) -> Result<Route, String> {
        let desktop = self.way == Way::Desktop;
        if desktop && self.copy_to_desktop(text).is_ok() {
            return Ok(Route::Desktop);
        }
        if text.len() > LONGEST {
            return Err(too_long(text.len(), desktop, language));
        }
        let sequence = osc52(text, self.between);
        send(sequence.as_bytes()).map_err(|error| files::reason(&error, language))?;
        Ok(Route::Terminal { tmux: self.between == Between::Tmux })
    }

    /// The library's own messages speak of time-outs where there is no display at all, so they
    /// are not passed on.
    fn copy_to_desktop(&mut self, text: &str) -> Result<(), arboard::Error> {
        let handle = match &mut self.desktop {
            Some(handle) => handle,
            none => none.insert(arboard::Clipboard::new()?),
        };
        handle.set_text(text).inspect_err(|_| self.desktop = None)
    }
}

fn too_long(length: usize, desktop: bool, language: Language) -> String {
    let words = super::words(language);
    let kilobytes = length.div_ceil(1000).to_string();
    let of_terminal = (words.too_long)(&kilobytes, &(LONGEST / 1000).to_string());
    if desktop { (words.no_desktop)(&of_terminal) } else { of_terminal }
}

/// The sequence that asks a terminal to take a text.
fn osc52(text: &str, between: Between) -> String {
    let mut plain = String::new();
    // Writing to a string cannot fail.
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain).ok();
    match between {
        Between::Nothing => plain,
        // Twice: tmux takes the first if `set-clipboard` is on, and passes the second on if
        // `allow-passthrough` is, or if it is old. The same text twice does no harm.
        Between::Tmux => {
            format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"))
        }
        Between::Screen => for_screen(&plain),
    }
}

/// screen passes on what is between `Esc P` and `Esc \`, a little at a time. The end mark of the
/// sequence itself must therefore be the other one, a bell.
fn for_screen(plain: &str) -> String {
    let body = plain.trim_end_matches("\x1b\\").trim_end_matches('\x07').as_bytes();
    let mut wrapped = String::with_capacity(plain.len() + plain.len() / 16);
    for piece in body.chunks(SCREEN_PIECE) {
        wrapped.push_str("\x1bP");
        wrapped.push_str(&String::from_utf8_lossy(piece));
        wrapped.push_str("\x1b\\");
    }
    wrapped.push_str("\x1bP\x07\x1b\\");
    wrapped
}

/// Sends to the terminal even if standard output goes elsewhere, as in a command line's pipe.
///
/// # Errors
/// When there is no terminal.
pub fn to_controlling_terminal(bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;

    let name = if cfg!(windows) { "CONOUT$" } else { "/dev/tty" };
    std::fs::OpenOptions::new().write(true).open(name)?.write_all(bytes)
}

#[cfg(test)]
mod tests;
