//! `changes` over whole inputs.
