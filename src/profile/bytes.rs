//! From the bytes of a file to its text.

use super::problem::{BOM, Fault, FileFault, Lines, Problem};
use super::read::{Loaded, read};
use crate::catalog::Catalog;

/// The most that a profile's file may have; larger ones need not even be read.
pub const MAX_BYTES: u64 = 1_000_000;

/// Reads a profile from the bytes of a file.
///
/// # Errors
///
/// Every problem of the file, or the first hundred.
pub fn from_bytes(bytes: &[u8], catalog: &Catalog) -> Result<Loaded, Vec<Problem>> {
    let text = decode(bytes).map_err(|problem| vec![problem])?;
    read(text, catalog)
}

/// The text of a file that can be a profile.
///
/// # Errors
///
/// The file is empty, too large or not text in UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let size = bytes.len() as u64;
    if size > MAX_BYTES {
        return Err(Problem::of_file(FileFault::TooLarge(size)));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::of_file(FileFault::Utf16));
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(at_byte(bytes, offset, FileFault::Binary(offset)));
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        at_byte(bytes, offset, FileFault::NotUtf8(offset))
    })?;
    if text.trim_start_matches(BOM).trim().is_empty() {
        return Err(Problem::of_file(FileFault::Empty));
    }
    Ok(text)
}

fn at_byte(bytes: &[u8], offset: usize, fault: FileFault) -> Problem {
    let before = String::from_utf8_lossy(&bytes[..offset]);
    let place = Lines::new(&before).place(before.len());
    Problem::at(place, String::new(), Fault::File(fault))
}
