//! What may lie over the main page: a line being typed, pages, a question, a message.

use super::answers::AnswerPage;
use super::effect::Purpose;
use crate::export::portal::Sheet;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tui_input::Input;

/// A line of text being typed.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is for.
    pub purpose: LineFor,
    /// Its text and cursor.
    pub input: Input,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// What a line of text is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFor {
    /// The answer to a field of the current step.
    Answer(usize),
    /// The filter of the rule list.
    Filter,
    /// A search in the export, or in an answer.
    Search,
    /// The filter of the list of formats.
    Formats,
    /// A file name, and what is to be written there.
    FileName(Purpose, Vec<u8>),
    /// The file or folder of a firewall that is to be audited.
    Firewall,
}

/// A page over the main one.
#[derive(Clone, Debug)]
pub enum Page {
    /// One rule in detail: the first line shown.
    Detail(usize),
    /// Choose a format.
    Formats(FormatsPage),
    /// See the export, write it, copy it.
    Export(ExportPage),
    /// Field after field into the portal.
    Walk(WalkPage),
    /// What is refused, what is missing, what changed.
    Answer(Box<AnswerPage>),
    /// All keys: the first line shown.
    Help(usize),
}

/// The list of formats.
#[derive(Clone, Debug)]
pub struct FormatsPage {
    /// The row under the cursor, among those that the filter leaves.
    pub cursor: usize,
    /// Text that a format must hold; empty for all.
    pub filter: String,
}

/// The export page.
#[derive(Clone, Debug)]
pub struct ExportPage {
    /// Index of the format.
    pub format: usize,
    /// The export.
    pub text: String,
    /// What the FQDN tag stands for, where the profile asks for it.
    pub tag: Option<String>,
    /// Every warning and every step, as text.
    pub notes: String,
    /// Which of them is shown.
    pub view: View,
    /// The first line shown.
    pub top: usize,
    /// The text looked for; empty when there is none.
    pub search: String,
}

/// What the export page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The export.
    Export,
    /// What the FQDN tag stands for.
    Tag,
    /// Every warning and every step.
    Notes,
}

/// The paste walk.
#[derive(Clone, Debug)]
pub struct WalkPage {
    /// The sheet being typed.
    pub sheet: Sheet,
    /// The field to copy next, counted over the whole sheet.
    pub at: usize,
    /// The fields that were copied.
    pub copied: BTreeSet<usize>,
    /// The field that was copied last.
    pub last: Option<usize>,
}

/// A question that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Take answers that were kept?
    Rescued,
    /// Leave with unsaved changes?
    Quit,
    /// Replace a file?
    Replace {
        /// What is being written.
        purpose: Purpose,
        /// Where.
        path: PathBuf,
        /// What is to be written there.
        bytes: Vec<u8>,
        /// It is our own file, changed by someone else.
        changed: bool,
    },
}

/// A message until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
}
