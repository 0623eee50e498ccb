//! The JSON reader, from the outside of its parts.
