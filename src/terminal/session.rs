//! Taking the terminal and giving it back.
//!
//! `enter` and `leave` mirror each other, line by line. The terminal is given back exactly
//! once however the program ends: by [`Session`]'s drop after a return, an error or a signal that
//! was caught; by the panic hook of [`end_at_panic`] before the panic's message is printed.

use std::io::{self, Write};
use std::panic;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::Command;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use super::mouse::{LeaveMouse, TakeMouse};
use super::output;

/// Follows a panic's own message.
const FAULT: &str = concat!(
    env!("CARGO_PKG_NAME"),
    " has stopped at a fault of its own. The terminal is as before; files are as last written."
);

/// The exit code that Rust's own programs have after a panic.
const FAULT_CODE: i32 = 101;

/// Whether the terminal is ours now, and whether its mouse is.
static TAKEN: AtomicBool = AtomicBool::new(false);
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal is ours while this lives.
#[derive(Debug)]
#[must_use = "the terminal is given back when this is dropped"]
pub struct Session(());

impl Session {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When it does not allow it; it is as before then.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        MOUSE.store(mouse, Ordering::SeqCst);
        let session = Self(());
        enter()?;
        Ok(session)
    }

    /// Takes mouse events, or leaves them to the terminal's own selection.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        if MOUSE.swap(on, Ordering::SeqCst) == on {
            return Ok(());
        }
        if on { send(TakeMouse) } else { send(LeaveMouse) }
    }

    /// Gives the terminal back and asks the system to stop the whole job, as Ctrl-Z does when a
    /// program leaves it to the terminal.
    ///
    /// The signal's default action is in force: where nobody could continue the job, as in a
    /// terminal window without a shell, nothing happens. With more threads than one the stop may
    /// come a little after this returned.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn stop(&mut self) -> io::Result<()> {
        leave();
        #[cfg(unix)]
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        Ok(())
    }

    /// Takes the terminal anew, after a stop or because someone else had it.
    ///
    /// # Errors
    /// When the terminal does not allow it.
    pub fn retake(&mut self) -> io::Result<()> {
        leave();
        enter()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal. [`leave`] is this list upside down.
fn enter() -> io::Result<()> {
    // Keys come one by one and unechoed, Ctrl-C and Ctrl-Z among them. First of all, because a job
    // in the background is stopped here, before it writes over anything.
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    // The shell's screen stays as it is, behind another one.
    queue!(bytes, EnterAlternateScreen)?;
    // That one starts empty, also on terminals that have only one screen.
    queue!(bytes, ResetColor, Clear(ClearType::All), MoveTo(0, 0))?;
    // No cursor wanders about while a frame is drawn.
    queue!(bytes, Hide)?;
    // A paste comes as one text and never as commands.
    queue!(bytes, EnableBracketedPaste)?;
    // The mouse only if asked for: it takes the terminal's own selection away.
    if MOUSE.load(Ordering::SeqCst) {
        queue!(bytes, TakeMouse)?;
    }
    output::send(&bytes)
}

/// Gives the terminal back, if it is ours. [`enter`] is this list upside down.
///
/// Errors are passed over: the terminal may be gone, and each line is worth trying.
fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = Vec::new();
    if MOUSE.load(Ordering::SeqCst) {
        queue!(bytes, LeaveMouse).ok();
    }
    queue!(bytes, DisableBracketedPaste).ok();
    queue!(bytes, Show).ok();
    queue!(bytes, ResetColor, Clear(ClearType::All), MoveTo(0, 0)).ok();
    queue!(bytes, LeaveAlternateScreen).ok();
    output::send(&bytes).ok();
    disable_raw_mode().ok();
}

fn send(command: impl Command) -> io::Result<()> {
    let mut bytes = Vec::new();
    queue!(bytes, command)?;
    output::send(&bytes)
}

/// Lets a panic of any thread end the program: the terminal is given back, the message appears on
/// the operator's screen instead of behind ours, and `keep` saves what would be lost.
///
/// All of it happens here, since a release does not unwind.
pub fn end_at_panic(keep: impl Fn() + Send + Sync + 'static) {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        leave();
        print(info);
        keep();
        writeln!(io::stderr(), "{FAULT}").ok();
        process::exit(FAULT_CODE);
    }));
}
