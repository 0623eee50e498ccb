//! What the commands say: findings, failures, heads of tables.

use super::{With1, With2, With3};

/// The sentences of one language. Failures are fragments that follow the program's name.
pub struct CliWords {
    /// The newer edition, the second, is older than the first.
    pub backwards: With2,
    /// Could not read `0` because `1`.
    pub not_read: With2,
    /// Could not write `0` because `1`.
    pub not_written: With2,
    /// Could not write to standard output because `0`.
    pub not_printed: With1,
    /// The file `0` exists already.
    pub exists: With1,
    /// Nothing was exported, because the profile `0` has errors.
    pub not_exported: With1,
    /// Nothing was exported, because so many profiles of so many have errors.
    pub none_exported: fn(usize, usize) -> String,
    /// The profile `0` is given more than once and counts once.
    pub given_twice: With1,
    /// The same holds at the places `0`; follows a sentence.
    pub also_at: With1,
    /// Nothing was exported: about the key `0`, one profile says `1` and another `2`.
    pub disagree: With3,
    /// A command comes with options of the wizard in front of it.
    pub only_wizard: &'static str,
    /// The wizard needs a terminal.
    pub no_terminal: &'static str,
    /// There is neither a file nor a command `0`; `1` was perhaps meant.
    pub no_file: With2,
    /// There is no folder `0`.
    pub no_folder: With1,
    /// The output `0` is the profile itself.
    pub is_profile: With1,
    /// The output `0` is a service tag file that is read.
    pub is_tag_file: With1,
    /// There is no terminal to send a copy to.
    pub no_way_to_copy: &'static str,
    /// The file `0` was probably meant.
    pub similar_file: With1,
    /// The command `0` was probably meant.
    pub similar_command: With1,
    /// What names new profiles have.
    pub new_profile: &'static str,
    /// The profile `0` has errors, so the wizard does not open it.
    pub not_opened: With1,
    /// The dialogue ended before its changes were saved.
    pub ended_unsaved: &'static str,
    /// Unsaved answers were kept.
    pub kept: &'static str,
    /// They could not be, because of `0`.
    pub not_kept: With1,
    /// The dialogue or the wizard failed because `0`.
    pub broken_off: With1,
    /// Numbers of profiles, errors and warnings.
    pub checked: fn(usize, usize, usize) -> String,
    /// The command that shows all changes of the profile `0`; follows a sentence.
    pub all_changes: With1,
    /// Nothing was compared, because the profile `0` has errors.
    pub not_compared: With1,
    /// Wrote `0`.
    pub wrote: With1,
    /// Copied to the desktop.
    pub copied: &'static str,
    /// Copied to the desktop, and sent to the terminal as well.
    pub copied_twice: &'static str,
    /// Sent to the terminal.
    pub sent: &'static str,
    /// Sent to the terminal through tmux.
    pub sent_tmux: &'static str,
    /// Could not copy because `0`.
    pub not_copied: With1,
    /// The option `0` is not for this list.
    pub no_such_filter: With1,
    /// Heads of the columns of lists.
    pub heads: Heads,
    /// A region is open only on request.
    pub restricted: &'static str,
    /// A profile that exists is opened, not begun from an example: its path.
    pub example_over_file: With1,
    /// A region probably has no AKS.
    pub aks_unlikely: &'static str,
    /// Between the items of a list.
    pub comma: &'static str,
    /// Yes.
    pub yes: &'static str,
}

