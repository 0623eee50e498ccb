//! What may have the keyboard, and what a key may mean there.

use crate::catalog::Text;

/// What has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// A row of which one can be chosen.
    Question,
    /// A row that is ticked on its own.
    Tick,
    /// A row that is edited: a line of text, or an answer on the review page.
    Edit,
    /// Something to do on the review page.
    Task,
    /// The list of regions, in which typing filters.
    Regions,
    /// The rule list.
    Rules,
    /// One rule in detail.
    Detail,
    /// The list of formats.
    Formats,
    /// The export page.
    Export,
    /// The paste walk.
    Walk,
    /// What is refused, being typed or pasted.
    Paste,
    /// What refused destinations are.
    Verdicts,
    /// A firewall held against the rules.
    Audit,
    /// What changed since an edition.
    Changes,
    /// The help page.
    Help,
    /// A line of text: an answer, a filter or a file name.
    Line,
    /// "Quit with unsaved changes?"
    AskQuit,
    /// "Replace the file?"
    AskReplace,
    /// "Take the answers that were kept?"
    AskRescued,
}

impl Context {
    /// Whether characters are text here rather than commands.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Regions | Self::Line | Self::Paste)
    }
}

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Take or give back what the cursor is on.
    Choose,
    /// Take it and go on.
    Accept,
    /// One level out, or one step back.
    Back,
    /// The next step.
    NextStep,
    /// The step before.
    PreviousStep,
    /// A step by its number, from 0.
    GoTo(usize),
    /// To the rule list.
    ToRules,
    /// To the question.
    ToQuestion,
    /// Filter the list.
    Filter,
    /// Between rules and rules not needed.
    ToggleAbsent,
    /// The rule under the cursor in detail.
    Detail,
    /// Empty the line that is being typed.
    ClearLine,
    /// Explain what is refused.
    Explain,
    /// Take the newest edition.
    TakeEdition,
    /// The last change back.
    Undo,
    /// The last undo back.
    Redo,
    /// Copy in the remembered format.
    Copy,
    /// The list of formats.
    Export,
    /// Allow what is wider, or forbid it.
    AllowWider,
    /// What the FQDN tag stands for.
    TagView,
    /// Every warning and step of the export.
    Notes,
    /// The next line that holds what was searched for.
    NextMatch,
    /// Save the profile.
    Save,
    /// The other language.
    Language,
    /// Mouse on or off.
    Mouse,
    /// The help page.
    Help,
    /// Leave.
    Quit,
    /// Leave; twice in a row without asking.
    Interrupt,
    /// Stop until brought to the foreground.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// The next format.
    NextFormat,
    /// The format before.
    PreviousFormat,
    /// Write the export to a file.
    Write,
    /// Walk through the portal's fields.
    Walk,
    /// Copy this field and go to the next.
    CopyNext,
    /// Save, then leave.
    SaveAndQuit,
    /// Leave without saving.
    Discard,
    /// Replace the file.
    Replace,
    /// Another file name.
    OtherName,
    /// Take the answers that were kept.
    TakeRescued,
    /// Throw them away.
    RefuseRescued,
}

impl Context {
    /// Where that is, for people.
    #[must_use]
    pub fn name(self) -> Text {
        let (en, zh) = match self {
            Self::Question => ("choices", "单选"),
            Self::Tick => ("checkboxes", "复选"),
            Self::Edit => ("answers", "填写"),
            Self::Task => ("tasks", "任务"),
            Self::Paste => ("refusals", "被拒流量"),
            Self::Verdicts => ("verdicts", "判断结果"),
            Self::Audit => ("audit", "审计"),
            Self::Changes => ("changes", "变更"),
            Self::Regions => ("regions", "区域"),
            Self::Rules => ("rules", "规则"),
            Self::Detail => ("one rule", "单条规则"),
            Self::Formats => ("formats", "格式列表"),
            Self::Export => ("exports", "导出"),
            Self::Walk => ("paste walk", "逐项粘贴"),
            Self::Help => ("help", "帮助"),
            Self::Line => ("typing", "输入"),
            Self::AskQuit | Self::AskReplace | Self::AskRescued => ("when asked", "询问时"),
        };
        Text { en, zh }
    }
}

impl Command {
    /// Whether it does no harm where the window is too small to show what happens.
    #[must_use]
    pub fn works_blind(self) -> bool {
        matches!(self, Self::Interrupt | Self::Suspend | Self::Redraw | Self::Save | Self::Discard)
    }
}
