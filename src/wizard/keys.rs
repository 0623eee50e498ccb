//! The only table of keys. What a key does, the footer, the help page and the README all
//! come from [`BINDINGS`].

pub use super::command::{Command, Context};

use super::key::Key;
use crate::catalog::Text;
use crate::profile::Language;

/// One row of the table.
pub struct Binding {
    /// Where it works.
    pub contexts: &'static [Context],
    /// The keys that do it; the first ones are shown.
    pub keys: &'static [Key],
    /// What they mean.
    pub command: Command,
    /// What they are called in footer and help.
    pub shown: &'static str,
    /// What they do, in a word or two for the footer.
    pub hint: Text,
    /// Place in the footer, from 1 for the first to keep; 0 for help only.
    pub footer: u8,
}

use Context::{
    AskQuit, AskReplace, AskRescued, Audit, Changes, Detail, Edit, Export, Formats, Help, Line,
    Paste, Question, Regions, Rules, Task, Tick, Verdicts, Walk,
};
use Key::{
    BackTab, Char, Ctrl, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up,
};

const ROWS: &[Context] = &[Question, Tick, Edit, Task];
const LISTS: &[Context] = &[
    Question, Tick, Edit, Task, Rules, Detail, Formats, Export, Walk, Verdicts, Audit, Changes,
    Help,
];
const MAIN: &[Context] = &[Question, Tick, Edit, Task, Rules];
const STEPS: &[Context] = &[Question, Tick, Edit, Task, Regions, Rules];
const ANSWERS: &[Context] = &[Verdicts, Audit, Changes];
const ANYWHERE: &[Context] = &[
    Question, Tick, Edit, Task, Regions, Rules, Detail, Formats, Export, Walk, Paste, Verdicts,
    Audit, Changes, Help, Line, AskQuit, AskReplace, AskRescued,
];
const PAGES: &[Context] =
    &[Question, Tick, Edit, Task, Rules, Detail, Formats, Export, Walk, Verdicts, Audit, Changes];

const fn bind(
    contexts: &'static [Context],
    keys: &'static [Key],
    command: Command,
    shown: &'static str,
    hint: (&'static str, &'static str),
    footer: u8,
) -> Binding {
    Binding { contexts, keys, command, shown, hint: Text { en: hint.0, zh: hint.1 }, footer }
}

