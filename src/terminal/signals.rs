//! Signals, as bytes in a pipe that the wait for input watches too.

use std::io;
use std::os::unix::net::UnixStream;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

/// The signals that the program answers.
///
/// SIGTSTP is not among them: its default stops the whole job as a shell expects, and does nothing
/// where no shell could bring the job back. Ctrl-Z arrives as a key; see `Session::stop`.
const CAUGHT: [i32; 6] = [SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH];

/// Catches signals until it is dropped.
#[derive(Debug)]
pub struct Signals(SignalDelivery<UnixStream, SignalOnly>);

impl Signals {
    /// Begins to catch them.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn catch() -> io::Result<Self> {
        let (read, write) = UnixStream::pair()?;
        SignalDelivery::with_pipe(read, write, SignalOnly, CAUGHT).map(Self)
    }

    /// Readable when a signal came.
    pub fn pipe(&self) -> &UnixStream {
        self.0.get_read()
    }

    /// Those that came since the last call, each once.
    pub fn take(&mut self) -> impl Iterator<Item = i32> + use<> {
        self.0.pending()
    }
}
