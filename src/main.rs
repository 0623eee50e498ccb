//! The `aks-egress` program.
fn main() {}
