//! What is wrong with a profile's file, and what to do about it.
//!
//! What is wrong follows `file:line:column: key: `, so it is a fragment without a capital letter.

use super::{With1, With2};

/// A sentence with three names in it.
pub type With3 = fn(&str, &str, &str) -> String;

/// The sentences of one language.
pub struct ProfileWords {
    /// Between the names of a list.
    pub comma: &'static str,
    /// Types of values: text, whole number, decimal number, true or false, date, list, table.
    pub types: [&'static str; 7],
    /// What is wrong.
    pub wrong: WrongWords,
    /// What to do.
    pub help: HelpWords,
    /// Why a text is not a host name.
    pub host: HostWords,
    /// The first lines of a new file.
    pub header: &'static str,
}

/// What is wrong.
pub struct WrongWords {
    /// Nothing in the file.
    pub empty: &'static str,
    /// Size.
    pub too_large: With1,
    /// Number of the NUL byte.
    pub binary: With1,
    /// UTF-16.
    pub utf16: &'static str,
    /// Number of the byte.
    pub not_utf8: With1,
    /// The parser's message.
    pub syntax: With1,
    /// The parser's message, what it points at.
    pub syntax_at: With2,
    /// Value.
    pub unquoted: With1,
    /// Value.
    pub not_a_flag: With1,
    /// Value.
    pub not_a_number: With1,
    /// The key is missing.
    pub missing: &'static str,
    /// Version of the file, newest known.
    pub newer_version: With2,
    /// Version of the file.
    pub no_such_version: With1,
    /// No such table.
    pub unknown_table: &'static str,
    /// No such key.
    pub unknown_key: &'static str,
    /// Expected type, found type.
    pub wrong_type: With2,
    /// Value, allowed names.
    pub unknown_name: With2,
    /// Value.
    pub duplicate: With1,
    /// Region.
    pub unknown_region: With1,
    /// Region, its cloud, the profile's cloud.
    pub region_of_other_cloud: With3,
    /// Add-on.
    pub unknown_addon: With1,
    /// Add-on.
    pub no_private_endpoint: With1,
    /// Value.
    pub not_a_date: With1,
    /// Day.
    pub no_edition: With1,
    /// Value.
    pub not_an_address: With1,
    /// Value.
    pub not_a_network: With1,
    /// Value.
    pub host_bits: With1,
    /// Value.
    pub out_of_range: With1,
    /// Value.
    pub not_a_policy_name: With1,
    /// The part that is wrong: not an id, subscription, resource group, kind of resource, name.
    pub ip_group: [With1; 5],
    /// Value.
    pub control_character: With1,
    /// Length, longest.
    pub too_long: With2,
    /// Why.
    pub void: With1,
}

/// What to do.
pub struct HelpWords {
    /// For an empty file.
    pub empty: &'static str,
    /// For a file that is no profile.
    pub other_file: &'static str,
    /// For another encoding.
    pub save_as_utf8: &'static str,
    /// Line to add; the key stands at the top.
    pub add_at_top: With1,
    /// Line to add, table.
    pub add_under: With2,
    /// For a newer version.
    pub update: &'static str,
    /// What to write instead.
    pub write: With1,
    /// An address where a network is wanted: the network of this address alone.
    pub one_address: With1,
    /// For a number outside of any key.
    pub number: &'static str,
    /// The name that was probably meant.
    pub did_you_mean: With1,
    /// The name that was probably meant, name for people.
    pub did_you_mean_title: With2,
    /// The table that the key belongs to.
    pub belongs_under: With2,
    /// What there is.
    pub known: With1,
    /// Example line.
    pub example: With1,
    /// For a value that stands twice.
    pub remove_one: &'static str,
    /// The command that lists regions.
    pub list_regions: &'static str,
    /// The command that lists add-ons.
    pub list_addons: &'static str,
    /// The cloud that fits.
    pub set_cloud: With1,
    /// Add-ons with private endpoints.
    pub with_private_endpoint: With1,
    /// For a date.
    pub date: &'static str,
    /// First edition, newest.
    pub edition: With2,
    /// For an address.
    pub address: &'static str,
    /// For a network.
    pub network: &'static str,
    /// For a host name.
    pub host: &'static str,
    /// For a number: smallest, largest.
    pub range: With2,
    /// For a name of Azure's.
    pub policy_name: &'static str,
    /// For an IP group.
    pub ip_group: &'static str,
    /// For text that cannot be shown.
    pub plain_text: &'static str,
    /// For text that is too long.
    pub shorten: &'static str,
    /// For a void answer.
    pub dropped: &'static str,
}

/// Why a text is not a host name; each takes the text.
pub struct HostWords {
    /// Scheme or path.
    pub url: With1,
    /// Port.
    pub port: With1,
    /// Star.
    pub star: With1,
    /// IP address.
    pub address: With1,
    /// Not ASCII.
    pub not_ascii: With1,
    /// Dot at the end.
    pub dot_at_end: With1,
    /// Empty label.
    pub empty_label: With1,
    /// One label.
    pub one_label: With1,
    /// Long label.
    pub long_label: With1,
    /// Long name.
    pub long: With1,
    /// Hyphen.
    pub hyphen: With1,
    /// Text, character.
    pub character: With2,
}

/// English.
pub static EN: ProfileWords = ProfileWords {
    comma: ", ",
    types: [
        "text in quotes",
        "a whole number",
        "a decimal number",
        "true or false",
        "a date",
        "a list",
        "a table",
    ],
    wrong: WrongWords {
        empty: "the file is empty",
        too_large: |size| format!("a profile is a few kilobytes; this file has {size}"),
        binary: |byte| format!("this is not a text file: byte {byte} is NUL"),
        utf16: "the file is in UTF-16, a profile in UTF-8",
        not_utf8: |byte| format!("byte {byte} is not UTF-8"),
        syntax: |message| format!("not valid TOML: {message}"),
        syntax_at: |message, found| format!("not valid TOML: {message}: `{found}`"),
        unquoted: |value| format!("text needs quotes: `{value}`"),
        not_a_flag: |value| format!("`{value}` is neither true nor false"),
        not_a_number: |value| format!("`{value}` is not a number"),
        missing: "missing",
        newer_version: |found, newest| {
            format!(
                "version {found} was written by a newer aks-egress; this one reads version {newest}"
            )
        },
        no_such_version: |found| format!("there is no version {found}"),
        unknown_table: "unknown table",
        unknown_key: "unknown key",
        wrong_type: |expected, found| format!("expected {expected}, found {found}"),
        unknown_name: |value, allowed| format!("`{value}` is none of {allowed}"),
        duplicate: |value| format!("`{value}` stands in the list twice"),
        unknown_region: |region| format!("there is no region `{region}`"),
        region_of_other_cloud: |region, its, profiles| {
            format!("`{region}` is a region of {its}; the profile's cloud is {profiles}")
        },
        unknown_addon: |addon| format!("there is no add-on `{addon}`"),
        no_private_endpoint: |addon| {
            format!("`{addon}` cannot be reached through a private endpoint")
        },
        not_a_date: |value| format!("`{value}` is not a date"),
        no_edition: |day| format!("there is no edition of {day}"),
        not_an_address: |value| format!("`{value}` is not an IP address"),
        not_a_network: |value| format!("`{value}` is not a network"),
        host_bits: |value| format!("`{value}` is an address inside a network, not the network"),
        out_of_range: |value| format!("{value} is out of range"),
        not_a_policy_name: |value| format!("Azure does not take the name `{value}`"),
        ip_group: [
            |id| format!("`{id}` is not the resource id of an IP group"),
            |part| format!("`{part}` in the resource id is not the id of a subscription"),
            |part| format!("`{part}` in the resource id is not the name of a resource group"),
            |part| format!("the resource id is not that of an IP group, but has `{part}` in it"),
            |part| format!("`{part}` in the resource id is not the name of an IP group"),
        ],
        control_character: |value| format!("`{value}` has a control character in it"),
        too_long: |length, longest| format!("{length} characters; at most {longest} are allowed"),
        void: |why| format!("this answer changes nothing: {why}"),
    },
    help: HelpWords {
        empty: "a profile needs version = 1, and cloud and region under [cluster]",
        other_file: "give the path of a profile, not of an export or a log",
        save_as_utf8: "save the file as UTF-8",
        add_at_top: |line| format!("add `{line}` above the first table"),
        add_under: |line, table| format!("add `{line}` under [{table}]"),
        update: "update aks-egress, or save the profile with this version",
        write: |text| format!("write {text}"),
        one_address: |network| {
            format!("write {network} for this address alone, or a network such as 10.240.0.0/16")
        },
        number: "write a number in digits",
        did_you_mean: |name| format!("did you mean `{name}`?"),
        did_you_mean_title: |name, title| format!("did you mean `{name}` ({title})?"),
        belongs_under: |name, table| format!("`{name}` belongs under [{table}]"),
        known: |names| format!("there are {names}"),
        example: |line| format!("for example `{line}`"),
        remove_one: "remove one of them",
        list_regions: "`aks-egress list regions` shows all names",
        list_addons: "`aks-egress list addons` shows all ids",
        set_cloud: |line| format!("set `{line}`, or choose a region of the profile's cloud"),
        with_private_endpoint: |names| format!("these can: {names}"),
        date: "write a day of the calendar as YYYY-MM-DD, such as 2024-09-26",
        edition: |first, newest| format!("choose a day from {first} to {newest}"),
        address: "write an address such as 10.0.0.4, without prefix length",
        network: "write a network such as 10.240.0.0/16",
        host: "write the cluster's own host name, as `az aks show --query fqdn` prints it",
        range: |least, most| format!("write a whole number from {least} to {most}"),
        policy_name: "use 2 to 80 letters, digits, `_`, `.` and `-`; begin with a letter or a digit, end with one or with `_`",
        ip_group: "write what `az network ip-group show --query id` prints, /subscriptions/…",
        plain_text: "write plain text on one line",
        shorten: "shorten it",
        dropped: "it is left out when the profile is saved",
    },
    host: HostWords {
        url: |text| format!("`{text}` is a URL; only its host name belongs here"),
        port: |text| format!("`{text}` has a port or is an IPv6 address; only a name belongs here"),
        star: |text| format!("`{text}` has a star; only an exact name belongs here"),
        address: |text| format!("`{text}` is an IP address; it belongs to `cluster.api_server_ip`"),
        not_ascii: |text| format!("`{text}` has letters outside ASCII"),
        dot_at_end: |text| format!("`{text}` ends with a dot; leave it out"),
        empty_label: |text| format!("`{text}` has nothing before or after a dot"),
        one_label: |text| format!("`{text}` has no domain"),
        long_label: |text| {
            format!(
                "`{text}` has more than 63 characters between two dots, which DNS does not allow"
            )
        },
        long: |text| format!("`{text}` has more than 253 characters, which DNS does not allow"),
        hyphen: |text| format!("`{text}` has a hyphen beside a dot or at an end"),
        character: |text, character| {
            format!("`{text}` has a `{character}`; names have letters, digits, hyphens and dots")
        },
    },
    header: "# A profile of aks-egress: the answers about one AKS cluster that its firewall rules follow from.\n# Edit it here or with `aks-egress FILE`; `aks-egress check FILE` says what is wrong with it.\n",
};

/// Simplified Chinese.
pub static ZH: ProfileWords = ProfileWords {
    comma: "、",
    types: ["带引号的文本", "整数", "小数", "true 或 false", "日期", "列表", "表"],
    wrong: WrongWords {
        empty: "文件是空的",
        too_large: |size| format!("配置文件只有几 KB，而此文件有 {size}"),
        binary: |byte| format!("不是文本文件：第 {byte} 个字节是 NUL"),
        utf16: "文件编码是 UTF-16，配置文件应为 UTF-8",
        not_utf8: |byte| format!("第 {byte} 个字节不是有效的 UTF-8"),
        syntax: |message| format!("TOML 语法错误：{message}"),
        syntax_at: |message, found| format!("TOML 语法错误：{message}：`{found}`"),
        unquoted: |value| format!("文本要加引号：`{value}`"),
        not_a_flag: |value| format!("`{value}` 既不是 true 也不是 false"),
        not_a_number: |value| format!("`{value}` 不是数字"),
        missing: "缺少此项",
        newer_version: |found, newest| {
            format!("版本 {found} 由更新的 aks-egress 写入，当前程序只能读取版本 {newest}")
        },
        no_such_version: |found| format!("没有版本 {found}"),
        unknown_table: "未知的表",
        unknown_key: "未知的键",
        wrong_type: |expected, found| format!("应为{expected}，实际是{found}"),
        unknown_name: |value, allowed| format!("`{value}` 不在可选值之内：{allowed}"),
        duplicate: |value| format!("列表中重复出现 `{value}`"),
        unknown_region: |region| format!("没有区域 `{region}`"),
        region_of_other_cloud: |region, its, profiles| {
            format!("`{region}` 是{its}的区域，而配置的云是{profiles}")
        },
        unknown_addon: |addon| format!("没有加载项 `{addon}`"),
        no_private_endpoint: |addon| format!("`{addon}` 不能通过专用终结点访问"),
        not_a_date: |value| format!("`{value}` 不是有效日期"),
        no_edition: |day| format!("没有 {day} 的版本"),
        not_an_address: |value| format!("`{value}` 不是 IP 地址"),
        not_a_network: |value| format!("`{value}` 不是网段"),
        host_bits: |value| format!("`{value}` 是网段内的地址，不是网段本身"),
        out_of_range: |value| format!("{value} 超出范围"),
        not_a_policy_name: |value| format!("Azure 不接受名称 `{value}`"),
        ip_group: [
            |id| format!("`{id}` 不是 IP 组的资源 ID"),
            |part| format!("资源 ID 中的 `{part}` 不是订阅 ID"),
            |part| format!("资源 ID 中的 `{part}` 不是资源组名称"),
            |part| format!("资源 ID 中的 `{part}` 表明它不是 IP 组"),
            |part| format!("资源 ID 中的 `{part}` 不是 IP 组名称"),
        ],
        control_character: |value| format!("`{value}` 含有控制字符"),
        too_long: |length, longest| format!("共 {length} 个字符，最多允许 {longest} 个"),
        void: |why| format!("此项不起作用：{why}"),
    },
    help: HelpWords {
        empty: "至少需要 version = 1，以及 [cluster] 下的 cloud 和 region",
        other_file: "请给出配置文件的路径，而不是导出文件或日志的路径",
        save_as_utf8: "请将文件另存为 UTF-8",
        add_at_top: |line| format!("请在第一个表之前加上 `{line}`"),
        add_under: |line, table| format!("请在 [{table}] 下加上 `{line}`"),
        update: "请升级 aks-egress，或用当前版本重新保存配置",
        write: |text| format!("请写成 {text}"),
        one_address: |network| {
            format!("只指这个地址请写成 {network}，网段请写成例如 10.240.0.0/16")
        },
        number: "请用数字书写",
        did_you_mean: |name| format!("是否指 `{name}`？"),
        did_you_mean_title: |name, title| format!("是否指 `{name}`（{title}）？"),
        belongs_under: |name, table| format!("`{name}` 应放在 [{table}] 下"),
        known: |names| format!("可用的有：{names}"),
        example: |line| format!("例如 `{line}`"),
        remove_one: "请删去其中一个",
        list_regions: "用 `aks-egress list regions` 查看全部名称",
        list_addons: "用 `aks-egress list addons` 查看全部 ID",
        set_cloud: |line| format!("请改为 `{line}`，或选择配置所在云的区域"),
        with_private_endpoint: |names| format!("支持的有：{names}"),
        date: "请按 YYYY-MM-DD 写一个真实的日期，例如 2024-09-26",
        edition: |first, newest| format!("请选择 {first} 到 {newest} 之间的日期"),
        address: "请写成 10.0.0.4 这样的地址，不带前缀长度",
        network: "请写成 10.240.0.0/16 这样的网段",
        host: "请填写群集自己的主机名，即 `az aks show --query fqdn` 的输出",
        range: |least, most| format!("请填写 {least} 到 {most} 之间的整数"),
        policy_name: "请用 2 到 80 个字母、数字、`_`、`.` 或 `-`，以字母或数字开头，以字母、数字或 `_` 结尾",
        ip_group: "请填写 `az network ip-group show --query id` 的输出，即 /subscriptions/…",
        plain_text: "请写成一行普通文本",
        shorten: "请缩短",
        dropped: "保存配置时会去掉此项",
    },
    host: HostWords {
        url: |text| format!("`{text}` 是 URL，这里只填主机名"),
        port: |text| format!("`{text}` 带有端口或是 IPv6 地址，这里只填主机名"),
        star: |text| format!("`{text}` 含有星号，这里只填确切的主机名"),
        address: |text| format!("`{text}` 是 IP 地址，应填在 `cluster.api_server_ip`"),
        not_ascii: |text| format!("`{text}` 含有 ASCII 以外的字符"),
        dot_at_end: |text| format!("`{text}` 以点结尾，请去掉这个点"),
        empty_label: |text| format!("`{text}` 中有一个点的前面或后面是空的"),
        one_label: |text| format!("`{text}` 没有域名部分"),
        long_label: |text| format!("`{text}` 中两点之间超过 63 个字符，DNS 不允许"),
        long: |text| format!("`{text}` 超过 253 个字符，DNS 不允许"),
        hyphen: |text| format!("`{text}` 中有一段以连字符开头或结尾"),
        character: |text, character| {
            format!("`{text}` 含有 `{character}`，主机名只能有字母、数字、连字符和点")
        },
    },
    header: "# aks-egress 的配置文件：一个 AKS 群集的各项答案，防火墙规则由此得出。\n# 可以直接修改，也可以用 `aks-egress 文件` 打开；用 `aks-egress check 文件` 检查。\n",
};
