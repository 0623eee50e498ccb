//! The wizard as numbered line prompts, for screen readers and bare consoles.
//!
//! A second face of one model: each line becomes the messages that keys and mouse would send,
//! and `update` decides. The face itself only lists, asks and tells, line by line; nothing is
//! drawn anew. The end of the input never chooses anything.

mod answer;
mod answers;
mod asking;
mod changes;
mod command;
mod exports;
mod face;
mod listing;
mod reader;
mod tell;
mod why;

pub use face::Perform;

use crate::wizard::Model;
use face::{Face, Said};
use std::io::{self, BufRead, Write};

/// How a dialogue is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Write the lines that were read, because no terminal does.
    pub echo: bool,
    /// Write no characters beyond ASCII of our own accord.
    pub ascii: bool,
}

/// How a dialogue ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The operator left.
    Left,
    /// There was no more input. What was not saved, the caller may keep.
    InputEnded,
}

/// Holds the dialogue until the operator leaves or the input ends. `watch` sees the model after
/// each answer.
///
/// # Errors
/// When input or output fail.
pub fn run(
    model: &mut Model,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    perform: &mut Perform<'_>,
    watch: &mut dyn FnMut(&Model),
    options: Options,
) -> io::Result<Ending> {
    let mut face = Face::new(model, input, output, perform, options);
    face.welcome()?;
    if face.model.ask.is_some() {
        face.telling_changes(Face::settle)?;
    }
    while !face.over() {
        face.list_if_changed()?;
        let prompt = face.step_prompt();
        match face.ask(&prompt)? {
            Said::Line(line) if line.is_empty() => face.go_on()?,
            Said::Line(line) => face.answer(&line)?,
            Said::Command(command, rest) => face.obey(command, &rest)?,
            Said::End => {}
        }
        face.settle()?;
        watch(face.model);
    }
    if face.left {
        return Ok(Ending::Left);
    }
    let unsaved = face.model.unsaved();
    let words = face.words();
    face.say(if unsaved { words.ended_unsaved } else { words.ended })?;
    Ok(Ending::InputEnded)
}
