//! `audit` over whole inputs.

mod builder;
mod findings;
mod properties;
mod semantics;
mod sheets;
