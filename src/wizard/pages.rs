//! The pages over the main one: a rule in detail, the paste walk, help; scrolling and searching.

use super::effect::Effect;
use super::model::Model;
use super::over::{Line, LineFor, Page, WalkPage};
use crate::export;
use crate::export::portal::{self, How};
use std::collections::BTreeSet;

impl Model {
    /// What was copied, for the message.
    #[must_use]
    pub fn copied_name(&self) -> String {
        match self.pages.last() {
            Some(Page::Walk(walk)) => {
                let field = walk.last.and_then(|at| walk.sheet.fields().nth(at));
                field.map(|field| field.label.to_owned()).unwrap_or_default()
            }
            Some(Page::Answer(_)) => self.words().report.to_owned(),
            _ => self.format.map_or("", |format| export::formats()[format].id).to_owned(),
        }
    }

    /// Starts the paste walk through the portal's fields.
    pub(super) fn open_walk(&mut self) {
        let is_portal = |page: &Page| match page {
            Page::Export(page) => export::formats()[page.format].id == portal::ID,
            _ => false,
        };
        if !self.pages.last().is_some_and(is_portal) {
            self.say(self.words().walk_is_for_portal);
            return;
        }
        let sheet = portal::sheet(self.exported(), self.options);
        let left = self.walk.take().filter(|walk| walk.sheet == sheet);
        let at = sheet.fields().position(|field| field.how == How::Type).unwrap_or(0);
        let new = WalkPage { sheet, at, copied: BTreeSet::new(), last: None };
        self.pages.push(Page::Walk(left.unwrap_or(new)));
    }

    /// Copies the field and goes to the next.
    pub(super) fn copy_next(&mut self) -> Vec<Effect> {
        let done = self.words().walk_done;
        let Some(Page::Walk(walk)) = self.pages.last_mut() else { return Vec::new() };
        let Some(field) = walk.sheet.fields().nth(walk.at) else { return Vec::new() };
        let value = field.value.clone();
        walk.copied.insert(walk.at);
        walk.last = Some(walk.at);
        // A field that is chosen from a list needs no clipboard: the walk steps over it.
        let is_typed = |(_, field): &(usize, &portal::Field)| field.how == How::Type;
        let next = walk.sheet.fields().enumerate().skip(walk.at + 1).find(is_typed);
        let next = next.map(|(index, _)| index);
        if let Some(next) = next {
            walk.at = next;
        } else {
            self.say(done);
        }
        vec![Effect::Copy(value)]
    }

    /// Shows the rule under the cursor in detail.
    pub(super) fn open_detail(&mut self) {
        if !self.entries().is_empty() {
            self.pages.push(Page::Detail(0));
        }
    }

    /// Opens the line in which a filter or a search is typed.
    pub(super) fn open_filter(&mut self) {
        let (purpose, text) = match self.pages.last() {
            Some(Page::Export(page)) => (LineFor::Search, page.search.clone()),
            Some(Page::Answer(page)) => (LineFor::Search, page.search.clone()),
            Some(Page::Formats(page)) => (LineFor::Formats, page.filter.clone()),
            _ => (LineFor::Filter, self.filter.clone()),
        };
        if purpose == LineFor::Filter {
            self.focus = super::model::Focus::Rules;
        }
        self.line = Some(Line { purpose, input: text.into(), error: None });
    }

    /// Moves the export, or the answer, to the next line that holds the search.
    pub(super) fn search(&mut self, text: &str) {
        let answer: Vec<String> = self.answer_lines().into_iter().map(|(line, _)| line).collect();
        let wanted = text.to_lowercase();
        let (lines, top, search) = match self.pages.last_mut() {
            Some(Page::Export(page)) => {
                let lines = page.shown().lines().map(str::to_lowercase).collect();
                (lines, &mut page.top, &mut page.search)
            }
            Some(Page::Answer(page)) => {
                let lines = answer.iter().map(|line| line.to_lowercase()).collect::<Vec<_>>();
                (lines, &mut page.hit, &mut page.search)
            }
            _ => return,
        };
        let start = if search == text { *top + 1 } else { *top };
        text.clone_into(search);
        let hit = |index: &usize| lines[*index].contains(&wanted);
        let found = (start..lines.len()).chain(0..start.min(lines.len())).find(hit);
        match found.filter(|_| !wanted.is_empty()) {
            Some(line) => *top = line,
            None if wanted.is_empty() => {}
            None => self.complain(self.words().no_match),
        }
        self.show_hit();
    }

    /// Brings the line of an answer that was found into view.
    fn show_hit(&mut self) {
        let limit = self.scroll_limit();
        if let Some(Page::Answer(page)) = self.pages.last_mut() {
            page.top = page.hit.min(limit);
        }
    }

    /// Scrolls the page on top; the face shows what there is.
    pub(super) fn scroll(&mut self, by: isize, limit: usize) {
        let moved = |top: usize| top.saturating_add_signed(by).min(limit);
        match self.pages.last_mut() {
            Some(Page::Detail(top) | Page::Help(top)) => *top = moved(*top),
            Some(Page::Export(page)) => page.top = moved(page.top),
            Some(Page::Answer(page)) => {
                page.top = moved(page.top);
                page.hit = page.top;
            }
            Some(Page::Formats(page)) => page.cursor = moved(page.cursor),
            Some(Page::Walk(walk)) => {
                let last = walk.sheet.fields().count().saturating_sub(1);
                walk.at = walk.at.saturating_add_signed(by).min(last);
            }
            None => {}
        }
    }

    /// The furthest that the page on top scrolls.
    pub(super) fn scroll_limit(&self) -> usize {
        match self.pages.last() {
            Some(Page::Export(page)) => page.shown().lines().count().saturating_sub(1),
            Some(Page::Formats(page)) => page.formats(self.language).len().saturating_sub(1),
            Some(Page::Answer(page)) => self.answer_limit(page),
            Some(Page::Detail(_)) => {
                let room = usize::from(self.middle_rows());
                self.detail_lines(self.size.0.into()).len().saturating_sub(room)
            }
            Some(Page::Help(_)) => {
                let room = usize::from(self.middle_rows());
                self.help_lines(self.size.0.into()).len().saturating_sub(room)
            }
            _ => 0,
        }
    }
}
