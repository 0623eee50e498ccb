//! `audit` over whole inputs.

mod builder;
mod findings;
mod flows;
mod properties;
mod semantics;
mod sheets;
