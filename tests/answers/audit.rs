//! `audit` over whole inputs.
