//! Bytes to the terminal, and its size.

use std::io;

use ratatui::layout::Size;

/// Taken where the terminal does not know its size, as some serial lines do not.
const USUAL: Size = Size { width: 80, height: 24 };
/// What a terminal calls its size is not trusted with any amount of memory.
const LARGEST: u16 = 2000;

/// Sends all bytes, in one write if the terminal takes them so.
///
/// # Errors
/// When the terminal is gone.
#[cfg(unix)]
pub fn send(mut bytes: &[u8]) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    // Not Rust's own stdout: that one sends in pieces of a kilobyte.
    let stdout = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(stdout, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::INTR) => {}
            // Another program has left the terminal in non-blocking mode.
            Err(Errno::AGAIN) => match poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Sends all bytes.
///
/// # Errors
/// When the console is gone.
#[cfg(not(unix))]
pub fn send(bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;

    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// The terminal's size now.
#[must_use]
pub fn size() -> Size {
    #[cfg(unix)]
    let asked = rustix::termios::tcgetwinsize(rustix::stdio::stdout())
        .ok()
        .map(|size| Size { width: size.ws_col, height: size.ws_row });
    #[cfg(not(unix))]
    let asked = crossterm::terminal::size().ok().map(|(width, height)| Size { width, height });
    let size = asked.filter(|size| size.width > 0 && size.height > 0).unwrap_or(USUAL);
    Size { width: size.width.min(LARGEST), height: size.height.min(LARGEST) }
}

/// Whether an error says that the terminal is no longer there.
#[must_use]
pub fn is_gone(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) {
        return true;
    }
    error.kind() == io::ErrorKind::BrokenPipe
}
