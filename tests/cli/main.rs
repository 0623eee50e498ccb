//! The command line: the real binary, its streams and its exit codes.
//!
//! Transcripts under `snapshots/cli` are reviewed; `SNAPSHOTS=overwrite cargo test --test cli`
//! writes them anew.

#![expect(clippy::unwrap_used, reason = "a test may fail by panic")]
#![cfg_attr(unix, expect(clippy::print_stdout, reason = "a test that is skipped says so"))]

mod audit;
mod check;
mod diff;
mod disk;
mod docs;
mod explain;
mod export;
mod fleet;
mod limits;
mod list;
mod program;
#[cfg(unix)]
#[path = "../support/pty.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod pty;
mod wizard;
