//! Everything the wizard knows. Only `update` changes it; faces read it.

use super::kept::Kept;
use super::keys::Context;
use super::over::{Ask, Line, Page, Toast, WalkPage};
use super::rescued::Rescued;
use crate::catalog::{Catalog, Cloud};
use crate::cells;
use crate::export::Options;
use crate::profile::{Language, Profile};
use crate::rules::{Changes, RuleSet, resolve};
use crate::service_tags::ServiceTags;
use crate::steps::{self, Mark, REGION_STEP, REVIEW_STEP, STEPS, Step};
use crate::words::wizard::{EN, WizardWords, ZH};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tui_input::Input;

/// Columns and rows below which nothing sensible can be shown.
pub const SMALLEST: (u16, u16) = (40, 10);

/// From this many rows on, there is room for rules below the question.
pub const TALL: u16 = 20;

/// The state of the wizard.
#[derive(Clone, Debug)]
pub struct Model {
    /// The facts.
    pub catalog: &'static Catalog,
    /// Language of the screen.
    pub language: Language,
    /// Every answer, also those that others make void.
    pub answers: Profile,
    /// The answers as they were last saved or loaded.
    pub saved: Profile,
    /// The profile's file.
    pub file: Option<File>,
    /// Where a new profile is to be saved.
    pub save_to: Option<PathBuf>,
    /// The service tag file: its path in the profile, and its tags or what is wrong.
    pub tags: Option<(String, Result<ServiceTags, String>)>,
    /// The rules of the answers.
    pub rules: RuleSet,
    /// What the last choice changed.
    pub changes: Changes,
    /// Answers before each change, oldest first.
    pub undo: Vec<Profile>,
    /// Answers that were undone, oldest first.
    pub redo: Vec<Profile>,
    /// The current step.
    pub step: usize,
    /// The cursor of each step.
    pub cursors: Vec<usize>,
    /// What is typed into the region filter.
    pub region_filter: Input,
    /// Question or rule list.
    pub focus: Focus,
    /// The cursor of the rule list.
    pub entry: usize,
    /// The filter of the rule list.
    pub filter: String,
    /// Whether the rule list shows the rules not needed.
    pub show_absent: bool,
    /// An answer is being changed from the review page: go back there.
    pub reviewing: bool,
    /// A line of text being typed.
    pub line: Option<Line>,
    /// Pages over the main one, the visible one last.
    pub pages: Vec<Page>,
    /// A question that waits for an answer.
    pub ask: Option<Ask>,
    /// A message until the next key.
    pub toast: Option<Toast>,
    /// The format that `y` copies, once it was chosen.
    pub format: Option<usize>,
    /// Only the rules that a firewall lacks, where these are to be exported.
    pub missing: Option<RuleSet>,
    /// What was allowed for exports in this session.
    pub options: Options,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Whether mouse events are taken.
    pub mouse: bool,
    /// The last key was Ctrl-c.
    pub interrupted: bool,
    /// Leave once the profile is saved.
    pub quit_when_saved: bool,
    /// Lines that were typed and left with Esc, by the key of their field.
    pub drafts: BTreeMap<&'static str, String>,
    /// The region that was chosen in each cloud.
    pub regions: BTreeMap<Cloud, String>,
    /// The rules before the last choice.
    pub before: RuleSet,
    /// The paste walk as it was left.
    pub walk: Option<WalkPage>,
    pub(super) kept: Kept,
    /// Answers of an earlier wizard that were never saved.
    pub rescued: Option<Rescued>,
}

/// A profile's file as it was last read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
}

/// What the arrows move in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The rows of the step.
    Question,
    /// The rule list.
    Rules,
}

impl Model {
    /// A wizard over these answers; `file` is where they come from.
    #[must_use]
    pub fn new(
        catalog: &'static Catalog,
        answers: Profile,
        file: Option<File>,
        language: Language,
    ) -> Self {
        let rules = resolve(catalog, &answers, None);
        let cursors = steps::first_answers(&answers, catalog, language);
        // Who opens a profile wants to see it whole first.
        let step = if file.is_some() { REVIEW_STEP } else { 0 };
        Self {
            catalog,
            language,
            saved: answers.clone(),
            answers,
            file,
            save_to: None,
            tags: None,
            before: rules.clone(),
            walk: None,
            rescued: None,
            rules,
            changes: Changes::default(),
            undo: Vec::new(),
            redo: Vec::new(),
            step,
            cursors,
            region_filter: Input::default(),
            focus: Focus::Question,
            entry: 0,
            filter: String::new(),
            show_absent: false,
            reviewing: false,
            line: None,
            pages: Vec::new(),
            ask: None,
            toast: None,
            format: None,
            missing: None,
            options: Options::default(),
            size: (80, 24),
            mouse: false,
            interrupted: false,
            quit_when_saved: false,
            drafts: BTreeMap::new(),
            regions: BTreeMap::new(),
            kept: Kept::default(),
        }
    }

