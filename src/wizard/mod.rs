//! The wizard without a terminal: a model, the messages that change it, and the effects it
//! asks for. `update(model, message)` is the only way in.

mod answer;
mod answers;
mod command;
mod detail;
mod effect;
mod entries;
mod exports;
mod files;
mod help;
mod kept;
mod key;
pub mod keys;
mod message;
mod model;
mod over;
mod pages;
mod rescued;
mod typing;
mod undo;
mod update;

pub use answers::{About, AnswerPage, BESIDE, MOST_PASTED};
pub use detail::{PageLine, Section};
pub use effect::{Effect, Over, Purpose};
pub use entries::{Change, Entry};
pub use key::Key;
pub use message::{Message, Place, Route, WriteFault};
pub use model::{File, Focus, Model, SMALLEST, TALL};
pub use over::{Ask, ExportPage, FormatsPage, Line, LineFor, Page, Toast, View, WalkPage};
pub use rescued::Rescued;
pub use update::update;
