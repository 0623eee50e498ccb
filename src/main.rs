//! The `aks-egress` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    aks_egress::cli::main()
}