    /// The sentences of the screen's language.
    #[must_use]
    pub fn words(&self) -> &'static WizardWords {
        self.language.of(&EN, &ZH)
    }

    /// What has the keyboard.
    #[must_use]
    pub fn context(&self) -> Context {
        self.context_over(self.pages.len())
    }

    /// What has the keyboard when only the first `pages` pages are open.
    #[must_use]
    pub fn context_over(&self, pages: usize) -> Context {
        let page = self.pages[..pages.min(self.pages.len())].last();
        match (&self.ask, &self.line, page) {
            (Some(Ask::Quit), ..) => Context::AskQuit,
            (Some(Ask::Replace { .. }), ..) => Context::AskReplace,
            (Some(Ask::Rescued), ..) => Context::AskRescued,
            (_, Some(_), _) => Context::Line,
            (.., Some(Page::Detail(_))) => Context::Detail,
            (.., Some(Page::Formats(_))) => Context::Formats,
            (.., Some(Page::Export(_))) => Context::Export,
            (.., Some(Page::Walk(_))) => Context::Walk,
            (.., Some(Page::Answer(page))) => page.context(),
            (.., Some(Page::Help(_))) => Context::Help,
            _ if self.focus == Focus::Rules => Context::Rules,
            _ if self.step == REGION_STEP => Context::Regions,
            _ => match self.rows().get(self.cursor()).map(|row| &row.mark) {
                Some(Mark::Check(_) | Mark::Pulled) => Context::Tick,
                Some(Mark::Line(_) | Mark::Answer(..)) => Context::Edit,
                Some(Mark::Task(_)) => Context::Task,
                Some(Mark::Radio(_)) | None => Context::Question,
            },
        }
    }

    /// Whether the terminal is too small to show what a key would do.
    #[must_use]
    pub fn too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// Lines for messages above the keys.
    #[must_use]
    pub fn status_rows(&self) -> u16 {
        if self.size.1 >= TALL { 2 } else { 1 }
    }

    /// Lines between title and messages, in which pages are shown.
    #[must_use]
    pub fn middle_rows(&self) -> u16 {
        self.size.1.saturating_sub(5 + self.status_rows())
    }

    /// The current step.
    #[must_use]
    pub fn current_step(&self) -> &'static Step {
        &STEPS[self.step]
    }

    /// The row under the cursor of the current step.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursors[self.step]
    }

    /// The profile's file, whether it is there or will be.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| &file.path).or(self.save_to.as_ref()).map(PathBuf::as_path)
    }

    /// That file's name as it is shown.
    #[must_use]
    pub fn file_name(&self) -> Cow<'_, str> {
        let path = self.path().map(Path::to_string_lossy);
        path.map_or(self.words().new_profile.into(), |path| cells::safe(&path).into_owned().into())
    }

    /// The path of the service tag file that the answers name, if it was not read yet.
    pub(super) fn wanted_tags(&self) -> Option<String> {
        let path = self.answers.destinations.service_tags.clone()?;
        let known = self.tags.as_ref().is_some_and(|(read, _)| *read == path);
        (!known).then_some(path)
    }

    /// The service tags that the answers name, if they were read.
    pub(super) fn read_tags(&self) -> Option<&ServiceTags> {
        let (path, tags) = self.tags.as_ref()?;
        let wanted = self.answers.destinations.service_tags.as_ref() == Some(path);
        tags.as_ref().ok().filter(|_| wanted)
    }

    /// Resolves the answers anew.
    pub(super) fn resolve(&self) -> RuleSet {
        resolve(self.catalog, &self.answers, self.read_tags())
    }

    /// The rules that exports write.
    #[must_use]
    pub fn exported(&self) -> &RuleSet {
        self.missing.as_ref().unwrap_or(&self.rules)
    }

    /// How many rows a page has, roughly: what a page up or down moves by.
    pub(super) fn page_rows(&self) -> usize {
        usize::from(self.size.1.saturating_sub(8)).max(1)
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.toast = Some(Toast { text: text.into(), bad: false });
    }

    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.toast = Some(Toast { text: text.into(), bad: true });
    }
}
