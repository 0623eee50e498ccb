//! Ctrl-C while a long input is read: the first one asks for an end, the second one is the end.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// The exit code that shells give a program which ends by Ctrl-C.
pub const EXIT_CODE: u8 = 130;

/// Whether Ctrl-C was pressed.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Begins to catch it. Where the system refuses, Ctrl-C ends the program as ever.
    #[must_use]
    pub fn catch() -> Self {
        let pressed = Self::default();
        // In this order: the second one finds the flag that the first one has set.
        let ends =
            flag::register_conditional_shutdown(SIGINT, EXIT_CODE.into(), Arc::clone(&pressed.0));
        if ends.is_ok() {
            flag::register(SIGINT, Arc::clone(&pressed.0)).ok();
        }
        pressed
    }

    /// Whether it was pressed.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// An input that ends when Ctrl-C is pressed, even while it waits for a slow pipe.
#[derive(Debug)]
pub struct Interruptible<T> {
    input: T,
    interrupt: Interrupt,
}

impl<T> Interruptible<T> {
    /// The input, until the interrupt.
    pub fn new(input: T, interrupt: Interrupt) -> Self {
        Self { input, interrupt }
    }
}

#[cfg(unix)]
impl<T: std::os::fd::AsFd> Read for Interruptible<T> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::io::Errno;

        while !self.interrupt.is_set() {
            // A signal ends the wait; one that comes just before it is seen a moment later.
            let moment = Timespec { tv_sec: 0, tv_nsec: 300_000_000 };
            match poll(&mut [PollFd::new(&self.input, PollFlags::IN)], Some(&moment)) {
                Ok(0) => continue,
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            match rustix::io::read(&self.input, &mut *room) {
                Err(Errno::INTR | Errno::AGAIN) => {}
                result => return Ok(result?),
            }
        }
        Ok(0)
    }
}

#[cfg(not(unix))]
impl<T: Read> Read for Interruptible<T> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.interrupt.is_set() { Ok(0) } else { self.input.read(room) }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn an_input_ends_at_its_end_or_at_the_interrupt() {
        let (mut from, read) = {
            let (read, write) = io::pipe().unwrap();
            (write, read)
        };
        let interrupt = Interrupt::default();
        let mut input = Interruptible::new(read, interrupt.clone());
        from.write_all(b"rows").unwrap();
        let mut room = [0; 16];
        assert_eq!(input.read(&mut room).unwrap(), 4);
        interrupt.0.store(true, Ordering::Relaxed);
        from.write_all(b"more").unwrap();
        assert_eq!(input.read(&mut room).unwrap(), 0);
    }
}