/// Every key, in the order of the help page. Where two rows fit, the first wins.
pub static BINDINGS: &[Binding] = &[
    bind(LISTS, &[Up, Char('k')], Command::Up, "Up k", ("up", "上移"), 0),
    bind(LISTS, &[Down, Char('j')], Command::Down, "Down j", ("down", "下移"), 0),
    bind(&[Regions], &[Up], Command::Up, "Up", ("up", "上移"), 0),
    bind(&[Regions], &[Down], Command::Down, "Down", ("down", "下移"), 0),
    bind(
        LISTS,
        &[PageUp, Ctrl('u'), Ctrl('b')],
        Command::PageUp,
        "PgUp Ctrl-u",
        ("page up", "上翻页"),
        0,
    ),
    bind(
        LISTS,
        &[PageDown, Ctrl('d'), Ctrl('f')],
        Command::PageDown,
        "PgDn Ctrl-d",
        ("page down", "下翻页"),
        0,
    ),
    bind(&[Regions], &[PageUp], Command::PageUp, "PgUp", ("page up", "上翻页"), 0),
    bind(&[Regions], &[PageDown], Command::PageDown, "PgDn", ("page down", "下翻页"), 0),
    bind(LISTS, &[Home, Char('g')], Command::First, "g Home", ("first", "第一行"), 0),
    bind(LISTS, &[End, Char('G')], Command::Last, "G End", ("last", "最后一行"), 0),
    bind(&[Question], &[Char(' ')], Command::Choose, "Space", ("choose", "选择"), 2),
    bind(&[Tick], &[Char(' ')], Command::Choose, "Space", ("tick", "勾选"), 2),
    bind(
        &[Question, Regions],
        &[Enter],
        Command::Accept,
        "Enter",
        ("choose, go on", "选择并继续"),
        3,
    ),
    bind(&[Tick], &[Enter], Command::Accept, "Enter", ("go on", "继续"), 3),
    bind(&[Edit], &[Enter, Char(' ')], Command::Accept, "Enter", ("change", "修改"), 2),
    bind(&[Task], &[Enter, Char(' ')], Command::Accept, "Enter", ("open", "打开"), 2),
    bind(&[Rules], &[Enter, Char(' '), Char('w')], Command::Detail, "Enter", ("why", "为什么"), 2),
    bind(&[Line], &[Enter], Command::Accept, "Enter", ("take", "确定"), 2),
    bind(&[Paste], &[Enter], Command::Accept, "Enter", ("judge", "判断"), 2),
    bind(&[Line, Paste, Regions], &[Ctrl('u')], Command::ClearLine, "Ctrl-u", ("clear", "清空"), 7),
    bind(
        &[Changes],
        &[Char('t')],
        Command::TakeEdition,
        "t",
        ("take the newest edition", "改用最新版本"),
        2,
    ),
    bind(STEPS, &[Tab], Command::NextStep, "Tab", ("next step", "下一步"), 4),
    bind(STEPS, &[BackTab], Command::PreviousStep, "Shift-Tab", ("step before", "上一步"), 0),
    bind(MAIN, &[Char('1')], Command::GoTo(0), "1-8", ("go to a step", "跳到某一步"), 0),
    bind(MAIN, &[Char('2')], Command::GoTo(1), "", ("", ""), 0),
    bind(MAIN, &[Char('3')], Command::GoTo(2), "", ("", ""), 0),
    bind(MAIN, &[Char('4')], Command::GoTo(3), "", ("", ""), 0),
    bind(MAIN, &[Char('5')], Command::GoTo(4), "", ("", ""), 0),
    bind(MAIN, &[Char('6')], Command::GoTo(5), "", ("", ""), 0),
    bind(MAIN, &[Char('7')], Command::GoTo(6), "", ("", ""), 0),
    bind(MAIN, &[Char('8')], Command::GoTo(7), "", ("", ""), 0),
    bind(ROWS, &[Right, Char('l'), Char('r')], Command::ToRules, "Right", ("rules", "看规则"), 5),
    bind(&[Regions], &[Right], Command::ToRules, "Right", ("rules", "看规则"), 5),
    bind(
        &[Rules],
        &[Left, Char('h'), Char('r')],
        Command::ToQuestion,
        "Left",
        ("question", "回到问题"),
        4,
    ),
    bind(&[Rules], &[Char('/')], Command::Filter, "/", ("filter", "筛选"), 5),
    bind(ROWS, &[Char('/')], Command::Filter, "/", ("filter the rules", "筛选规则"), 0),
    bind(MAIN, &[Char('n')], Command::ToggleAbsent, "n", ("needed or not", "需要与否"), 6),
    bind(
        &[Formats],
        &[Enter, Char(' '), Right, Char('l')],
        Command::Accept,
        "Enter",
        ("show the export", "查看导出"),
        2,
    ),
    bind(&[Formats], &[Char('/')], Command::Filter, "/", ("filter", "筛选"), 3),
    bind(
        &[Export, Verdicts, Audit, Changes],
        &[Char('/')],
        Command::Filter,
        "/",
        ("search", "搜索"),
        6,
    ),
    bind(
        &[Export, Verdicts, Audit, Changes],
        &[Char('n')],
        Command::NextMatch,
        "n",
        ("next match", "下一处"),
        0,
    ),
    bind(
        &[Formats, Export],
        &[Char('a')],
        Command::AllowWider,
        "a",
        ("allow wider or not", "是否允许放宽"),
        5,
    ),
    bind(
        &[Formats, Export],
        &[Char('i')],
        Command::Notes,
        "i",
        ("warnings, steps", "警告和步骤"),
        5,
    ),
    bind(
        &[Export],
        &[Char('t')],
        Command::TagView,
        "t",
        ("what the tag covers", "标记覆盖的规则"),
        0,
    ),
    bind(
        &[Export],
        &[Right, Char('l'), Tab],
        Command::NextFormat,
        "Right",
        ("next format", "下一格式"),
        2,
    ),
    bind(
        &[Export],
        &[Left, Char('h'), BackTab],
        Command::PreviousFormat,
        "Left",
        ("format before", "上一格式"),
        0,
    ),
    bind(&[Export], &[Char('w'), Enter], Command::Write, "w", ("write a file", "写入文件"), 3),
    bind(&[Export], &[Char('p')], Command::Walk, "p", ("paste walk", "逐项粘贴"), 0),
    bind(
        &[Walk],
        &[Enter, Char(' '), Char('y'), Char('c')],
        Command::CopyNext,
        "Enter",
        ("copy the next field", "复制下一字段"),
        2,
    ),
    bind(
        &[Question, Tick, Edit, Task, Rules, Export],
        &[Char('y')],
        Command::Copy,
        "y",
        ("copy all", "全部复制"),
        7,
    ),
    bind(ANSWERS, &[Char('y')], Command::Copy, "y", ("copy as Markdown", "复制为 Markdown"), 3),
    bind(MAIN, &[Char('e')], Command::Export, "e", ("export", "导出"), 7),
    bind(&[Audit], &[Char('e')], Command::Export, "e", ("export what is missing", "导出缺少的"), 4),
    bind(&[Verdicts], &[Char('x')], Command::Explain, "x", ("ask again", "再查"), 2),
    bind(
        &[Question, Tick, Edit, Task, Rules, Detail, Formats, Export, Walk, Audit, Changes, Help],
        &[Char('x')],
        Command::Explain,
        "x",
        ("explain a refusal", "解释被拒流量"),
        11,
    ),
    bind(STEPS, &[Ctrl('s')], Command::Save, "Ctrl-s", ("save", "保存"), 8),
    bind(
        &[Detail, Formats, Export, Walk, Paste, Verdicts, Audit, Changes, Help, Line],
        &[Ctrl('s')],
        Command::Save,
        "",
        ("", ""),
        0,
    ),
    bind(MAIN, &[Char('u')], Command::Undo, "u", ("undo", "撤销"), 9),
    bind(MAIN, &[Ctrl('r')], Command::Redo, "Ctrl-r", ("redo", "重做"), 0),
    bind(PAGES, &[Char('L')], Command::Language, "L", ("中文", "English"), 0),
    bind(PAGES, &[Char('m')], Command::Mouse, "m", ("mouse on or off", "鼠标开关"), 0),
    bind(
        &[
            Question, Tick, Edit, Task, Regions, Rules, Detail, Formats, Export, Walk, Verdicts,
            Audit, Changes,
        ],
        &[Char('?')],
        Command::Help,
        "?",
        ("help", "帮助"),
        1,
    ),
    bind(ANYWHERE, &[Esc], Command::Back, "Esc", ("back", "返回"), 6),
    bind(&[Help], &[Char('?'), Enter, Char('q')], Command::Back, "q", ("close", "关闭"), 2),
    bind(&[Detail], &[Enter, Left, Char('h'), Char('q')], Command::Back, "q", ("close", "关闭"), 2),
    bind(
        &[Formats, Export, Walk, Verdicts, Audit, Changes],
        &[Char('q')],
        Command::Back,
        "q",
        ("close", "关闭"),
        9,
    ),
    bind(MAIN, &[Char('q')], Command::Quit, "q", ("quit", "退出"), 10),
    bind(
        &[AskQuit],
        &[Char('s'), Enter],
        Command::SaveAndQuit,
        "s",
        ("save, then quit", "保存后退出"),
        2,
    ),
    bind(&[AskQuit], &[Char('d')], Command::Discard, "d", ("discard, quit", "放弃并退出"), 3),
    bind(&[AskReplace], &[Char('r')], Command::Replace, "r", ("replace the file", "替换文件"), 2),
    bind(
        &[AskReplace],
        &[Char('o'), Enter],
        Command::OtherName,
        "o",
        ("other name", "换个名称"),
        3,
    ),
    bind(&[AskRescued], &[Char('y')], Command::TakeRescued, "y", ("take them", "采用"), 2),
    bind(&[AskRescued], &[Char('n')], Command::RefuseRescued, "n", ("delete them", "删除"), 3),
    bind(
        ANYWHERE,
        &[Ctrl('c')],
        Command::Interrupt,
        "Ctrl-c",
        ("quit; twice: at once", "退出；按两次立即退出"),
        0,
    ),
    bind(ANYWHERE, &[Ctrl('z')], Command::Suspend, "Ctrl-z", ("suspend", "挂起"), 0),
    bind(ANYWHERE, &[Ctrl('l')], Command::Redraw, "Ctrl-l", ("redraw", "重绘"), 0),
];

