#![no_main]

#[path = "../must_hold.rs"]
mod must_hold;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| must_hold::keys(bytes));
