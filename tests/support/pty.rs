//! A program in a pseudo-terminal, and what an operator sees there.
//!
//! Tests wait for what is on the screen, never for time to pass. Each wait has an end, and shows
//! the screen when it fails.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// Variables that would make a test depend on where it runs.
const UNWANTED: [&str; 9] = [
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "TMUX",
    "STY",
    "NO_COLOR",
    "ACCESSIBLE",
];

/// What has come from the program.
pub struct Seen {
    terminal: vt100::Parser,
    /// All bytes, as they came.
    pub bytes: Vec<u8>,
    over: bool,
    stop: bool,
}

impl Seen {
    /// The screen's text.
    pub fn text(&self) -> String {
        self.terminal.screen().contents()
    }

    /// The screen and its modes.
    pub fn screen(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// How often these bytes came.
    pub fn count(&self, bytes: &str) -> usize {
        String::from_utf8_lossy(&self.bytes).matches(bytes).count()
    }

    /// Where these bytes came first.
    pub fn position(&self, bytes: &str) -> Option<usize> {
        self.bytes.windows(bytes.len()).position(|window| window == bytes.as_bytes())
    }
}

/// A running program.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Pty {
    /// Starts a command on a terminal of this size.
    pub fn start(mut command: CommandBuilder, columns: u16, rows: u16) -> Self {
        for name in UNWANTED {
            if command.get_env(name) == std::env::var_os(name).as_deref() {
                command.env_remove(name);
            }
        }
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let seen = Seen {
            terminal: vt100::Parser::new(cells(rows, 24), cells(columns, 80), 0),
            bytes: Vec::new(),
            over: false,
            stop: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        command.env("RUST_BACKTRACE", "0");
        let reader = pair.master.try_clone_reader().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let for_thread = Arc::clone(&seen);
        thread::spawn(move || watch(reader, &for_thread));
        let writer = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, writer, seen }
    }

    /// Types these bytes.
    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.lock().terminal.screen_mut().set_size(cells(rows, 24), cells(columns, 80));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Sends a signal to the program itself.
    pub fn signal(&self, signal: Signal) {
        let id = self.child.process_id().unwrap();
        kill_process(Pid::from_raw(id.try_into().unwrap()).unwrap(), signal).unwrap();
    }

    /// Waits until this holds, and gives what was seen then.
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&Seen) -> bool) -> MutexGuard<'_, Seen> {
        let start = Instant::now();
        let mut seen = self.lock();
        while !holds(&seen) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            assert!(
                !left.is_zero() && !seen.over,
                "waited in vain for {what}; the program {}; the screen:\n{}\nlast bytes: {:?}",
                if seen.over { "ended" } else { "runs" },
                seen.text(),
                String::from_utf8_lossy(&seen.bytes[seen.bytes.len().saturating_sub(300)..]),
            );
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        seen
    }

    /// Waits until the screen shows this text.
    #[track_caller]
    pub fn shows(&self, text: &str) -> MutexGuard<'_, Seen> {
        self.until(&format!("{text:?} on the screen"), |seen| seen.text().contains(text))
    }

    /// Waits for the program's end; gives its exit code and all that was seen.
    #[track_caller]
    pub fn end(&mut self) -> (u32, MutexGuard<'_, Seen>) {
        let code = self.code();
        let start = Instant::now();
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.over && start.elapsed() < DEADLINE {
            seen = self.seen.1.wait_timeout(seen, DEADLINE).unwrap().0;
        }
        (code, seen)
    }

    #[track_caller]
    fn code(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(
                start.elapsed() < DEADLINE,
                "the program does not end; the screen:\n{}",
                self.lock().text()
            );
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// The terminal's line settings, to be compared.
    pub fn settings(&self) -> impl PartialEq + std::fmt::Debug + use<> {
        self.master.get_termios().unwrap()
    }

    /// Takes the terminal away, as a closed window does. `last_key` makes the program write, so
    /// that the thread that reads can let go.
    pub fn hang_up(mut self, last_key: &str) -> Box<dyn Child + Send + Sync> {
        self.lock().stop = true;
        self.send(last_key);
        drop(self.until("the reader to let go", |seen| !seen.stop));
        self.child
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }
}

/// What the emulator uses where the kernel is told 0.
fn cells(number: u16, usual: u16) -> NonZero<u16> {
    NonZero::new(number).or(NonZero::new(usual)).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn watch(mut reader: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 8192];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut now = seen.0.lock().unwrap();
        now.terminal.process(&buffer[..count]);
        now.bytes.extend_from_slice(&buffer[..count]);
        now.over = count == 0;
        if now.stop {
            drop(reader);
            now.stop = false;
            seen.1.notify_all();
            return;
        }
        seen.1.notify_all();
        if now.over {
            return;
        }
    }
}
