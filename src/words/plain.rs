//! What the plain face says: prompts, marks as words, its commands.

use super::{With1, With2};

/// The sentences of one language.
pub struct PlainWords {
    /// First line of a dialogue: `0` is the profile's file.
    pub welcome: With1,
    /// How to answer, in one sentence.
    pub how_to: &'static str,
    /// Number of the step, number of all steps, its title.
    pub step: fn(usize, usize, &str) -> String,
    /// The prompt of a step: number, number of all steps, title, present answers.
    pub prompt: fn(usize, usize, &str, &str) -> String,
    /// The prompt while one answer of the review is changed: title, present answers.
    pub prompt_from_review: With2,
    /// The review page's question.
    pub about_review: &'static str,
    /// Heading of a list of which one is taken.
    pub one_of: With1,
    /// Heading of a list of which any are taken.
    pub any_of: With1,
    /// Mark of the choice that is taken.
    pub chosen: &'static str,
    /// Nothing is chosen or typed.
    pub none: &'static str,
    /// Number of regions to narrow.
    pub narrow: fn(usize) -> String,
    /// No region matches `0`.
    pub no_region: With1,
    /// The prompt for a text: label, present text.
    pub text_prompt: With2,
    /// How a text is kept or cleared.
    pub text_help: &'static str,
    /// The prompt for a file name: question, suggestion.
    pub file_prompt: With2,
    /// `0` is neither number nor command.
    pub not_understood: With1,
    /// There is no row `0`; `1` is the last.
    pub no_row: With2,
    /// The row does not take a text.
    pub no_text: With1,
    /// The row is no longer asked for.
    pub gone: With1,
    /// No number of rows was shown yet.
    pub nothing_numbered: &'static str,
    /// Nothing follows the last step.
    pub last_step: &'static str,
    /// The first step has none before it.
    pub first_step: &'static str,
    /// The command wants a number up to `0`.
    pub wants_number: With1,
    /// Numbers of network and application rules.
    pub counts: fn(usize, usize) -> String,
    /// The last answer changed no rule.
    pub same_rules: &'static str,
    /// A rule came, a rule went.
    pub came: With1,
    /// A rule went.
    pub went: With1,
    /// More rules came or went than are listed.
    pub more_changes: fn(usize) -> String,
    /// A rule: protocol and port, destination, features.
    pub rule: fn(&str, &str, &str) -> String,
    /// Marks of rules in the list: came, went.
    pub marks: [&'static str; 2],
    /// How to see a rule in detail.
    pub detail_hint: &'static str,
    /// A list without entries.
    pub empty_list: &'static str,
    /// How several lines are given to be explained.
    pub paste_help: &'static str,
    /// The prompt for a line to be explained.
    pub paste_prompt: &'static str,
    /// The edition is the newest.
    pub newest: &'static str,
    /// How the newest edition is taken.
    pub take_hint: &'static str,
    /// The command wants the path of a firewall.
    pub wants_firewall: &'static str,
    /// Known formats follow.
    pub formats: &'static str,
    /// There is no format `0`.
    pub no_format: With1,
    /// Perhaps `0` was meant.
    pub did_you_mean: With1,
    /// Copied, as format or field `0`.
    pub copied: With1,
    /// Sent to the terminal.
    pub sent: With1,
    /// Sent to the terminal through tmux.
    pub sent_tmux: With1,
    /// Could not copy because `0`.
    pub not_copied: With1,
    /// How the paste walk goes on.
    pub walk_help: &'static str,
    /// A field of the paste walk: number, number of all, label and value.
    pub walk_prompt: fn(usize, usize, &str, &str) -> String,
    /// A choice of a question: letter, meaning.
    pub choice: With2,
    /// Back without an answer.
    pub stay: &'static str,
    /// The prompt after a question.
    pub question: &'static str,
    /// The input ended, and everything is saved.
    pub ended: &'static str,
    /// The input ended with unsaved changes.
    pub ended_unsaved: &'static str,
    /// A line is longer than any answer.
    pub too_long: &'static str,
    /// Head of the list of commands.
    pub commands: &'static str,
}

/// English.
pub static EN: PlainWords = PlainWords {
    welcome: |file| format!("Outbound firewall rules for an AKS cluster. Profile: {file}."),
    how_to: "A number takes a choice, several numbers such as 1,4 take several. An empty line keeps the answers in brackets and goes on. ? lists the commands.",
    step: |step, steps, title| format!("Step {step} of {steps}: {title}"),
    prompt: |step, steps, title, answers| format!("{step} of {steps}, {title} [{answers}]:"),
    prompt_from_review: |title, answers| {
        format!("{title} [{answers}], empty line goes back to the review:")
    },
    about_review: "Is everything right? The number of an answer changes it.",
    one_of: |title| format!("{title}, one of:"),
    any_of: |title| format!("{title}, any of:"),
    chosen: " (chosen)",
    none: "none",
    narrow: |count| {
        format!("{count} regions. Type part of a name to narrow them, or * to list them all.")
    },
    no_region: |text| format!("no region matches {text}"),
    text_prompt: |label, text| format!("{label} [{text}]:"),
    text_help: "An empty line keeps the text in brackets, - clears it.",
    file_prompt: |question, name| format!("{question} [{name}], b goes back:"),
    not_understood: |text| {
        format!("{text} is neither a number nor a command; ? lists the commands")
    },
    no_row: |number, last| format!("there is no number {number}: the last one is {last}"),
    no_text: |number| format!("number {number} takes no text"),
    gone: |label| format!("{label} is no longer asked for"),
    nothing_numbered: "type part of a name first: no numbers were listed yet",
    last_step: "This was the last step: s saves, e exports, q quits.",
    first_step: "This is the first step.",
    wants_number: |last| format!("give a number from 1 to {last}"),
    counts: |network, application| format!("Rules: {network} network, {application} application."),
    same_rules: "No rule came or went.",
    came: |rule| format!("Added: {rule}"),
    went: |rule| format!("Removed: {rule}"),
    more_changes: |count| format!("and {count} more; r lists all rules"),
    rule: |port, destination, features| format!("{port} to {destination} ({features})"),
    marks: ["+ added: ", "- removed: "],
    detail_hint: "w and a number explain a rule, n lists the rules that are not needed.",
    empty_list: "none",
    paste_help: "Paste log lines, hosts or an error; an empty line ends them.",
    paste_prompt: "Line:",
    newest: "The plan follows the newest edition.",
    take_hint: "c latest takes the newest edition, u undoes it.",
    wants_firewall: "give the file or folder of a firewall: a FILE",
    formats: "Formats:",
    no_format: |id| format!("there is no format {id}"),
    did_you_mean: |name| format!("did you mean {name}?"),
    copied: |what| format!("copied {what} to the desktop clipboard"),
    sent: |what| {
        format!(
            "sent {what} to the terminal (OSC 52), which gives no receipt; e FORMAT FILE writes a file"
        )
    },
    sent_tmux: |what| {
        format!(
            "sent {what} through tmux (needs set-clipboard on), which gives no receipt; e FORMAT FILE writes a file"
        )
    },
    not_copied: |reason| format!("not copied: {reason}; e FORMAT FILE writes a file"),
    walk_help: "Field after field for the portal: an empty line copies the text in brackets, b ends.",
    walk_prompt: |at, all, label, value| format!("{at} of {all}, {label} [{value}]:"),
    choice: |letter, meaning| format!("{letter}: {meaning}"),
    stay: "back",
    question: "Your choice:",
    ended: "The input ended. Everything is saved.",
    ended_unsaved: "The input ended. Changes since the last save were not saved.",
    too_long: "this line is too long for an answer",
    commands: "Commands, at every prompt:",
};

/// Simplified Chinese.
pub static ZH: PlainWords = PlainWords {
    welcome: |file| format!("规划 AKS 群集的出站防火墙规则。配置：{file}。"),
    how_to: "输入编号选择，可一次输入多个，例如 1,4。直接回车保留方括号中的答案并继续。? 列出命令。",
    step: |step, steps, title| format!("第 {step} 步，共 {steps} 步：{title}"),
    prompt: |step, steps, title, answers| format!("{step}/{steps} {title} [{answers}]："),
    prompt_from_review: |title, answers| format!("{title} [{answers}]，直接回车返回核对页："),
    about_review: "是否都正确？输入答案的编号即可修改。",
    one_of: |title| format!("{title}（单选）："),
    any_of: |title| format!("{title}（可多选）："),
    chosen: "（已选）",
    none: "无",
    narrow: |count| format!("共 {count} 个区域。输入名称的一部分来筛选，或输入 * 全部列出。"),
    no_region: |text| format!("没有匹配 {text} 的区域"),
    text_prompt: |label, text| format!("{label} [{text}]："),
    text_help: "直接回车保留方括号中的内容，- 清空。",
    file_prompt: |question, name| format!("{question} [{name}]，b 返回："),
    not_understood: |text| format!("{text} 既不是编号也不是命令；? 列出命令"),
    no_row: |number, last| format!("没有编号 {number}，最后一个是 {last}"),
    no_text: |number| format!("编号 {number} 不能填写文字"),
    gone: |label| format!("{label} 已不再需要回答"),
    nothing_numbered: "尚未列出编号，请先输入名称的一部分",
    last_step: "已是最后一步：s 保存，e 导出，q 退出。",
    first_step: "已是第一步。",
    wants_number: |last| format!("请输入 1 到 {last} 之间的编号"),
    counts: |network, application| {
        format!("规则：网络规则 {network} 条，应用程序规则 {application} 条。")
    },
    same_rules: "规则没有变化。",
    came: |rule| format!("新增：{rule}"),
    went: |rule| format!("移除：{rule}"),
    more_changes: |count| format!("另有 {count} 条；r 列出全部规则"),
    rule: |port, destination, features| format!("{port}，目标 {destination}（{features}）"),
    marks: ["+ 新增：", "- 移除："],
    detail_hint: "w 加编号解释一条规则，n 列出不需要的规则。",
    empty_list: "无",
    paste_help: "请粘贴日志、主机或报错，以空行结束。",
    paste_prompt: "内容：",
    newest: "方案已采用最新版本。",
    take_hint: "c latest 改用最新版本，u 撤销。",
    wants_firewall: "请给出防火墙的文件或文件夹：a 文件",
    formats: "格式：",
    no_format: |id| format!("没有格式 {id}"),
    did_you_mean: |name| format!("是不是指 {name}？"),
    copied: |what| format!("已复制 {what} 到桌面剪贴板"),
    sent: |what| format!("已把 {what} 发送到终端（OSC 52），没有回执；e 格式 文件名 可写入文件"),
    sent_tmux: |what| {
        format!(
            "已把 {what} 经 tmux 发送（需 set-clipboard on），没有回执；e 格式 文件名 可写入文件"
        )
    },
    not_copied: |reason| format!("未复制：{reason}；e 格式 文件名 可写入文件"),
    walk_help: "逐项填入门户：直接回车复制方括号中的内容，b 结束。",
    walk_prompt: |at, all, label, value| format!("{at}/{all} {label} [{value}]："),
    choice: |letter, meaning| format!("{letter}：{meaning}"),
    stay: "返回",
    question: "请选择：",
    ended: "输入已结束，内容均已保存。",
    ended_unsaved: "输入已结束，上次保存之后的修改尚未保存。",
    too_long: "这一行太长，不可能是答案",
    commands: "任何提示符下都可使用的命令：",
};
