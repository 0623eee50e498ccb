//! Step 8: all answers, name and language, save and export.

use super::{Choice, Field, Input, Mark, Row, Step, Task, both, choice};
use crate::profile::{Language, Profile};

pub(super) const STEP: Step = Step {
    id: "review",
    title: both("Review & export", "核对与导出"),
    about: both(
        "Is everything right? Enter on an answer changes it.",
        "是否都正确？在答案上按 Enter 可修改。",
    ),
    fields: &[
        Field {
            key: "name",
            title: both("Name", "名称"),
            input: Input::Line {
                note: both("for headers of exports; optional", "写入导出文件的标题；可选"),
            },
        },
        Field {
            key: "language",
            title: both("Language of exports", "导出语言"),
            input: Input::One { choices: LANGUAGES },
        },
    ],
};

const LANGUAGES: &[Choice] = &[
    choice("en", both("English", "English"), both("", "")),
    choice("zh", both("中文", "中文"), both("", "")),
];

/// The row of a task; `own` is how many fields the step has.
pub(super) fn task(task: Task, own: usize, profile: &Profile, language: Language) -> Row {
    let (value, label, note) = match task {
        Task::Changes => (
            "changes",
            language.of(
                format!("What changed since {}", profile.edition),
                format!("{} 以来的变化", profile.edition),
            ),
            both("see it, then take the newest edition", "先查看，再改用最新版本"),
        ),
        Task::Audit => (
            "audit",
            language.of("Audit a firewall".to_owned(), "审计防火墙".to_owned()),
            both("compare a file of it with these rules", "用其文件与这些规则比对"),
        ),
        Task::Explain => (
            "explain",
            language.of("Explain a refusal".to_owned(), "解释被拒流量".to_owned()),
            both("what a refused host or a log is about", "被拒的主机或日志是怎么回事"),
        ),
    };
    Row {
        field: own,
        value: value.to_owned(),
        label,
        note: note.get(language).to_owned(),
        mark: Mark::Task(task),
    }
}
