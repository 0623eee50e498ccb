//! A program on a pseudo-terminal, and what it answers.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How far apart keys are: as a key that is held repeats itself. A processor that has slept since the
/// last one, and caches that others have used, are part of what an operator waits for.
const PAUSE: Duration = Duration::from_millis(33);
/// Pixels of a cell on a usual screen.
const PIXELS: usize = 8 * 16;
/// A frame is complete when nothing more has come for so long.
const SILENCE: Duration = Duration::from_millis(8);

/// One of the programs that are compared.
pub struct Program {
    pub name: &'static str,
    pub path: PathBuf,
    pub arguments: Vec<String>,
    /// Keys that bring it to a list in which Down moves, after the first frame.
    pub to_a_list: &'static str,
    /// Keys that leave it.
    pub quit: &'static str,
    /// Whether more keys than its terminal holds may come at once.
    pub takes_bursts: bool,
}

/// A program on its terminal.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    // The terminal ends with its master.
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    answers: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    picture: Vec<u32>,
}

/// What came until it was silent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answer {
    /// When the last of it came, from the first key or the start on.
    pub took: Duration,
    pub bytes: usize,
    /// Reads; a frame is one if the program writes it at once.
    pub reads: usize,
}

impl Session {
    /// Starts a program; the answer is its first frame.
    pub fn start(program: &Program, (columns, rows): (u16, u16)) -> (Self, Answer) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let terminal = pair.master.tty_name().expect("a name");
        let terminal =
            OpenOptions::new().read(true).write(true).open(terminal).expect("a terminal");
        // The floor does not even do that for itself.
        let mut settings = tcgetattr(&terminal).expect("settings");
        settings.make_raw();
        tcsetattr(&terminal, OptionalActions::Now, &settings).expect("settings");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (send, answers) = channel();
        thread::spawn(move || {
            let mut room = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut room) {
                if send.send((Instant::now(), room[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let start = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop((pair.slave, terminal));
        let cells = |count| NonZero::new(count).expect("a size");
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        let picture = Vec::new();
        let mut session = Self { child, _master: pair.master, writer, answers, screen, picture };
        let first = session.answer(start, SILENCE * 4);
        (session, first)
    }

    /// Types keys all at once.
    pub fn send(&mut self, keys: &str) -> Answer {
        let start = Instant::now();
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("keys");
        self.answer(start, SILENCE)
    }

    /// What happens between two keys: the terminal paints every pixel of what it was sent, and time
    /// passes.
    pub fn look(&mut self) {
        self.picture.clear();
        for letter in self.screen.screen().contents().chars() {
            self.picture.extend([u32::from(letter); PIXELS]);
        }
        std::hint::black_box(&self.picture);
        thread::sleep(PAUSE.saturating_sub(SILENCE));
    }

    fn answer(&mut self, start: Instant, silence: Duration) -> Answer {
        let mut answer = Answer::default();
        let mut patience = Duration::from_secs(3);
        while let Ok((at, bytes)) = self.answers.recv_timeout(patience) {
            answer.took = at - start;
            answer.bytes += bytes.len();
            answer.reads += 1;
            self.screen.process(&bytes);
            patience = silence;
        }
        answer
    }

    /// The text of the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// A figure of `/proc/PID/status`.
    pub fn status(&self, name: &str) -> u64 {
        let id = self.child.process_id().expect("a process");
        let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.trim_start_matches(':').split_whitespace().next());
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    /// Leaves the program; gives how long it took to end.
    pub fn quit(mut self, keys: &str) -> Duration {
        let start = Instant::now();
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("keys");
        self.child.wait().expect("it ends");
        start.elapsed()
    }
}
