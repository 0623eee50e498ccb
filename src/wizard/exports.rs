//! Choosing a format, seeing the export, copying it.

use super::effect::Effect;
use super::model::Model;
use super::over::{ExportPage, FormatsPage, Page, View};
use crate::cells::{safe, wrap};
use crate::export::azure::tag_page;
use crate::export::{self, Family, Format};
use crate::profile::Language;
use crate::rules::{Finding, Severity};
use crate::words::With1;

impl FormatsPage {
    /// The formats that hold the filter in their id, name, purpose or family, by their index.
    #[must_use]
    pub fn formats(&self, language: Language) -> Vec<usize> {
        let wanted = self.filter.to_lowercase();
        let holds = |format: &Format| {
            let family = format.family.title().get(language);
            let texts = [format.id, format.title.get(language), format.about.get(language), family];
            texts.iter().any(|text| text.to_lowercase().contains(&wanted))
        };
        let all = export::formats().iter().enumerate();
        all.filter(|(_, format)| holds(format)).map(|(index, _)| index).collect()
    }
}

impl ExportPage {
    /// The text on the screen.
    #[must_use]
    pub fn shown(&self) -> &str {
        match (self.view, &self.tag) {
            (View::Notes, _) => &self.notes,
            (View::Tag, Some(tag)) => tag,
            _ => &self.text,
        }
    }
}

impl Model {
    /// Whether something stops exports and audits: then it is said, and the question about it is
    /// shown.
    pub(super) fn refuses(&mut self, say: With1) -> bool {
        let wanted = self.answers.destinations.service_tags.as_ref();
        if let Some((path, Err(fault))) = &self.tags
            && wanted == Some(path)
        {
            let fault = fault.clone();
            self.go_to_key("destinations.service_tags");
            self.complain(say(&fault));
            return true;
        }
        let stops = |finding: &&Finding| finding.severity() == Severity::Refusal;
        let Some(finding) = self.rules.findings.iter().find(stops).cloned() else { return false };
        self.go_to_key(finding.key());
        self.complain(say(&finding.text(self.language)));
        true
    }

    /// Opens the list of formats at the one that was chosen last, or says why there is no export.
    ///
    /// From an audit, only what is missing is exported.
    pub(super) fn open_formats(&mut self) {
        let missing = match self.pages.last() {
            Some(Page::Answer(page)) => page.missing(&self.rules),
            _ => None,
        };
        if missing.as_ref().is_some_and(|missing| missing.rules.is_empty()) {
            self.say(self.words().nothing_missing);
        } else if !self.refuses(self.words().refused) {
            self.missing = missing;
            let cursor = self.format.unwrap_or(0);
            self.pages.push(Page::Formats(FormatsPage { cursor, filter: String::new() }));
        }
    }

    /// Shows the export in the format under the cursor.
    pub(super) fn open_export(&mut self) {
        let Some(Page::Formats(page)) = self.pages.last() else { return };
        if let Some(&format) = page.formats(self.language).get(page.cursor) {
            self.show_format(format);
        }
    }

    fn export_page(&self, format: usize) -> ExportPage {
        let known = &export::formats()[format];
        let text = export::render(known, self.exported(), self.options);
        let tag =
            (known.family == Family::AzureFirewall).then(|| tag_page(self.exported())).flatten();
        let notes = self.all_notes(known);
        let search = String::new();
        ExportPage { format, text, tag, notes, view: View::Export, top: 0, search }
    }

    /// Says the warnings and steps of the export that is shown anew, in the language and for the
    /// width of now.
    pub(super) fn renew_notes(&mut self) {
        let Some(Page::Export(page)) = self.pages.last() else { return };
        let notes = self.all_notes(&export::formats()[page.format]);
        if let Some(Page::Export(page)) = self.pages.last_mut() {
            page.notes = notes;
        }
    }

