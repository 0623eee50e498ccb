//! Checks the facts under `catalog/` and writes them as static tables.
//!
//! A mistake in a fact fails the build with one line for each: file, line, id, what is wrong.

#![expect(clippy::print_stdout, reason = "cargo reads what a build script prints")]

mod compiler;
#[expect(dead_code, reason = "the crate uses the rest of the schema")]
#[path = "../../src/catalog/schema/mod.rs"]
mod schema;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=catalog");
    println!("cargo::rerun-if-changed=src/catalog/schema");
    let files = match compiler::read_folder(Path::new("catalog")) {
        Ok(files) => files,
        Err(error) => return fail(&format!("catalog: {error}")),
    };
    match compiler::compile(&files) {
        Ok(code) => {
            let out = std::env::var_os("OUT_DIR").unwrap_or_default();
            match std::fs::write(Path::new(&out).join("catalog.rs"), code) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&format!("catalog.rs: {error}")),
            }
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                println!("cargo::error={mistake}");
            }
            ExitCode::FAILURE
        }
    }
}

fn fail(message: &str) -> ExitCode {
    println!("cargo::error={message}");
    ExitCode::FAILURE
}
