//! The only room that touches the terminal, files, the clipboard and signals.
//!
//! [`run`] is the loop: sleep until something comes, let the wizard take all of it, do what it
//! asks for, paint once. It knows the wizard only as two functions, so it runs a toy as well, and
//! does in the tests.
//!
//! - `check` looks at the surroundings before anything is touched
//! - `session` takes the terminal and gives it back, whatever happens
//! - `input`, `signals` and `interrupt` wait; `canvas`, `ink` and `output` paint; `mouse` and `lines`
//!   switch what the terminal sends, and read it line by line
//! - `perform`, `files`, `firewall` and `clipboard` act
//! - `rescue` keeps what would be lost

pub mod canvas;
pub mod check;
pub mod clipboard;
pub mod files;
pub mod firewall;
mod ink;
pub mod input;
pub mod interrupt;
pub mod lines;
mod mouse;
mod output;
pub mod perform;
pub mod rescue;
pub mod session;
#[cfg(unix)]
mod signals;

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;

use ratatui::Frame;

use crate::profile::Language;
use crate::wizard::{Effect, Message};
use crate::words::terminal::{EN, TerminalWords, ZH};
use canvas::Canvas;
use clipboard::Clipboard;
use input::{Heard, Input, unmarked};
pub use output::size;
use perform::Performer;
use session::Session;

/// What the loop needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Take mouse events from the start.
    pub mouse: bool,
    /// The language to give reasons in; the wizard may change it while the loop runs.
    pub language: &'a Cell<Language>,
}

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The wizard asked for it.
    Quit,
    /// A signal did.
    Signal(i32),
}

impl Exit {
    /// The terminal is gone: as if SIGHUP had come, which often does come too late.
    pub const GONE: Self = Self::Signal(1);

    /// The exit code that shells give this end.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
        }
    }
}

/// Runs the wizard on the terminal until it ends.
///
/// The first message is the terminal's size. The terminal is given back before this returns.
///
/// # Errors
/// When the terminal cannot be taken or fails; that it is gone is no error.
pub fn run<S>(
    state: &mut S,
    update: impl FnMut(&mut S, Message) -> Vec<Effect>,
    draw: impl FnMut(&S, &mut Frame),
    options: Options<'_>,
) -> io::Result<Exit> {
    match Desk::take(options).and_then(|mut desk| desk.serve(state, update, draw)) {
        Err(error) if output::is_gone(&error) => Ok(Exit::GONE),
        end => end,
    }
}

/// All that stands between the wizard and the operator.
///
/// Dropped in this order: first the terminal is given back; then the clipboard, which may take a
/// moment, is handed over; until the end signals are caught.
struct Desk<'a> {
    session: Session,
    canvas: Canvas,
    performer: Performer,
    heard: Heard,
    input: Input,
    language: &'a Cell<Language>,
}

impl<'a> Desk<'a> {
    fn take(options: Options<'a>) -> io::Result<Self> {
        let input = Input::open()?;
        let size = output::size();
        let first = Message::Resize { width: size.width, height: size.height };
        Ok(Self {
            session: Session::enter(options.mouse)?,
            canvas: Canvas::new(size)?,
            performer: Performer::new(Clipboard::new(check::variable)),
            heard: Heard { messages: vec![first], ..Heard::default() },
            input,
            language: options.language,
        })
    }

    fn serve<S>(
        &mut self,
        state: &mut S,
        mut update: impl FnMut(&mut S, Message) -> Vec<Effect>,
        mut draw: impl FnMut(&S, &mut Frame),
    ) -> io::Result<Exit> {
        loop {
            if let Some(exit) = self.heard.ended {
                return Ok(exit);
            }
            if std::mem::take(&mut self.heard.continued) {
                self.session.retake()?;
                self.heard.resized = true;
            }
            if std::mem::take(&mut self.heard.resized) {
                let message = self.measure()?;
                self.heard.messages.insert(0, message);
            }
            for message in unmarked::pastes(std::mem::take(&mut self.heard.messages)) {
                if self.answer(state, &mut update, message)? {
                    return Ok(Exit::Quit);
                }
            }
            output::send(self.canvas.frame(|frame| draw(state, frame))?)?;
            self.input.wait(&mut self.heard)?;
        }
    }

    /// Lets the wizard take a message, and does what it asks for; true when that is to leave.
    fn answer<S>(
        &mut self,
        state: &mut S,
        update: &mut impl FnMut(&mut S, Message) -> Vec<Effect>,
        message: Message,
    ) -> io::Result<bool> {
        let mut answers = VecDeque::new();
        let mut next = Some(message);
        while let Some(message) = next {
            for effect in update(state, message) {
                match effect {
                    Effect::Quit => return Ok(true),
                    Effect::Mouse(on) => self.session.set_mouse(on)?,
                    Effect::Suspend => answers.push_back(self.suspend()?),
                    Effect::Redraw => answers.push_back(self.measure()?),
                    effect => {
                        let language = self.language.get();
                        answers.extend(self.performer.perform(effect, language, output::send));
                    }
                }
            }
            next = answers.pop_front();
        }
        Ok(false)
    }

    fn suspend(&mut self) -> io::Result<Message> {
        self.session.stop()?;
        self.input.wait_to_go_on(&mut self.heard)?;
        self.session.retake()?;
        self.measure()
    }

    /// Asks for the size; the next frame is a whole one.
    fn measure(&mut self) -> io::Result<Message> {
        let size = output::size();
        self.canvas.renew(size)?;
        Ok(Message::Resize { width: size.width, height: size.height })
    }
}

fn words(language: Language) -> &'static TerminalWords {
    language.of(&EN, &ZH)
}