impl Binding {
    /// Where it works, for people.
    #[must_use]
    pub fn place(&self, language: Language) -> String {
        if self.contexts.len() > 5 {
            return language.of("all lists", "所有列表").to_owned();
        }
        let mut names: Vec<&str> = Vec::new();
        for context in self.contexts {
            let name = context.name().get(language);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(language.of(", ", "、"))
    }
}

/// What a key means in a context.
#[must_use]
pub fn command(context: Context, key: Key) -> Option<Command> {
    BINDINGS
        .iter()
        .find(|binding| binding.keys.contains(&key) && binding.contexts.contains(&context))
        .map(|binding| binding.command)
}

/// The footer of a context: shown key and hint, the ones to keep first in front; `reviewing` on
/// the last step.
#[must_use]
pub fn footer(context: Context, reviewing: bool) -> Vec<&'static Binding> {
    let mut bindings: Vec<&Binding> = BINDINGS
        .iter()
        .filter(|binding| binding.footer > 0 && binding.contexts.contains(&context))
        .collect();
    // On the last step, saving and exporting are what comes next.
    let next =
        |binding: &Binding| reviewing && matches!(binding.command, Command::Export | Command::Save);
    bindings.sort_by_key(|binding| if next(binding) { 2 } else { binding.footer });
    bindings
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXTS: &[Context] = ANYWHERE;

