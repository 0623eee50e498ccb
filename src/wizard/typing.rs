//! What is typed or pasted into a line of text.

use super::effect::Effect;
use super::key::Key;
use super::keys::Context;
use super::model::Model;
use super::over::{LineFor, Page};
use tui_input::InputRequest;

impl Model {
    /// A key in a line of text.
    pub(super) fn type_key(&mut self, key: Key) {
        let request = match key {
            Key::Char(letter) => InputRequest::InsertChar(letter),
            Key::Backspace => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
            Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
            Key::Ctrl('w') => InputRequest::DeletePrevWord,
            Key::Ctrl('k') => InputRequest::DeleteTillEnd,
            _ => return,
        };
        self.edit(&[request]);
    }

    /// Takes away all that stands in the line: an answer or a file name that was proposed.
    pub(super) fn clear_line(&mut self) {
        self.edit(&[InputRequest::DeleteLine]);
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.toast = None;
        if self.line.is_none()
            && let Some(Page::Answer(page)) = self.pages.last_mut()
        {
            page.paste(text);
            return Vec::new();
        }
        let one_line: String = text
            .trim()
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control())
            .take(4096)
            .collect();
        if self.context() == Context::Edit && self.step != crate::steps::REVIEW_STEP {
            self.choose();
        }
        if self.context().takes_text() {
            let apart = if self.continues_list() { ", " } else { "" };
            let requests: Vec<InputRequest> =
                apart.chars().chain(one_line.chars()).map(InputRequest::InsertChar).collect();
            self.edit(&requests);
        }
        Vec::new()
    }

    fn edit(&mut self, requests: &[InputRequest]) {
        if let Some(line) = &mut self.line {
            for request in requests {
                line.input.handle(*request);
            }
            line.error = None;
            match line.purpose {
                LineFor::Filter => {
                    line.input.value().clone_into(&mut self.filter);
                    self.entry = 0;
                }
                LineFor::Formats => {
                    if let Some(Page::Formats(page)) = self.pages.last_mut() {
                        line.input.value().clone_into(&mut page.filter);
                        page.cursor = 0;
                    }
                }
                _ => {}
            }
        } else if let Some(Page::Answer(page)) = self.pages.last_mut() {
            for request in requests {
                page.input.handle(*request);
            }
        } else {
            for request in requests {
                self.region_filter.handle(*request);
            }
            self.cursors[self.step] = 0;
        }
    }
}