    /// Every warning about the export and every step, whole.
    fn all_notes(&self, format: &'static Format) -> String {
        const WIDEST: usize = 100;
        let wide = usize::from(self.size.0).saturating_sub(2).min(WIDEST);
        let words = self.words();
        let mut lines = Vec::new();
        let warnings = format.warnings(self.exported(), self.options, self.language);
        let findings = &self.exported().findings;
        let findings = findings.iter().map(|finding| finding.text(self.language));
        let texts = findings.chain(warnings.iter().map(|warning| warning.text.clone()));
        for (index, text) in texts.enumerate() {
            let label = format!("{} {}", words.warning, index + 1);
            lines.extend(wrap(&(words.labelled)(&label, &safe(&text)), wide));
            lines.push(String::new());
        }
        for step in format.steps.get(self.language).lines() {
            lines.extend(wrap(&format!("- {step}"), wide));
        }
        lines.join("\n")
    }

    /// Shows the export in a format: over the list of formats, or in place of another.
    pub(super) fn show_format(&mut self, format: usize) {
        if format >= export::formats().len() {
            return;
        }
        match self.pages.last() {
            Some(Page::Formats(_)) => {}
            Some(Page::Export(_)) => {
                self.pages.pop();
            }
            _ => return,
        }
        // The list behind follows, so that going back leads to where one was.
        if let Some(Page::Formats(page)) = self.pages.last_mut() {
            page.filter.clear();
            page.cursor = format;
        }
        self.pages.push(Page::Export(self.export_page(format)));
        self.format = Some(format);
    }

    /// One format further, or back.
    pub(super) fn turn_format(&mut self, forward: bool) {
        let Some(Page::Export(page)) = self.pages.last() else { return };
        let count = export::formats().len();
        let step = if forward { 1 } else { count - 1 };
        self.show_format((page.format + step) % count);
    }

    /// Allows what is wider than asked for where a format can say nothing else, or forbids it.
    pub(super) fn toggle_wider(&mut self) {
        self.options.allow_wider = !self.options.allow_wider;
        if let Some(Page::Export(page)) = self.pages.last() {
            let (format, top) = (page.format, page.top);
            self.show_format(format);
            self.scroll(isize::try_from(top).unwrap_or(0), self.scroll_limit());
        }
        let words = self.words();
        self.say(if self.options.allow_wider {
            words.wider_allowed
        } else {
            words.wider_forbidden
        });
    }

    /// Between the export and another view of it.
    pub(super) fn toggle_view(&mut self, view: View) {
        if matches!(self.pages.last(), Some(Page::Formats(_))) {
            self.open_export();
        }
        let no_tag = self.words().no_tag_view;
        match self.pages.last_mut() {
            Some(Page::Export(page)) if view != View::Tag || page.tag.is_some() => {
                page.view = if page.view == view { View::Export } else { view };
                page.top = 0;
            }
            _ => self.say(no_tag),
        }
    }

    /// From another view back to the export; whether there was one.
    pub(super) fn leave_view(&mut self) -> bool {
        match self.pages.last_mut() {
            Some(Page::Export(page)) if page.view != View::Export => {
                page.view = View::Export;
                page.top = 0;
                true
            }
            _ => false,
        }
    }

    /// To the next line of the export that holds what was searched for last.
    pub(super) fn search_again(&mut self) {
        let text = match self.pages.last() {
            Some(Page::Export(page)) => page.search.clone(),
            Some(Page::Answer(page)) => page.search.clone(),
            _ => return,
        };
        self.search(&text);
    }

    /// Copies the rules in the format that was chosen last, or lets one be chosen.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        if let Some(Page::Answer(page)) = self.pages.last() {
            return page.sheet.iter().map(|sheet| Effect::Copy(sheet.markdown())).collect();
        }
        if self.refuses(self.words().refused) {
            return Vec::new();
        }
        match (self.pages.last(), self.format) {
            (Some(Page::Export(page)), _) => {
                self.format = Some(page.format);
                vec![Effect::Copy(page.text.clone())]
            }
            (_, Some(format)) => vec![Effect::Copy(self.export_page(format).text)],
            (_, None) => {
                self.open_formats();
                self.say(self.words().choose_format);
                Vec::new()
            }
        }
    }
}