    #[test]
    fn letters_are_text_where_text_is_typed() {
        for context in CONTEXTS.iter().filter(|context| context.takes_text()) {
            for letter in ('!'..='~').chain([' ']) {
                let bound = command(*context, Char(letter));
                let help = letter == '?' && *context == Regions;
                assert_eq!(bound.is_some(), help, "{letter:?} in {context:?}");
            }
        }
    }

    #[test]
    fn every_context_can_be_left() {
        for context in CONTEXTS {
            assert_eq!(command(*context, Esc), Some(Command::Back), "{context:?}");
        }
    }

    #[test]
    fn no_key_has_two_meanings_in_one_context() {
        for context in CONTEXTS {
            let mut seen: Vec<(Key, Command)> = Vec::new();
            for binding in BINDINGS.iter().filter(|binding| binding.contexts.contains(context)) {
                for key in binding.keys {
                    let other = seen.iter().find(|(known, _)| known == key);
                    assert!(
                        other.is_none_or(|(_, command)| *command == binding.command),
                        "{key:?} in {context:?}"
                    );
                    seen.push((*key, binding.command));
                }
            }
        }
    }

    #[test]
    fn rows_differ_only_in_how_they_are_taken() {
        let taken = [Enter, Char(' ')];
        for binding in BINDINGS {
            for key in binding.keys.iter().filter(|key| !taken.contains(key)) {
                let on_rows: Vec<_> = ROWS.iter().map(|context| command(*context, *key)).collect();
                assert!(on_rows.windows(2).all(|pair| pair[0] == pair[1]), "{key:?}: {on_rows:?}");
            }
        }
    }

    #[test]
    fn help_is_one_key_away_from_every_list() {
        for context in ROWS.iter().chain(LISTS).filter(|context| **context != Help) {
            assert_eq!(command(*context, Char('?')), Some(Command::Help), "{context:?}");
        }
    }

    #[test]
    fn every_context_has_a_footer() {
        for context in CONTEXTS {
            assert!(!footer(*context, false).is_empty(), "{context:?}");
        }
    }
}
