//! Lines from the operator, for the face that draws nothing. At a terminal, a signal ends them as
//! the end of the input does, so that what is unsaved can be kept.

use std::io::{self, Read};

use super::Exit;
#[cfg(unix)]
use super::interrupt::Interrupt;
#[cfg(unix)]
use super::signals::Signals;

/// The standard input.
#[derive(Debug)]
pub struct Lines {
    /// Caught where a person sits at a terminal; elsewhere they end the program as ever.
    #[cfg(unix)]
    signals: Option<Signals>,
    ended: Option<Exit>,
}

impl Lines {
    /// Begins to read.
    ///
    /// # Errors
    /// When the system refuses a handler.
    pub fn open(terminal: bool) -> io::Result<Self> {
        #[cfg(unix)]
        {
            let signals = if terminal {
                // While a long input is read, a second Ctrl-C ends the program all the same.
                let _ = Interrupt::catch();
                Some(Signals::catch()?)
            } else {
                None
            };
            Ok(Self { signals, ended: None })
        }
        #[cfg(not(unix))]
        {
            let _ = terminal;
            Ok(Self { ended: None })
        }
    }

    /// What ended them from outside.
    #[must_use]
    pub fn ended(&self) -> Option<Exit> {
        self.ended
    }
}

#[cfg(not(unix))]
impl Read for Lines {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        io::stdin().read(room)
    }
}

#[cfg(unix)]
impl Read for Lines {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        use rustix::io::Errno;
        use signal_hook::consts::{SIGCONT, SIGWINCH};

        let Some(signals) = &mut self.signals else { return io::stdin().read(room) };
        while self.ended.is_none() {
            wait(signals)?;
            let mut ends = signals.take().filter(|signal| ![SIGCONT, SIGWINCH].contains(signal));
            self.ended = ends.next().map(Exit::Signal);
            if self.ended.is_some() {
                break;
            }
            match rustix::io::read(rustix::stdio::stdin(), &mut *room) {
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(Errno::IO | Errno::NXIO) => self.ended = Some(Exit::GONE),
                result => return Ok(result?),
            }
        }
        Ok(0)
    }
}

/// Sleeps until there is something to read or a signal came.
#[cfg(unix)]
fn wait(signals: &Signals) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    let stdin = rustix::stdio::stdin();
    let mut watched =
        [PollFd::new(&stdin, PollFlags::IN), PollFd::new(signals.pipe(), PollFlags::IN)];
    match poll(&mut watched, None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
