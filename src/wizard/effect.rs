//! What the wizard wants done. It does nothing itself.

use std::path::PathBuf;

/// One thing to do outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write a file, whole or not at all; answered by `Message::Written`.
    Write {
        /// What it is.
        purpose: Purpose,
        /// Where; relative paths start at the working directory.
        path: PathBuf,
        /// The whole content.
        bytes: Vec<u8>,
        /// When an existing file may be replaced.
        over: Over,
    },
    /// Put a text on the clipboard; answered by `Message::Copied`.
    Copy(String),
    /// Read a service tag file; answered by `Message::ServiceTags`.
    ReadServiceTags {
        /// The path as the profile has it.
        path: String,
        /// The folder that relative paths start at: that of the profile.
        folder: PathBuf,
    },
    /// Read a log, or whatever else can be explained; answered by `Message::Log`.
    ReadLog(String),
    /// Read a firewall's files; answered by `Message::Firewall`.
    ReadFirewall {
        /// The file, or the folder that holds its files, as it was typed.
        path: String,
        /// The region that stands for what the files leave open.
        region: String,
    },
    /// Remove a file of answers that were kept; nothing is answered.
    Remove(PathBuf),
    /// Take mouse events, or leave them to the terminal.
    Mouse(bool),
    /// Draw every cell anew, whatever the terminal shows.
    Redraw,
    /// Stop the program until it is brought to the foreground.
    Suspend,
    /// Leave.
    Quit,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The profile.
    Profile,
    /// An export.
    Export,
}

/// When an existing file may be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// Never.
    Nothing,
    /// If it still has this content.
    Unchanged(Vec<u8>),
    /// Always.
    Anything,
}
