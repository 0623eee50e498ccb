//! The wizard in a pseudo-terminal, in turn with a program that does the least possible:
//! `cargo bench --bench terminal`. Compare the ratios; the times depend on the machine.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

#[cfg(unix)]
mod compare;
#[cfg(unix)]
mod session;

fn main() {
    #[cfg(unix)]
    compare::run();
}
