//! The pages of the three answers: what is refused, what a firewall lacks, what changed.

use super::effect::Effect;
use super::keys::Context;
use super::model::Model;
use super::over::{Line, LineFor, Page};
use crate::answers::audit::{self, Firewall, Wanted};
use crate::answers::changes::{self, Side};
use crate::answers::explain::{self, Explainer};
use crate::answers::sheet::{LineKind, Sheet};
use crate::profile::{Language, Profile};
use crate::rules::RuleSet;
use crate::steps::Task;
use std::ops::ControlFlow;
use tui_input::Input;

/// The most characters of a paste; a terminal hands in no more at once.
pub const MOST_PASTED: usize = 1 << 20;

/// Lines above the verdicts: what was asked, and a rule.
const QUESTION: u16 = 2;

/// From this width on, the rules stand beside the verdicts.
pub const BESIDE: u16 = 120;

/// A page with an answer.
#[derive(Clone, Debug)]
pub struct AnswerPage {
    /// What was asked.
    pub about: About,
    /// The answer in the screen's language; `None` before the first.
    pub sheet: Option<Sheet>,
    /// The first line shown.
    pub top: usize,
    /// The text looked for; empty when there is none.
    pub search: String,
    /// The line that was found last.
    pub hit: usize,
    /// What is to be explained, on several lines.
    pub input: Input,
    /// What the verdicts answer, while the next question is typed.
    asked: Input,
    /// Whether it is being typed.
    pub typing: bool,
}

/// What was asked, and the answer.
#[derive(Clone, Debug)]
pub enum About {
    /// What refused destinations are; `None` before the first answer.
    Explain(Option<explain::Report>),
    /// What a firewall lacks.
    Audit(audit::Report),
    /// What changed since the profile's edition.
    Changes(Box<changes::Report>),
}

impl AnswerPage {
    fn new(about: About, language: Language) -> Self {
        let typing = matches!(about, About::Explain(None));
        let input = Input::default();
        let mut page = Self {
            about,
            sheet: None,
            top: 0,
            search: String::new(),
            hit: 0,
            asked: input.clone(),
            input,
            typing,
        };
        page.renew(language);
        page
    }

    /// Lays the answer out in a language.
    fn renew(&mut self, language: Language) {
        self.sheet = match &self.about {
            About::Explain(report) => report.as_ref().map(|report| report.sheet(language)),
            About::Audit(report) => Some(report.sheet(language)),
            About::Changes(report) => Some(report.sheet(language)),
        };
    }

    /// What has the keyboard.
    pub(super) fn context(&self) -> Context {
        match self.about {
            About::Explain(_) if self.typing => Context::Paste,
            About::Explain(_) => Context::Verdicts,
            About::Audit(_) => Context::Audit,
            About::Changes(_) => Context::Changes,
        }
    }

    /// Of these rules those that the firewall lacks, if this is an audit.
    pub(super) fn missing(&self, rules: &RuleSet) -> Option<RuleSet> {
        match &self.about {
            About::Audit(report) => Some(report.missing(rules)),
            About::Explain(_) | About::Changes(_) => None,
        }
    }

    /// Takes pasted text with its line breaks. Once there is an answer, it is a new question.
    pub(super) fn paste(&mut self, text: &str) {
        if !matches!(self.about, About::Explain(_)) {
            return;
        }
        self.begin_question();
        let (old, at) = (self.input.value(), self.input.cursor());
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let room = MOST_PASTED.saturating_sub(old.chars().count());
        let pasted: String = text.trim_end_matches('\n').chars().take(room).collect();
        let before: String = old.chars().take(at).collect();
        let after: String = old.chars().skip(at).collect();
        let cursor = at + pasted.chars().count();
        self.input = Input::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
    }

    /// From an answer to the next question; one that is being typed goes on.
    fn begin_question(&mut self) {
        if !self.typing {
            self.asked = std::mem::take(&mut self.input);
            self.typing = true;
        }
    }
}

impl Model {
    /// Begins something that the review page offers.
    pub(super) fn start(&mut self, task: Task) {
        match task {
            Task::Explain => self.open_explain(),
            Task::Changes => self.open_changes(),
            // Rules that contradict each other are no measure.
            Task::Audit if self.refuses(self.words().not_audited) => {}
            Task::Audit => {
                let input = self.drafts.get(AUDIT).cloned().unwrap_or_default().into();
                self.line = Some(Line { purpose: LineFor::Firewall, input, error: None });
            }
        }
    }

    /// Opens the page on which refused destinations are typed or pasted; from its answer, to the
    /// question again.
    pub(super) fn open_explain(&mut self) {
        if let Some(Page::Answer(page)) = self.pages.last_mut()
            && matches!(page.about, About::Explain(_))
        {
            page.begin_question();
            return;
        }
        self.push(About::Explain(None));
    }

    fn push(&mut self, about: About) {
        self.pages.push(Page::Answer(Box::new(AnswerPage::new(about, self.language))));
    }

