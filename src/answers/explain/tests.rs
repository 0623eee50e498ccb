//! What a log without end does to the memory.

use super::*;
use std::fmt::Write;

/// Makes rows as they are asked for, each with a destination and a source of its own.
struct Endless {
    rows: usize,
    made: usize,
    waiting: String,
    given: usize,
    bytes: u64,
}

impl Read for Endless {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.given == self.waiting.len() {
            self.given = 0;
            self.waiting.clear();
            if self.made < self.rows {
                let (at, fill) = (self.made, "x".repeat(100));
                self.made += 1;
                let _ = writeln!(
                    self.waiting,
                    "1795600800.123 5 node-{at} TCP_DENIED/403 9 CONNECT h{at}.{fill}.example:443 - HIER_NONE/- -"
                );
            }
        }
        let count = room.len().min(self.waiting.len() - self.given);
        room[..count].copy_from_slice(&self.waiting.as_bytes()[self.given..][..count]);
        self.given += count;
        self.bytes += count as u64;
        Ok(count)
    }
}

#[test]
fn a_log_of_ever_new_rows_keeps_to_the_limits() {
    let rows = MAX_DESTINATIONS + 20_000;
    let mut log = Endless { rows, made: 0, waiting: String::new(), given: 0, bytes: 0 };
    let mut explainer = Explainer::default();
    let (mut behind, mut last) = (0, 0);
    let mut watch = |progress: Progress| {
        behind = behind.max(progress.bytes - last);
        last = progress.bytes;
        ControlFlow::Continue(())
    };
    explainer.read("log", &mut log, &mut watch).expect("readable");
    let table = &explainer.table;
    assert_eq!(table.counts.denied, rows as u64);
    assert_eq!(table.groups.len(), MAX_DESTINATIONS);
    assert_eq!(table.counts.left_out, (rows - MAX_DESTINATIONS) as u64);
    assert_eq!(table.sources.len(), table::MAX_KNOWN);
    assert!(table.groups.iter().all(|group| group.sources.len() <= MAX_SOURCES));
    // The caller is asked all along whether to go on.
    assert!(log.bytes > 16_000_000 && behind <= 128 * 1024, "{} {behind}", log.bytes);
}
