//! The commands of the plain face: one table, from which parsing and help come.

use crate::catalog::Text;

/// What a letter at a prompt means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Back,
    Rules,
    Why,
    NotNeeded,
    Undo,
    Save,
    Export,
    Copy,
    Walk,
    Explain,
    Audit,
    Changes,
    GoTo,
    Language,
    Quit,
}

/// One row of the table.
pub(super) struct Entry {
    pub letter: char,
    pub command: Command,
    /// What may follow the letter; empty when nothing may.
    pub arguments: Text,
    pub does: Text,
    /// It only tells something and leaves a half-typed answer alone.
    pub tells: bool,
}

const fn entry(
    letter: char,
    command: Command,
    arguments: (&'static str, &'static str),
    does: (&'static str, &'static str),
    tells: bool,
) -> Entry {
    Entry {
        letter,
        command,
        arguments: Text { en: arguments.0, zh: arguments.1 },
        does: Text { en: does.0, zh: does.1 },
        tells,
    }
}

/// Every command, in the order of the help.
pub(super) static COMMANDS: &[Entry] = &[
    entry('?', Command::Help, ("", ""), ("this help", "本帮助"), true),
    entry('b', Command::Back, ("", ""), ("one step back", "返回上一步"), false),
    entry(
        'g',
        Command::GoTo,
        ("[N]", "[编号]"),
        ("go to step N, or list this one again", "跳到某一步，或重新列出本步"),
        false,
    ),
    entry('r', Command::Rules, ("", ""), ("show the rules", "显示规则"), true),
    entry(
        'w',
        Command::Why,
        ("N", "编号"),
        ("why rule N is there, and what breaks without it", "这条规则为什么需要、被阻止的后果"),
        true,
    ),
    entry(
        'n',
        Command::NotNeeded,
        ("", ""),
        ("show the rules that are not needed, and why", "显示不需要的规则及原因"),
        true,
    ),
    entry('u', Command::Undo, ("", ""), ("undo the last change", "撤销上一次修改"), false),
    entry('s', Command::Save, ("", ""), ("save the profile", "保存配置"), false),
    entry(
        'e',
        Command::Export,
        ("FORMAT [FILE]", "格式 [文件名]"),
        ("export to the screen, or to a file", "导出到屏幕或文件"),
        false,
    ),
    entry('y', Command::Copy, ("FORMAT", "格式"), ("copy the export", "复制导出内容"), false),
    entry(
        'p',
        Command::Walk,
        ("", ""),
        ("copy field after field for the portal", "逐项粘贴，填入门户"),
        false,
    ),
    entry(
        'x',
        Command::Explain,
        ("[HOST]", "[主机]"),
        (
            "explain a refused host, URL or log line; alone: several lines",
            "解释被拒的主机、URL 或日志；单独输入则可粘贴多行",
        ),
        false,
    ),
    entry(
        'a',
        Command::Audit,
        ("FILE", "文件"),
        ("compare a firewall's file or folder with the rules", "用防火墙的文件或文件夹与规则比对"),
        false,
    ),
    entry(
        'c',
        Command::Changes,
        ("[latest]", "[latest]"),
        (
            "what changed since the edition; latest takes the newest one",
            "该版本以来的变化；latest 改用最新版本",
        ),
        false,
    ),
    entry('l', Command::Language, ("", ""), ("中文", "English"), false),
    entry('q', Command::Quit, ("", ""), ("quit", "退出"), false),
];

/// The command that a line gives, and what follows its letter.
pub(super) fn parse(line: &str) -> Option<(&'static Entry, &str)> {
    let line = line.trim();
    let letter = half_width(line.chars().next()?).to_ascii_lowercase();
    let rest = &line[line.chars().next()?.len_utf8()..];
    let entry = COMMANDS.iter().find(|entry| entry.letter == letter)?;
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let fits = rest.is_empty() || !entry.arguments.en.is_empty();
    (ends && fits).then(|| (entry, rest.trim()))
}

/// The ASCII form of a full-width character, as a Chinese input method types it.
pub(super) fn half_width(c: char) -> char {
    match c {
        '，' | '、' => ',',
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - u32::from('\u{ff01}') + u32::from('!')).unwrap_or(c)
        }
        _ => c,
    }
}

/// The numbers of a line such as `1, 4 7`, if it holds nothing else.
pub(super) fn numbers(line: &str) -> Option<Vec<usize>> {
    let line: String = line.chars().map(half_width).collect();
    let mut parts = line.split([',', ' ', '\t', ';']).filter(|part| !part.is_empty()).peekable();
    parts.peek()?;
    parts.map(number).collect()
}

/// A number in plain digits; one that is too large for any list is the largest there is.
pub(super) fn number(text: &str) -> Option<usize> {
    let digits: String = text.chars().map(half_width).collect();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(line: &str) -> Option<(char, &str)> {
        parse(line).map(|(entry, rest)| (entry.letter, rest))
    }

    #[test]
    fn a_letter_is_a_command_alone_or_before_its_arguments() {
        let rows = [
            ("q", Some(('q', ""))),
            (" Q ", Some(('q', ""))),
            ("?", Some(('?', ""))),
            ("？", Some(('?', ""))),
            ("ｑ", Some(('q', ""))),
            ("w 12", Some(('w', "12"))),
            ("e csv my rules.csv", Some(('e', "csv my rules.csv"))),
            ("quit", None),
            ("q please", None),
            ("north", None),
            ("1", None),
            ("", None),
        ];
        for (line, expected) in rows {
            assert_eq!(given(line), expected, "{line:?}");
        }
    }

    #[test]
    fn every_letter_is_given_once_and_is_no_digit() {
        for (index, entry) in COMMANDS.iter().enumerate() {
            assert!(!entry.letter.is_ascii_digit());
            assert!(COMMANDS[..index].iter().all(|other| other.letter != entry.letter));
            assert_eq!(entry.arguments.en.is_empty(), entry.arguments.zh.is_empty());
        }
    }

    #[test]
    fn numbers_are_separated_by_commas_or_blanks() {
        let rows: [(&str, Option<&[usize]>); 8] = [
            ("3", Some(&[3])),
            ("1,4,7", Some(&[1, 4, 7])),
            ("1, 4 7", Some(&[1, 4, 7])),
            ("１，４", Some(&[1, 4])),
            ("99999999999999999999999", Some(&[usize::MAX])),
            ("3 10.0.0.4", None),
            ("-1", None),
            (" , ", None),
        ];
        for (line, expected) in rows {
            assert_eq!(numbers(line).as_deref(), expected, "{line:?}");
        }
    }
}