    /// Judges what was typed or pasted, or the log that it names, by the rules of the plan.
    pub(super) fn judge(&mut self) -> Vec<Effect> {
        let Some(Page::Answer(page)) = self.pages.last() else { return Vec::new() };
        let text = page.input.value().trim().to_owned();
        if text.is_empty() {
            self.say(self.words().nothing_typed);
            return Vec::new();
        }
        if explain::is_file_name(&text) {
            return vec![Effect::ReadLog(text)];
        }
        let mut explainer = Explainer::default();
        let is_name = !text.contains(char::is_whitespace) && explainer.name(&text).is_ok();
        if !is_name {
            // Memory does not fail.
            let whole = &mut |_| ControlFlow::Continue(());
            explainer.read(self.language.of("paste", "粘贴"), text.as_bytes(), whole).ok();
        }
        self.explain(explainer);
        Vec::new()
    }

    /// Shows what was read, judged by the rules of the plan.
    pub(super) fn explain(&mut self, explainer: Explainer) {
        let report = explainer.report_with(self.catalog, Some(&self.rules), self.read_tags());
        let language = self.language;
        if let Some(Page::Answer(page)) = self.pages.last_mut() {
            page.about = About::Explain(Some(report));
            page.typing = false;
            (page.top, page.hit) = (0, 0);
            page.renew(language);
        }
    }

    /// From a question back to the last answer; whether there was one.
    pub(super) fn leave_paste(&mut self) -> bool {
        match self.pages.last_mut() {
            Some(Page::Answer(page)) if page.typing && page.sheet.is_some() => {
                page.input = std::mem::take(&mut page.asked);
                page.typing = false;
                true
            }
            _ => false,
        }
    }

    /// Shows what changed between the profile's edition and the newest.
    fn open_changes(&mut self) {
        let side = Side::new(&self.file_name(), &self.answers, self.read_tags());
        let report = changes::since(self.catalog, &side, self.catalog.as_of);
        self.push(About::Changes(Box::new(report)));
    }

    /// Takes the newest edition, as an answer that can be undone; the rule list marks what it did.
    pub(super) fn take_edition(&mut self) -> Vec<Effect> {
        let newest = self.catalog.as_of;
        self.pages.clear();
        let effects = self.change(Profile { edition: newest, ..self.answers.clone() });
        self.say((self.words().edition_taken)(&newest.to_string()));
        effects
    }

    /// A firewall's file or folder was named.
    pub(super) fn read_firewall(&mut self, path: &str) -> Vec<Effect> {
        let path = path.trim().to_owned();
        if path.is_empty() {
            return Vec::new();
        }
        self.drafts.insert(AUDIT, path.clone());
        vec![Effect::ReadFirewall { path, region: self.answers.cluster.region.clone() }]
    }

    /// The firewall was read: judges it, or says what is wrong and asks again.
    pub(super) fn audited(&mut self, path: &str, result: Result<Firewall, String>) {
        match result {
            Ok(firewall) => {
                let wanted = Wanted {
                    rules: &self.rules,
                    tags: self.read_tags(),
                    subnets: &self.rules.profile.nodes.subnets,
                    groups: &self.node_groups(),
                };
                self.push(About::Audit(audit::audit(&firewall, wanted)));
            }
            Err(fault) => {
                let input = path.to_owned().into();
                self.line = Some(Line { purpose: LineFor::Firewall, input, error: None });
                self.complain((self.words().not_audited)(&fault));
            }
        }
    }

    /// The IP group that stands for the nodes, by its name: the last part of its resource id.
    fn node_groups(&self) -> Vec<String> {
        let group = self.rules.profile.azure_firewall.ip_group.iter();
        group.filter_map(|id| id.rsplit('/').next()).map(str::to_owned).collect()
    }

    /// Lays every answer out in the language of now.
    pub(super) fn renew_answers(&mut self) {
        for page in &mut self.pages {
            if let Page::Answer(page) = page {
                page.renew(self.language);
            }
        }
    }

    /// The answer on top as lines, as wide as it is shown.
    #[must_use]
    pub fn answer_lines(&self) -> Vec<(String, LineKind)> {
        let Some(Page::Answer(page)) = self.pages.last() else { return Vec::new() };
        let Some(sheet) = &page.sheet else { return Vec::new() };
        sheet.lines(usize::from(self.answer_columns(page)).saturating_sub(1))
    }

    /// The furthest that the answer on top scrolls.
    pub(super) fn answer_limit(&self, page: &AnswerPage) -> usize {
        let question = if matches!(page.about, About::Explain(_)) { QUESTION } else { 0 };
        let room = usize::from(self.middle_rows().saturating_sub(question));
        self.answer_lines().len().saturating_sub(room.max(1))
    }

    /// How many columns an answer takes: all, or what the rules beside it leave.
    #[must_use]
    pub fn answer_columns(&self, page: &AnswerPage) -> u16 {
        match page.about {
            About::Explain(_) if self.size.0 >= BESIDE => self.size.0 * 11 / 20,
            _ => self.size.0,
        }
    }
}

/// The name under which the path of a firewall is remembered.
const AUDIT: &str = "audit";
