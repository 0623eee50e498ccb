//! Waiting on Unix: one `poll` for the terminal and for signals together.

use std::io;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGWINCH};

use super::decode::Decoder;
use super::{Heard, meaning};
use crate::terminal::Exit;
use crate::terminal::signals::Signals;

/// What a terminal holds for its reader at most.
const ROOM: usize = 4096;
/// How long an Esc waits for the rest of a sequence. Parts of one come in the same moment, or in
/// the next packet; a person is slower.
const ESC_PAUSE: Duration = Duration::from_millis(30);
/// So many bytes at once are no typing: more is on its way.
const BURST: usize = 64;
/// How long the rest of a burst is waited for: the sender must get a turn to refill the terminal.
const BURST_PAUSE: Duration = Duration::from_micros(200);
/// How late a stop may come that was asked for; it comes at once unless there are other threads.
const STOP_PAUSE: Duration = Duration::from_millis(50);
/// Even endless input is shown from time to time.
const MOST: usize = 1 << 18;

/// The operator's terminal and the signals.
#[derive(Debug)]
pub struct Input {
    signals: Signals,
    decoder: Decoder,
    buffer: Box<[u8; ROOM]>,
}

/// What a wait ended with.
struct Ready {
    terminal: bool,
    signals: bool,
}

impl Input {
    /// Begins to catch signals; from here on none ends the program by itself.
    ///
    /// # Errors
    /// When the system refuses a handler.
    pub fn open() -> io::Result<Self> {
        Ok(Self {
            signals: Signals::catch()?,
            decoder: Decoder::default(),
            buffer: Box::new([0; ROOM]),
        })
    }

    /// Sleeps until something came, and takes all of it.
    ///
    /// # Errors
    /// When the terminal cannot be read; its end is no error.
    pub fn wait(&mut self, heard: &mut Heard) -> io::Result<()> {
        let mut taken = 0;
        while taken > 0 || !heard.anything() {
            let pause = if taken > 0 {
                Some(BURST_PAUSE)
            } else {
                self.decoder.waits().then_some(ESC_PAUSE)
            };
            let ready = ready(&self.signals, pause)?;
            if ready.signals {
                self.note_signals(heard);
            }
            if ready.terminal && heard.ended.is_none() {
                taken += self.read(heard)?;
            }
            let quiet = !ready.terminal && !ready.signals;
            if quiet && taken == 0 {
                self.decoder.quiet(&mut |event| heard.messages.extend(meaning::message(event)));
            }
            let more =
                heard.ended.is_none() && (BURST..MOST).contains(&taken) && !quiet && !ready.signals;
            if !more {
                taken = 0;
            }
        }
        Ok(())
    }

    /// Waits until a stop that was asked for is over, or evidently does not come.
    ///
    /// # Errors
    /// When the signals cannot be waited for.
    pub fn wait_to_go_on(&mut self, heard: &mut Heard) -> io::Result<()> {
        let mut watched = [PollFd::new(self.signals.pipe(), PollFlags::IN)];
        match poll(&mut watched, Some(&timespec(STOP_PAUSE))) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        self.note_signals(heard);
        heard.continued = false;
        Ok(())
    }

    fn note_signals(&mut self, heard: &mut Heard) {
        for signal in self.signals.take() {
            match signal {
                SIGWINCH => heard.resized = true,
                SIGCONT => heard.continued = true,
                other => heard.ended = Some(Exit::Signal(other)),
            }
        }
    }

    /// Reads once. The end of the terminal counts as a hang-up.
    fn read(&mut self, heard: &mut Heard) -> io::Result<usize> {
        match rustix::io::read(rustix::stdio::stdin(), &mut self.buffer[..]) {
            Ok(0) | Err(Errno::IO | Errno::NXIO) => {
                heard.ended = Some(Exit::GONE);
                Ok(0)
            }
            Ok(count) => {
                let mut note = |event| heard.messages.extend(meaning::message(event));
                self.decoder.feed(&self.buffer[..count], &mut note);
                Ok(count)
            }
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }
}

/// Sleeps until the terminal or a signal has something, or the pause is over.
fn ready(signals: &Signals, pause: Option<Duration>) -> io::Result<Ready> {
    let stdin = rustix::stdio::stdin();
    let mut watched =
        [PollFd::new(&stdin, PollFlags::IN), PollFd::new(signals.pipe(), PollFlags::IN)];
    let pause = pause.map(|pause| Timespec { tv_sec: 0, tv_nsec: pause.subsec_nanos().into() });
    match poll(&mut watched, pause.as_ref()) {
        // A signal: its handler has filled the pipe.
        Err(Errno::INTR) => Ok(Ready { terminal: false, signals: true }),
        Err(error) => Err(error.into()),
        // Hang-up and errors count as well: reading tells which.
        Ok(_) => Ok(Ready {
            terminal: !watched[0].revents().is_empty(),
            signals: !watched[1].revents().is_empty(),
        }),
    }
}

fn timespec(pause: Duration) -> Timespec {
    Timespec { tv_sec: 0, tv_nsec: pause.subsec_nanos().into() }
}
