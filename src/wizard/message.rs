//! Everything that can happen to the wizard.

use super::effect::Purpose;
use super::key::Key;
use crate::answers::audit::Firewall;
use crate::answers::explain::Explainer;
use crate::service_tags::ServiceTags;
use crate::steps::Task;
use std::path::PathBuf;

/// An event from the terminal, or the answer to an effect.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; line breaks and control characters may be in it.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The mouse was pressed on what lies at this cell.
    Click {
        /// Column, from 0.
        column: u16,
        /// Row, from 0.
        row: u16,
    },
    /// Something that can be pointed at was pointed at.
    Point(Place),
    /// A line of text was given for the row under the cursor, as a whole.
    Answer(String),
    /// The wheel was turned: lines down, or up if negative, over this cell.
    Wheel {
        /// Lines.
        lines: i16,
        /// Column, from 0.
        column: u16,
        /// Row, from 0.
        row: u16,
    },
    /// A write was tried.
    Written {
        /// What was written.
        purpose: Purpose,
        /// Where.
        path: PathBuf,
        /// What should stand there.
        bytes: Vec<u8>,
        /// How it went.
        result: Result<(), WriteFault>,
    },
    /// A copy was tried.
    Copied(Result<Route, String>),
    /// The service tag file was read; the error is ready to be shown.
    ServiceTags {
        /// The path as the profile has it.
        path: String,
        /// The tags, or what is wrong.
        result: Result<ServiceTags, String>,
    },
    /// A log was read, from the file that was typed; the error is ready to be shown.
    Log(Result<Box<Explainer>, String>),
    /// A firewall's files were read; the error is ready to be shown.
    Firewall {
        /// The path as it was typed.
        path: String,
        /// The firewall, or what is wrong.
        result: Result<Firewall, String>,
    },
}

/// Why a file was not written. Nothing was changed on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteFault {
    /// There is a file already.
    Exists,
    /// The file is no longer as it was read.
    Changed,
    /// The system said no; the text is its reason.
    Failed(String),
}

/// The way that a copied text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The desktop's clipboard took it.
    Desktop,
    /// It was sent to the terminal as OSC 52, which gives no receipt.
    Terminal {
        /// Wrapped for tmux.
        tmux: bool,
    },
}

/// Something on the screen that the mouse, or a number in the plain face, can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A step, in the list of steps.
    Step(usize),
    /// A row of the current step.
    Row(usize),
    /// An entry of the rule list.
    Entry(usize),
    /// A format, on the export page.
    Format(usize),
    /// Something to do beside the questions.
    Task(Task),
}
