//! Bytes of an input, some of them looked at before they are taken.

use crate::answers::explain::Progress;
use crate::answers::input;
use std::cell::Cell;
use std::io::{self, ErrorKind, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// So much is read at once, and so often the reader is asked whether to go on.
const ROOM: usize = 64 * 1024;

/// What the bytes not yet taken may need, as every reader of them has a limit of its own.
const MOST: usize = 4 * 1024 * 1024;

/// Why there are no more bytes.
#[derive(Debug)]
pub(super) enum End {
    /// That was all.
    Whole,
    /// The reader was told to stop.
    BrokenOff,
    /// The system gave no more, or packed data are broken.
    Fault(io::Error),
}

/// Counts what is taken from the file itself, before it is unpacked.
struct Counted<R> {
    input: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(room)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

/// The bytes that were read and not yet taken, and how to get more.
pub(super) struct Source<'a> {
    input: input::Bytes<'a>,
    watch: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
    bytes: Rc<Cell<u64>>,
    room: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes read since `watch` was called.
    unseen: usize,
    /// The number of the line in which the next byte stands.
    pub line: u64,
    /// Rows read so far.
    pub rows: u64,
    pub ended: Option<End>,
    /// The start of a record that was too long to be kept.
    pub kept: Vec<u8>,
}

impl<'a> Source<'a> {
    pub(super) fn new(
        input: impl Read + 'a,
        watch: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> io::Result<Self> {
        let bytes = Rc::new(Cell::new(0));
        let input = input::unpacked(Counted { input, count: Rc::clone(&bytes) })?;
        let room = vec![0; 2 * ROOM];
        Ok(Self {
            input,
            watch,
            bytes,
            room,
            start: 0,
            end: 0,
            unseen: 0,
            line: 1,
            rows: 0,
            ended: None,
            kept: Vec::new(),
        })
    }

    /// What was read and not yet taken.
    pub(super) fn rest(&self) -> &[u8] {
        &self.room[self.start..self.end]
    }

    /// The byte so far ahead; `None` at the end of the input.
    pub(super) fn byte(&mut self, ahead: usize) -> Option<u8> {
        while self.end - self.start <= ahead {
            if !self.more() {
                return None;
            }
        }
        Some(self.room[self.start + ahead])
    }

    /// Keeps the start of what is to be taken, to tell of it.
    pub(super) fn keep(&mut self) {
        self.kept = self.rest()[..self.rest().len().min(1024)].to_vec();
    }

    /// Takes so many of the bytes that were read.
    pub(super) fn take(&mut self, count: usize) {
        let end = (self.start + count).min(self.end);
        let lines = memchr::memchr_iter(b'\n', &self.room[self.start..end]).count();
        self.line += lines as u64;
        self.start = end;
    }

    /// Reads on behind what is not yet taken; `false` at the end.
    pub(super) fn more(&mut self) -> bool {
        while self.ended.is_none() {
            if self.unseen >= ROOM {
                self.unseen = 0;
                let progress = Progress { bytes: self.bytes.get(), rows: self.rows };
                if (self.watch)(progress).is_break() {
                    self.ended = Some(End::BrokenOff);
                    return false;
                }
            }
            self.make_room();
            match self.input.read(&mut self.room[self.end..self.end + ROOM]) {
                Ok(0) => self.ended = Some(End::Whole),
                Ok(count) => {
                    self.end += count;
                    self.unseen += count;
                    return true;
                }
                // A signal: perhaps the one that is to break it off.
                Err(error) if error.kind() == ErrorKind::Interrupted => self.unseen = ROOM,
                Err(error) => self.ended = Some(End::Fault(error)),
            }
        }
        false
    }

    /// Takes the rest of a line, however long it is.
    pub(super) fn skip_line(&mut self) {
        loop {
            let end = memchr::memchr(b'\n', self.rest());
            self.take(end.map_or(self.end - self.start, |at| at + 1));
            if end.is_some() || !self.more() {
                return;
            }
        }
    }

    /// The length of the next line with its line break, or of what is left of the input; `None` if
    /// it is longer than `most`.
    pub(super) fn line_length(&mut self, most: usize) -> Option<usize> {
        let mut seen = 0;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.rest()[seen..]) {
                return (seen + at < most).then_some(seen + at + 1);
            }
            seen = self.rest().len();
            if seen > most {
                return None;
            }
            if !self.more() {
                return Some(seen);
            }
        }
    }

    /// Room for one more reading behind the bytes. Callers limit how much stays untaken.
    fn make_room(&mut self) {
        if self.end + ROOM <= self.room.len() {
            return;
        }
        self.room.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end + ROOM > self.room.len() {
            self.room.resize((self.room.len() * 2).max(self.end + ROOM), 0);
            debug_assert!(self.room.len() <= MOST, "no reader keeps more than one record");
        }
    }
}
