//! The wizard in a pseudo-terminal, in turn with a program that does the least possible and with a
//! usual ratatui program: `cargo bench --bench terminal`. Compare the ratios; the times depend on the
//! machine.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

#[cfg(unix)]
mod checklist;
#[cfg(unix)]
mod compare;
#[cfg(unix)]
mod session;

/// Started with this word, the bench is the usual ratatui program.
#[cfg(unix)]
const CHECKLIST: &str = "checklist";

fn main() {
    #[cfg(unix)]
    if std::env::args().nth(1).is_some_and(|word| word == CHECKLIST) {
        checklist::run().expect("a terminal");
    } else {
        compare::run();
    }
}
