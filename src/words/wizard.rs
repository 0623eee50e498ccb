//! What the wizard says: titles, messages, questions.

use super::{With1, With2, spaced};

/// The sentences of one language.
pub struct WizardWords {
    /// Title of the rule list: how many network and application rules.
    pub counts: fn(usize, usize) -> String,
    /// There are no rules to show.
    pub no_rules: &'static str,
    /// Title of the list of rules not needed.
    pub absent: &'static str,
    /// Network rules.
    pub network: &'static str,
    /// Application rules.
    pub application: &'static str,
    /// No rule matches the filter.
    pub no_match: &'static str,
    /// Region `0` belongs to cloud `1`.
    pub region_elsewhere: With2,
    /// Label of a filter.
    pub filter: &'static str,
    /// Unsaved changes, beside the file name.
    pub unsaved: &'static str,
    /// Name of a profile that has no file yet.
    pub new_profile: &'static str,
    /// Saved to `0`.
    pub saved: With1,
    /// Written to `0`.
    pub written: With1,
    /// Could not write `0` because `1`.
    pub not_written: With2,
    /// The file exists.
    pub exists: With1,
    /// The file was changed by someone else.
    pub changed: With1,
    /// Copied to the desktop, as format `0`.
    pub copied: With1,
    /// Sent to the terminal, as format `0`.
    pub sent: With1,
    /// How to get a file on the page of an export, and where that page must be opened first.
    pub file_instead: [&'static str; 2],
    /// Sent to the terminal through tmux, as format `0`.
    pub sent_tmux: With1,
    /// Could not copy because `0`.
    pub not_copied: With1,
    /// Behind a finding: the step, by number and title, that asks about it.
    pub in_step: With1,
    /// Beside a finding: this many others.
    pub more: With1,
    /// Undone: question and answer.
    pub undone: With1,
    /// Redone: question and answer.
    pub redone: With1,
    /// Heading of the portal's rule collection group.
    pub group: &'static str,
    /// This many lines are below the last one shown.
    pub below: With1,
    /// Nothing to undo.
    pub nothing_to_undo: &'static str,
    /// Nothing to redo.
    pub nothing_to_redo: &'static str,
    /// Choose a format first.
    pub choose_format: &'static str,
    /// Heading of the list of formats.
    pub formats_title: &'static str,
    /// Number of a format, of how many.
    pub format_of: With2,
    /// How many rules a format leaves out.
    pub left_out: With1,
    /// How many rules it widens.
    pub wider: With1,
    /// What is wider is allowed from now on.
    pub wider_allowed: &'static str,
    /// It is forbidden again.
    pub wider_forbidden: &'static str,
    /// The key that allows what is wider.
    pub wider_key: &'static str,
    /// Where a service tag file is given.
    pub tags_step: &'static str,
    /// The key that shows what the FQDN tag stands for.
    pub tag_key: &'static str,
    /// What is wider is allowed in this session.
    pub wider_mark: &'static str,
    /// The paste walk is for the portal.
    pub walk_is_for_portal: &'static str,
    /// How many warnings there was no room for.
    pub more_warnings: With1,
    /// The FQDN tag is not asked for.
    pub no_tag_view: &'static str,
    /// Only the syntax of a format was checked, by this software.
    pub syntax_checked: With1,
    /// Exports are refused.
    pub refused: With1,
    /// A line was left unfinished.
    pub draft_kept: &'static str,
    /// Name of an answer that was copied.
    pub report: &'static str,
    /// What can be typed to be explained.
    pub explain_about: &'static str,
    /// Nothing was typed to be explained.
    pub nothing_typed: &'static str,
    /// How many lines a question has.
    pub lines_in_all: With1,
    /// The newest edition was taken.
    pub edition_taken: With1,
    /// Which firewall to audit.
    pub audit_file: &'static str,
    /// A firewall could not be read: why.
    pub not_audited: With1,
    /// A firewall has every rule.
    pub nothing_missing: &'static str,
    /// Only what a firewall lacks is exported.
    pub missing_mark: &'static str,
    /// The mouse is on.
    pub mouse_on: &'static str,
    /// The mouse is off.
    pub mouse_off: &'static str,
    /// File name of the profile.
    pub save_as: &'static str,
    /// File name of an export.
    pub write_as: &'static str,
    /// Quit with unsaved changes?
    pub ask_quit: &'static str,
    /// Answers were kept at time `0`: take them?
    pub rescued: With1,
    /// The same, and the profile was changed since.
    pub rescued_changed: With1,
    /// They are taken.
    pub rescued_taken: &'static str,
    /// Press Ctrl-c again.
    pub interrupt_again: &'static str,
    /// The choice cannot be taken off: `0` needs it.
    pub pulled: &'static str,
    /// Region kept by the cloud: chosen region fell away.
    pub region_fell_away: &'static str,
    /// Paste walk finished.
    pub walk_done: &'static str,
    /// Why a rule is there.
    pub why: &'static str,
    /// Why a rule is not needed.
    pub why_not: &'static str,
    /// What breaks.
    pub if_blocked: &'static str,
    /// Where it stands.
    pub stands: &'static str,
    /// As printed.
    pub printed: &'static str,
    /// Readings.
    pub readings: &'static str,
    /// Purpose.
    pub purpose: &'static str,
    /// Evidence.
    pub evidence: &'static str,
    /// Listed since this day.
    pub since: With1,
    /// Refusal.
    pub refusal: &'static str,
    /// Warning.
    pub warning: &'static str,
    /// Help title.
    pub help: &'static str,
    /// Help: keys of other pages.
    pub help_elsewhere: &'static str,
    /// The window is too small: wanted columns and rows.
    pub too_small: With2,
    /// Help: how to read the marks.
    pub marks: &'static str,
    /// Help: what to know about copying.
    pub about_copying: &'static str,
    /// A reading is applied or only shown.
    pub not_applied: &'static str,
    /// Requirement names: required, recommended, observed.
    pub requirements: [&'static str; 3],
    /// Counter of the paste walk: field, fields.
    pub walk_title: With2,
    /// A label and what it says.
    pub labelled: With2,
    /// Between two halves of a sentence.
    pub semicolon: &'static str,
    /// Something said in passing.
    pub aside: With1,
    /// Between parts of a sentence.
    pub comma: &'static str,
    /// A field that is chosen from a list.
    pub pick: &'static str,
    /// High confidence, medium confidence.
    pub confidence: [&'static str; 2],
    /// The row of a bullet in prose.
    pub in_prose: &'static str,
    /// Row number.
    pub row: With1,
    /// Added by a reading.
    pub added_by_reading: With1,
}

/// English.
pub static EN: WizardWords = WizardWords {
    counts: |network, application| {
        format!("Rules {}: {network} network, {application} application", network + application)
    },
    no_rules: "no rules yet",
    absent: "Not needed",
    network: "Network rules",
    application: "Application rules",
    no_match: "nothing matches",
    region_elsewhere: |region, cloud| {
        format!("{region} belongs to {cloud}: choose that cloud in step 1")
    },
    filter: "filter",
    unsaved: "unsaved",
    new_profile: "new profile",
    saved: |path| format!("saved {path}"),
    written: |path| format!("wrote {path}"),
    not_written: |path, reason| format!("could not write {path}: {reason}"),
    exists: |path| format!("{path} exists already."),
    changed: |path| format!("{path} was changed by another program since it was read."),
    copied: |what| format!("copied {what} to the desktop clipboard"),
    sent: |what| format!("sent {what} to the terminal (OSC 52), which gives no receipt"),
    file_instead: ["w writes a file", "e, then w writes a file"],
    sent_tmux: |what| {
        format!("sent {what} through tmux (needs set-clipboard on), which gives no receipt")
    },
    not_copied: |reason| format!("not copied: {reason}"),
    in_step: |step| format!(" (Step {step}.)"),
    more: |count| format!(" ({count} more in step 8)"),
    undone: |answer| format!("undone; now {answer}"),
    redone: |answer| format!("done again; now {answer}"),
    group: "Rule collection group of our own",
    below: |count| format!("{count} more below"),
    nothing_to_undo: "nothing to undo",
    nothing_to_redo: "nothing to redo",
    choose_format: "choose a format with Enter, then y copies; it is remembered",
    formats_title: "Export: choose a format",
    format_of: |number, count| format!("({number} of {count})"),
    left_out: |count| format!("{count} left out"),
    wider: |count| format!("{count} wider"),
    wider_allowed: "formats may now write what is wider than asked for, and say so",
    wider_forbidden: "formats write nothing wider than asked for",
    wider_key: "a writes them in a wider form.",
    tags_step: "A service tag file, in the step Addresses, writes their prefixes.",
    tag_key: "t shows what is left to the FQDN tag, and what is written all the same.",
    wider_mark: "wider allowed",
    walk_is_for_portal: "the paste walk is for the format portal",
    more_warnings: |count| format!("+{count} more: i shows all warnings and steps"),
    no_tag_view: "only for Azure Firewall policy formats, with fqdns = \"tag-and-addons\" in the plan",
    syntax_checked: |by| format!("Syntax checked by {by}; not loaded into the product itself."),
    refused: |finding| format!("cannot export yet: {finding}"),
    draft_kept: "not taken; what you typed is kept for when you come back to this line",
    report: "the report as Markdown",
    explain_about: "Which traffic was refused? Type a host, a URL, host:port, ip:port or the path of a log, or paste log lines or an error; Enter judges it by the plan.",
    nothing_typed: "type or paste something first",
    lines_in_all: |count| format!("{count} lines"),
    edition_taken: |edition| {
        format!("the plan follows the edition of {edition} now; u takes it back")
    },
    audit_file: "Audit which firewall file or folder",
    not_audited: |reason| format!("not audited: {reason}"),
    nothing_missing: "nothing is missing on this firewall",
    missing_mark: "only what is missing",
    mouse_on: "mouse on: hold Shift or Option to select text in the terminal",
    mouse_off: "mouse off",
    save_as: "Save the profile as",
    write_as: "Write the export to",
    ask_quit: "The profile has unsaved changes.",
    rescued: |time| {
        format!("Unsaved answers of {time} were kept when the program was ended. Take them?")
    },
    rescued_changed: |time| {
        format!(
            "The profile was changed since unsaved answers of {time} were kept, when the program was ended. Take them?"
        )
    },
    rescued_taken: "the answers that were kept are taken, and still unsaved; u takes them back",
    interrupt_again: "press Ctrl-c again to quit without saving",
    pulled: "another add-on needs this one; take that off first",
    region_fell_away: "the region belonged to the other cloud: choose one in step 2",
    walk_done: "that was the last field",
    why: "Why it is here",
    why_not: "Why it is not here",
    if_blocked: "If it is blocked",
    stands: "Where it stands",
    printed: "The source prints",
    readings: "Readings",
    purpose: "What it is for",
    evidence: "evidence",
    since: |day| format!("listed since {day}"),
    refusal: "cannot export yet",
    warning: "warning",
    help: "Keys",
    help_elsewhere: "Elsewhere",
    too_small: |columns, rows| {
        format!("The window is too small: {columns} columns and {rows} rows are needed.")
    },
    marks: "+ came with the last choice   - went with it   ~ touched by a reading",
    about_copying: "Over SSH a copy goes to your terminal as OSC 52, which gives no receipt. In tmux it needs `set -g set-clipboard on`. A file always works: e, then w.",
    not_applied: "shown only, the source is taken at its word",
    requirements: ["required", "recommended", "observed"],
    walk_title: |now, all| format!("Paste walk, field {now} of {all}"),
    labelled: |label, text| format!("{label}: {text}"),
    semicolon: "; ",
    aside: |text| format!(" ({text})"),
    comma: ", ",
    pick: "choose",
    confidence: ["high confidence", "medium confidence"],
    in_prose: "bullet in the text",
    row: |row| format!("row {row}"),
    added_by_reading: |id| format!("not in the article; added by reading {id}"),
};

/// Simplified Chinese.
pub static ZH: WizardWords = WizardWords {
    counts: |network, application| {
        format!("规则 {} 条：网络 {network}，应用程序 {application}", network + application)
    },
    no_rules: "还没有规则",
    absent: "不需要的规则",
    network: "网络规则",
    application: "应用程序规则",
    no_match: "没有匹配的内容",
    region_elsewhere: |region, cloud| format!("{region} 属于 {cloud}：请先在第 1 步选择该云"),
    filter: "筛选",
    unsaved: "未保存",
    new_profile: "新配置",
    saved: |path| format!("已保存 {path}"),
    written: |path| format!("已写入 {path}"),
    not_written: |path, reason| format!("无法写入 {path}：{reason}"),
    exists: |path| format!("{path} 已存在。"),
    changed: |path| format!("{path} 读取之后被其他程序修改过。"),
    copied: |what| format!("已复制 {what} 到桌面剪贴板"),
    sent: |what| format!("已把 {what} 发送到终端（OSC 52），终端不会回执"),
    file_instead: ["按 w 可写入文件", "先按 e 再按 w 可写入文件"],
    sent_tmux: |what| format!("已把 {what} 经 tmux 发送（需 set-clipboard on），终端不会回执"),
    not_copied: |reason| format!("未复制：{reason}"),
    in_step: |step| format!("（步骤 {step}）"),
    more: |count| format!("（第 8 步另有 {count} 条）"),
    undone: |answer| format!("已撤销；现在 {answer}"),
    redone: |answer| format!("已重做；现在 {answer}"),
    group: "自建的规则集合组",
    below: |count| format!("下面还有 {count} 行"),
    nothing_to_undo: "没有可撤销的操作",
    nothing_to_redo: "没有可重做的操作",
    choose_format: "按 Enter 选择格式，再按 y 复制；之后会记住",
    formats_title: "导出：选择格式",
    format_of: |number, count| format!("（第 {number} 个，共 {count} 个）"),
    left_out: |count| format!("{count} 条未写入"),
    wider: |count| format!("{count} 条放宽"),
    wider_allowed: "现在允许写入范围大于要求的规则，并会注明",
    wider_forbidden: "不写入范围大于要求的规则",
    wider_key: "按 a 则以更宽的形式写入。",
    tags_step: "在“地址”一步给出服务标记文件，即可写成地址前缀。",
    tag_key: "按 t 查看由 FQDN 标记覆盖的规则和仍逐条写出的规则。",
    wider_mark: "已允许放宽",
    walk_is_for_portal: "逐项粘贴只用于 portal 格式",
    more_warnings: |count| format!("另有 {count} 条，按 i 查看全部警告和步骤"),
    no_tag_view: "只用于 Azure 防火墙策略的格式，且方案中 fqdns = \"tag-and-addons\"",
    syntax_checked: |by| format!("已用{}检查语法；未在产品本身中加载过。", spaced(by)),
    refused: |finding| format!("暂不能导出：{finding}"),
    draft_kept: "未采用；已输入的内容会保留，回到这一行时还在",
    report: "报告（Markdown）",
    explain_about: "哪些流量被拒？输入主机、URL、host:port、ip:port 或日志文件的路径，或粘贴日志、报错；按 Enter 依方案判断。",
    nothing_typed: "请先输入或粘贴内容",
    lines_in_all: |count| format!("共 {count} 行"),
    edition_taken: |edition| format!("方案现采用 {edition} 版；按 u 撤销"),
    audit_file: "要审计的防火墙文件或文件夹",
    not_audited: |reason| format!("未审计：{reason}"),
    nothing_missing: "此防火墙不缺规则",
    missing_mark: "仅缺少的规则",
    mouse_on: "鼠标已开启：按住 Shift 或 Option 可在终端里选择文字",
    mouse_off: "鼠标已关闭",
    save_as: "配置另存为",
    write_as: "导出写入",
    ask_quit: "配置有未保存的修改。",
    rescued: |time| format!("程序中断时保留了未保存的答案（{time}）。是否采用？"),
    rescued_changed: |time| {
        format!("配置已被修改；此前程序中断时保留了未保存的答案（{time}）。是否采用？")
    },
    rescued_taken: "已采用保留的答案，尚未保存；按 u 撤销",
    interrupt_again: "再按一次 Ctrl-c 将不保存直接退出",
    pulled: "其他加载项需要它，请先取消那一项",
    region_fell_away: "原区域属于另一个云，请在第 2 步重新选择",
    walk_done: "已是最后一个字段",
    why: "为什么需要",
    why_not: "为什么不需要",
    if_blocked: "如果被阻止",
    stands: "出处",
    printed: "原文写作",
    readings: "解读",
    purpose: "用途",
    evidence: "依据",
    since: |day| format!("自 {day} 起列出"),
    refusal: "暂不能导出",
    warning: "警告",
    help: "按键",
    help_elsewhere: "其他页面",
    too_small: |columns, rows| format!("窗口太小：至少需要 {columns} 列 {rows} 行。"),
    marks: "+ 上次选择新增   - 上次选择移除   ~ 有解读涉及",
    about_copying: "通过 SSH 时，复制以 OSC 52 发给终端，没有回执；tmux 需要 `set -g set-clipboard on`。写文件总是可行：先 e 再 w。",
    not_applied: "仅供参考，按原文处理",
    requirements: ["必需", "建议", "仅观察到"],
    walk_title: |now, all| format!("逐项粘贴：第 {now} 项，共 {all} 项"),
    labelled: |label, text| format!("{label}：{text}"),
    semicolon: "；",
    aside: |text| format!("（{text}）"),
    comma: "，",
    pick: "选择",
    confidence: ["可信度高", "可信度中"],
    in_prose: "正文条目",
    row: |row| format!("第 {row} 行"),
    added_by_reading: |id| format!("原文没有；由解读 {id} 补上"),
};
