//! The three questions about what is there already, asked as an operator asks them.

mod audit;
mod audit_exports;
mod audit_text;
mod changes;
mod explain;
