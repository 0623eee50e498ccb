//! `explain` over whole inputs.