/// Heads of the columns of lists.
pub struct Heads {
    /// `list regions`
    pub regions: [&'static str; 5],
    /// `list addons`
    pub addons: [&'static str; 5],
    /// `list formats`
    pub formats: [&'static str; 4],
    /// `list editions`
    pub editions: [&'static str; 4],
    /// `list examples`
    pub examples: [&'static str; 2],
    /// `list rules`
    pub rules: [&'static str; 10],
}

/// English.
pub static EN: CliWords = CliWords {
    backwards: |from, to| {
        format!(
            "edition {to} is older than edition {from}: give the older day to --from and the newer one to --to"
        )
    },
    not_read: |path, reason| format!("could not read {path}: {reason}"),
    not_written: |path, reason| format!("could not write {path}: {reason}"),
    not_printed: |reason| format!("could not write to standard output: {reason}"),
    exists: |path| format!("{path} exists already; --force replaces it"),
    not_exported: |path| format!("nothing was exported: {path} has errors"),
    none_exported: |bad, all| format!("nothing was exported: {bad} of {all} profiles have errors"),
    given_twice: |path| format!("{path} is given more than once; it counts as one cluster"),
    also_at: |places| format!(" (also at {places})"),
    disagree: |key, one, other| {
        format!("nothing was exported: the profiles disagree about {key}: {one}; {other}")
    },
    only_wizard: "a profile or options in front of a command are for the wizard; give them after the command",
    no_terminal: "the wizard needs a terminal; in scripts use `aks-egress export PROFILE --format ID`",
    no_file: |path, hint| format!("there is neither a file nor a command {path}; {hint}"),
    no_folder: |path| format!("there is no folder {path}"),
    is_profile: |path| format!("{path} is the profile itself: give another file"),
    is_tag_file: |path| format!("{path} is the service tag file itself: give another file"),
    no_way_to_copy: "there is neither a desktop nor a terminal to send it to; -o writes a file",
    similar_file: |path| format!("did you mean {path}?"),
    similar_command: |name| format!("did you mean the command `{name}`?"),
    new_profile: "the name of a new profile ends in .toml",
    not_opened: |path| format!("could not open {path}: put its errors right first"),
    ended_unsaved: "the input ended before the changes were saved",
    kept: "unsaved answers were kept; the next start with this profile offers them",
    not_kept: |reason| format!("unsaved answers could not be kept: {reason}"),
    broken_off: |reason| format!("could not go on: {reason}"),
    checked: |profiles, errors, warnings| {
        let count = |number: usize, one: &str| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {one}s"),
        };
        format!(
            "{} checked: {}, {}",
            count(profiles, "profile"),
            count(errors, "error"),
            count(warnings, "warning")
        )
    },
    all_changes: |path| format!(". `aks-egress diff {path}` shows all"),
    not_compared: |path| format!("nothing was compared: {path} has errors"),
    wrote: |path| format!("wrote {path}"),
    copied: "copied to the desktop clipboard",
    copied_twice: "copied to the desktop clipboard; where that forgets it when the program ends, the terminal was sent it too (OSC 52)",
    sent: "sent to the terminal (OSC 52), which gives no receipt; if nothing arrives, -o writes a file",
    sent_tmux: "sent through tmux (needs set-clipboard on), which gives no receipt; if nothing arrives, -o writes a file",
    not_copied: |reason| format!("could not copy: {reason}"),
    no_such_filter: |option| format!("{option} does not apply to this list"),
    example_over_file: |path| format!("{path} exists already; --example begins a new profile"),
    heads: Heads {
        regions: ["REGION", "NAME", "CLOUD", "SERVICE TAG", "REMARKS"],
        addons: ["ID", "NAME", "PULLS IN", "PRIVATE ENDPOINT", "ABOUT"],
        formats: ["ID", "EXTENSION", "NAME", "ABOUT"],
        editions: ["EDITION", "RULES", "ADDED", "REMOVED"],
        examples: ["EXAMPLE", "CLUSTER"],
        rules: [
            "ID",
            "KIND",
            "DESTINATION",
            "PORT",
            "CLOUD",
            "FEATURE",
            "REQUIREMENT",
            "SOURCE",
            "SINCE",
            "UNTIL",
        ],
    },
    restricted: "on request only",
    aks_unlikely: "probably without AKS",
    comma: ", ",
    yes: "yes",
};

/// Simplified Chinese.
pub static ZH: CliWords = CliWords {
    backwards: |from, to| format!("{to} 版早于 {from} 版：较早的日期应给 --from，较晚的给 --to"),
    not_read: |path, reason| format!("无法读取 {path}：{reason}"),
    not_written: |path, reason| format!("无法写入 {path}：{reason}"),
    not_printed: |reason| format!("无法写入标准输出：{reason}"),
    exists: |path| format!("{path} 已存在；加 --force 可替换"),
    not_exported: |path| format!("没有导出：{path} 有错误"),
    none_exported: |bad, all| format!("没有导出：{all} 个配置中有 {bad} 个有错误"),
    given_twice: |path| format!("{path} 重复给出，只算一个群集"),
    also_at: |places| format!("（同见 {places}）"),
    disagree: |key, one, other| format!("没有导出：各配置的 {key} 不一致：{one}；{other}"),
    only_wizard: "命令之前的配置或选项只用于向导，请放在命令之后",
    no_terminal: "向导需要终端；在脚本中请使用 `aks-egress export PROFILE --format ID`",
    no_file: |path, hint| format!("没有名为 {path} 的文件或命令；{hint}"),
    no_folder: |path| format!("没有文件夹 {path}"),
    is_profile: |path| format!("{path} 就是配置文件本身，请换一个文件"),
    is_tag_file: |path| format!("{path} 就是服务标记文件本身，请换一个文件"),
    no_way_to_copy: "没有可用的桌面或终端；可用 -o 写入文件",
    similar_file: |path| format!("是不是指 {path}？"),
    similar_command: |name| format!("是不是指命令 `{name}`？"),
    new_profile: "新配置的文件名须以 .toml 结尾",
    not_opened: |path| format!("无法打开 {path}：请先改正其中的错误"),
    ended_unsaved: "输入已结束，修改尚未保存",
    kept: "未保存的答案已保留，下次以此配置启动时可恢复",
    not_kept: |reason| format!("未保存的答案无法保留：{reason}"),
    broken_off: |reason| format!("无法继续：{reason}"),
    checked: |profiles, errors, warnings| {
        format!("已检查 {profiles} 个配置：{errors} 个错误，{warnings} 个警告")
    },
    all_changes: |path| format!("。用 `aks-egress diff {path}` 查看全部"),
    not_compared: |path| format!("没有比较：{path} 有错误"),
    wrote: |path| format!("已写入 {path}"),
    copied: "已复制到桌面剪贴板",
    copied_twice: "已复制到桌面剪贴板；有的桌面在程序结束后不再保留，因此也发给了终端（OSC 52）",
    sent: "已发送到终端（OSC 52），没有回执；若未收到，可用 -o 写入文件",
    sent_tmux: "已经 tmux 发送（需 set-clipboard on），没有回执；若未收到，可用 -o 写入文件",
    not_copied: |reason| format!("无法复制：{reason}"),
    no_such_filter: |option| format!("{option} 不适用于此列表"),
    example_over_file: |path| format!("{path} 已存在；--example 用于新建配置文件"),
    heads: Heads {
        regions: ["区域", "名称", "云", "服务标记", "备注"],
        addons: ["ID", "名称", "同时需要", "专用终结点", "说明"],
        formats: ["ID", "扩展名", "名称", "说明"],
        editions: ["版本日期", "规则数", "新增", "移除"],
        examples: ["示例", "群集"],
        rules: ["ID", "类型", "目标", "端口", "云", "功能", "要求", "文档", "列出于", "移除于"],
    },
    restricted: "需申请开通",
    aks_unlikely: "很可能没有 AKS",
    comma: "、",
    yes: "是",
};
