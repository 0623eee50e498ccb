//! Step 8: all answers, name and language, save and export.

use super::{Choice, Field, Input, Step, both, choice};

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
