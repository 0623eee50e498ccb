//! What changed between two profiles, or between two editions.

use super::{With1, With2, spaced};

/// The sentences of one language.
pub struct ChangeWords {
    /// Profile, older edition, newer edition.
    pub title_editions: fn(&str, &str, &str) -> String,
    /// Older and newer side.
    pub title_sides: With2,
    /// A side: its name, and source with edition.
    pub side: With2,
    /// Rules that stayed the same, where nothing changed.
    pub nothing: fn(usize) -> String,
    /// Answers differ, but no rule.
    pub only_answers: &'static str,
    /// Label of the number of rules that stayed the same.
    pub unchanged: &'static str,
    /// Ends a sentence.
    pub stop: &'static str,
    /// What one line says: counts with hosts, joined.
    pub since_then: With1,
    /// Since then nothing changed for this profile.
    pub nothing_since: &'static str,
    /// Counts with hosts, by class: count, hosts.
    pub short: [fn(usize, &str) -> String; 4],
    /// Headings of the classes.
    pub headings: [&'static str; 4],
    /// What is to be said of each class.
    pub about: [&'static str; 4],
    /// Heading of the answers that differ.
    pub answers: &'static str,
    /// Columns of rules: sign, port, destination, then the rest.
    pub columns: [&'static str; 9],
    /// Columns of answers.
    pub answer_columns: [&'static str; 3],
    /// In place of a destination: every rule.
    pub all_rules: &'static str,
    /// No answer is given.
    pub none: &'static str,
    /// It is so since this day.
    pub since: With1,
    /// It was so until the day before this one.
    pub until: With1,
    /// It changed on this day.
    pub on: With1,
    /// Older value, newer value.
    pub became: With2,
    /// What it is about, and what is said of it.
    pub labelled: With2,
    /// Prefixes that came, and that went.
    pub prefixes: fn(usize, usize) -> String,
    /// The source lists it.
    pub listed: &'static str,
    /// The source, with its edition, does not list it.
    pub not_listed: With1,
    /// A reading that adds it holds: id, title.
    pub reading_holds: With2,
    /// A reading that added it does not hold at that edition: id, title.
    pub reading_not_yet: With2,
    /// Why the older side did not have it.
    pub before: With1,
    /// The list of another cloud applies.
    pub other_cloud: With1,
    /// Another document applies.
    pub other_source: With1,
    /// The newer side lacks an answer; do not remove it.
    pub keep: &'static str,
    /// A wider rule allows it already.
    pub allowed_by: With1,
    /// Required, recommended, observed.
    pub requirements: [&'static str; 3],
    /// Names of what may differ, in the order of the fields.
    pub fields: [&'static str; 11],
    /// Between the items of a list.
    pub comma: &'static str,
    /// Between sentences and their like.
    pub semicolon: &'static str,
}

fn rules(count: usize) -> String {
    if count == 1 { "1 rule".to_owned() } else { format!("{count} rules") }
}

/// Hosts in brackets behind a count.
fn named(text: String, hosts: &str) -> String {
    if hosts.is_empty() { text } else { format!("{text} ({hosts})") }
}

fn named_zh(text: String, hosts: &str) -> String {
    if hosts.is_empty() { text } else { format!("{text}（{hosts}）") }
}

/// English.
pub static EN: ChangeWords = ChangeWords {
    title_editions: |profile, from, to| {
        format!("What changed for {profile}: edition {from} to edition {to}")
    },
    title_sides: |old, new| format!("What changed: {old} to {new}"),
    side: |name, source| format!("{name} ({source})"),
    nothing: |count| format!("Nothing changed: the same {}.", rules(count)),
    only_answers: "The answers differ, but bring the same rules.",
    unchanged: "Unchanged",
    stop: ".",
    since_then: |counts| format!("since then: {counts}"),
    nothing_since: "since then nothing changed for this profile: take the newest edition",
    short: [
        |count, hosts| named(format!("{} to add or change", rules(count)), hosts),
        |count, hosts| named(format!("{count} worth adding"), hosts),
        |count, hosts| named(format!("{count} to remove"), hosts),
        |count, _| format!("{count} changed in wording or condition only"),
    ],
    headings: ["Action needed", "Worth adding", "Clean up", "Wording or condition"],
    about: [
        "The cluster needs these: add or change them on the firewall before you move.",
        "The source recommends these and does not require them.",
        "AKS no longer needs these for this plan: remove them, unless workloads of yours use them.",
        "Nothing is to be done on the firewall.",
    ],
    answers: "Answers that differ",
    columns: [
        "change",
        "port",
        "destination",
        "date",
        "what",
        "why",
        "purpose",
        "if blocked",
        "note",
    ],
    answer_columns: ["key", "before", "now"],
    all_rules: "every rule",
    none: "none",
    since: |day| format!("since {day}"),
    until: |day| format!("until {day}"),
    on: |day| format!("on {day}"),
    became: |old, new| format!("{old} → {new}"),
    labelled: |label, text| format!("{label}: {text}"),
    prefixes: |came, went| {
        format!(
            "{came} came, {went} went; to be changed where the firewall holds prefixes rather than the tag"
        )
    },
    listed: "the source lists it",
    not_listed: |source| format!("not listed: {source}"),
    reading_holds: |id, title| format!("reading {id}: {title}"),
    reading_not_yet: |id, title| format!("reading {id} does not hold on that day: {title}"),
    before: |reason| format!("before: {reason}"),
    other_cloud: |cloud| format!("the rules are those of {cloud}"),
    other_source: |source| format!("the rules are those of {source}"),
    keep: "Do not remove it: the rule comes back once the answer is given.",
    allowed_by: |host| format!("The rule for {host} allows it already."),
    requirements: ["required", "recommended", "observed"],
    fields: [
        "port",
        "destination",
        "prefixes",
        "requirement",
        "needed by",
        "because",
        "purpose",
        "if blocked",
        "printed as",
        "readings",
        "source",
    ],
    comma: ", ",
    semicolon: "; ",
};

/// Simplified Chinese.
pub static ZH: ChangeWords = ChangeWords {
    title_editions: |profile, from, to| {
        format!("{}的变化：{from} 版到 {to} 版", spaced(profile).trim_start())
    },
    title_sides: |old, new| format!("变化：从{}到{}", spaced(old), spaced(new).trim_end()),
    side: |name, source| format!("{name}（{source}）"),
    nothing: |count| format!("没有变化：规则相同，共 {count} 条。"),
    only_answers: "回答有所不同，但得出的规则相同。",
    unchanged: "未变",
    stop: "。",
    since_then: |counts| format!("此后：{counts}"),
    nothing_since: "此后该配置的规则没有变化：可直接改用最新版本",
    short: [
        |count, hosts| named_zh(format!("需添加或修改 {count} 条"), hosts),
        |count, hosts| named_zh(format!("建议添加 {count} 条"), hosts),
        |count, hosts| named_zh(format!("可移除 {count} 条"), hosts),
        |count, _| format!("仅措辞或条件有变 {count} 条"),
    ],
    headings: ["需要处理", "建议添加", "可清理", "措辞或条件"],
    about: [
        "群集需要这些规则：请先在防火墙上添加或修改，再切换过去。",
        "文档推荐这些规则，但并不要求。",
        "此方案的 AKS 不再需要这些规则：若自己的工作负载不用，即可删除。",
        "防火墙无需改动。",
    ],
    answers: "不同的回答",
    columns: ["变化", "端口", "目标", "日期", "内容", "原因", "用途", "若被阻止", "说明"],
    answer_columns: ["键", "原来", "现在"],
    all_rules: "所有规则",
    none: "无",
    since: |day| format!("自 {day} 起"),
    until: |day| format!("自 {day} 起不再适用"),
    on: |day| format!("于 {day}"),
    became: |old, new| format!("{old} → {new}"),
    labelled: |label, text| format!("{label}：{text}"),
    prefixes: |came, went| {
        format!("新增 {came} 个，移除 {went} 个；若防火墙写的是前缀而非标记，则需修改")
    },
    listed: "文档列出了它",
    not_listed: |source| format!("未列出：{source}"),
    reading_holds: |id, title| format!("解读 {id}：{title}"),
    reading_not_yet: |id, title| format!("解读 {id} 在该日尚未生效：{title}"),
    before: |reason| format!("原先：{reason}"),
    other_cloud: |cloud| format!("现按{}的规则", spaced(cloud).trim_end()),
    other_source: |source| format!("现按{}的规则", spaced(source)),
    keep: "请勿删除：补上回答后，这条规则会重新出现。",
    allowed_by: |host| format!("{host} 的规则已放行它。"),
    requirements: ["必需", "推荐", "仅观察到"],
    fields: [
        "端口",
        "目标",
        "前缀",
        "要求",
        "所需功能",
        "由来",
        "用途",
        "若被阻止",
        "原文写法",
        "解读",
        "出处",
    ],
    comma: "、",
    semicolon: "；",
};
