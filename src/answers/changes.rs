//! What changed between two rule sets, and what is to be done about it.
