//! The keys of the file: one table, which reading, writing, defaults and the manual walk.

use super::problem::{Place, Problem};
use super::shape::Shape;
use super::value::{Field, Value};
use super::{ApiServer, Channel, Cloud, ControlPlane, Fqdns, Language, Linux, MonitorBy, NtpForm};
use super::{Profile, Reading, Tunnel, VERSION, check};
use crate::catalog::{Catalog, Exemption, Source, Text};

/// When a key stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A file without it is refused.
    Required,
    /// Always written, so that a later default cannot change the plan; may be left out by hand.
    Pinned,
    /// Written when it differs from the default.
    Optional,
}

/// One key of the file.
pub struct Key {
    /// Table and name, for example `cluster.api_server`; keys without table stand at the top.
    pub path: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// When it stands in the file.
    pub presence: Presence,
    /// One line on what it is.
    pub help: Text,
    /// The answer of a profile; `None` when it is not given.
    pub get: fn(&Profile) -> Option<Value>,
    /// Gives a profile this answer, which was checked; a key that must have one keeps its own
    /// when there is none.
    pub set: fn(&mut Profile, Option<&Value>),
}

impl Key {
    /// The table that it stands in.
    #[must_use]
    pub fn table(&self) -> Option<&'static str> {
        self.path.split_once('.').map(|(table, _)| table)
    }

    /// Its name within the table.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.path.split_once('.').map_or(self.path, |(_, name)| name)
    }

    /// The names that may stand there, where there is a choice of a few.
    #[must_use]
    pub fn allowed(&self) -> &'static [&'static str] {
        match self.shape {
            Shape::Name(names) | Shape::Names(names) => names,
            _ => &[],
        }
    }

    /// The answer of a file that leaves it out.
    #[must_use]
    pub fn default(&self, catalog: &Catalog) -> Option<Value> {
        (self.get)(&Profile::new(catalog.as_of))
    }

    /// One text, or one item of a list, as it would be written; or what is wrong with it.
    ///
    /// # Errors
    ///
    /// The same problem that reading a file with this text would find.
    pub fn check(&self, text: &str, catalog: &Catalog) -> Result<String, Problem> {
        let item = check::item(self.shape, text, catalog);
        item.map_err(|fault| Problem::at(Place::START, self.path.to_owned(), fault))
    }

    /// Takes the answer back.
    pub(super) fn reset(&self, profile: &mut Profile, catalog: &Catalog) {
        (self.set)(profile, self.default(catalog).as_ref());
    }

    const fn required(mut self) -> Self {
        self.presence = Presence::Required;
        self
    }

    const fn pinned(mut self) -> Self {
        self.presence = Presence::Pinned;
        self
    }
}

/// The key with this path.
#[must_use]
pub fn key(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path == path)
}

/// The tables of the file, in their order.
#[must_use]
pub fn tables() -> Vec<&'static str> {
    let mut tables: Vec<&'static str> = KEYS.iter().filter_map(Key::table).collect();
    tables.dedup();
    tables
}

/// One row: field of the profile, which is also the path, then shape and help.
macro_rules! key {
    ($first:ident $(. $rest:ident)*, $shape:expr, $en:literal, $zh:literal) => {
        Key {
            path: concat!(stringify!($first) $(, ".", stringify!($rest))*),
            shape: $shape,
            presence: Presence::Optional,
            help: Text { en: $en, zh: $zh },
            get: |profile| profile.$first $(.$rest)*.value(),
            set: |profile, value| profile.$first $(.$rest)*.accept(value),
        }
    };
}

/// The names of an enum, known when compiling.
macro_rules! names {
    ($name:ident) => {{
        const NAMES: [&str; $name::ALL.len()] = {
            let mut names = [""; $name::ALL.len()];
            let mut index = 0;
            while index < names.len() {
                names[index] = $name::ALL[index].name();
                index += 1;
            }
            names
        };
        &NAMES
    }};
}

/// The priorities that Azure takes, of groups and of collections alike.
const PRIORITY: Shape = Shape::Number { least: 100, most: 65_000 };

const FILE_VERSION: Key = Key {
    path: "version",
    shape: Shape::Version,
    presence: Presence::Required,
    help: Text { en: "version of the file format", zh: "文件格式的版本" },
    get: |_| Some(Value::Number(VERSION)),
    set: |_, _| (),
};

/// Every key, in the order in which a new file has them.
#[rustfmt::skip] // one row, one key
pub static KEYS: &[Key] = &[
    FILE_VERSION,
    key!(name, Shape::Text, "a name for the plan, free text", "方案名称，任意文字"),
    key!(source, Shape::Name(names!(Source)), "the document to follow", "依据哪份文档").pinned(),
    key!(edition, Shape::Date, "the rules are those listed on this day", "采用这一天列出的规则").pinned(),
    key!(reading, Shape::Name(names!(Reading)), "whether readings correct the document", "是否应用解读来修正文档").pinned(),
    key!(language, Shape::Name(names!(Language)), "language of purposes in exports", "导出内容中用途说明的语言"),

    key!(cluster.cloud, Shape::Name(names!(Cloud)), "the Azure cloud", "所在的 Azure 云").required(),
    key!(cluster.region, Shape::Region, "the region's programmatic name", "区域的编程名称").required(),
    key!(cluster.api_server, Shape::Name(names!(ApiServer)), "how nodes reach the API server", "节点如何访问 API 服务器"),
    key!(cluster.tunnel, Shape::Name(names!(Tunnel)), "the tunnel between nodes and control plane", "节点与控制平面之间的隧道"),
    key!(cluster.network_isolated, Shape::Flag, "outbound type none or block, images from a private registry", "出站类型为 none 或 block，镜像来自专用注册表"),
    key!(cluster.api_server_fqdn, Shape::Host, "the API server's own host name, in place of the wildcard", "API 服务器自己的主机名，用来代替通配符"),
    key!(cluster.api_server_ip, Shape::Address, "the API server's public IP address, known after creation", "API 服务器的公网 IP 地址，群集创建后才知道"),
    key!(cluster.custom_dns, Shape::Addresses, "own DNS servers; empty means Azure DNS", "自有 DNS 服务器；留空表示使用 Azure DNS"),
    key!(cluster.custom_dns_tcp, Shape::Flag, "also TCP 53 to the own DNS servers", "到自有 DNS 服务器的 TCP 53 也放行"),
    key!(cluster.pods_use_api_server_ip, Shape::Flag, "pods call the API server by its IP address", "Pod 通过 IP 地址访问 API 服务器"),
    key!(cluster.exempt, Shape::Names(names!(Exemption)), "exemptions printed for Global only that China and US Gov take over", "只在“全球”部分写明、在中国云和美国政府云也采用的豁免"),

    key!(nodes.linux, Shape::Names(names!(Linux)), "Linux distributions of the node pools", "节点池使用的 Linux 发行版"),
    key!(nodes.windows, Shape::Flag, "there are Windows node pools", "有 Windows 节点池"),
    key!(nodes.gpu, Shape::Flag, "there are GPU node pools that install drivers", "有需要安装驱动的 GPU 节点池"),
    key!(nodes.before_march_2021, Shape::Flag, "a node was made before March 2021", "有 2021 年 3 月之前创建的节点"),
    key!(nodes.os_upgrade_channel, Shape::Name(names!(Channel)), "the node OS upgrade channel", "节点 OS 升级通道"),
    key!(nodes.recommended_updates, Shape::Flag, "the optional hosts of Ubuntu updates", "可选的 Ubuntu 更新主机"),
    key!(nodes.subnets, Shape::Networks, "source addresses in exports; empty means any", "导出规则的源地址；留空表示任意"),

    key!(addons.enabled, Shape::Addons, "add-ons; `aks-egress list addons` shows their ids", "加载项；用 `aks-egress list addons` 查看 ID"),
    key!(addons.azure_monitor_by, Shape::Name(names!(MonitorBy)), "how Azure Monitor is allowed; the default follows source and reading", "如何放行 Azure Monitor；默认值取决于文档和解读"),
    key!(addons.private_endpoints, Shape::PrivateEndpoints, "add-ons reached through a private endpoint", "通过专用终结点访问的加载项"),

    key!(destinations.control_plane, Shape::Name(names!(ControlPlane)), "form of the rules to the control plane", "到控制平面的规则采用的形式"),
    key!(destinations.ntp, Shape::Name(names!(NtpForm)), "form of the time rule", "时间同步规则采用的形式"),
    key!(destinations.legacy_hosts, Shape::Flag, "keep hosts that a reading calls retired", "保留解读认定为已停用的主机"),
    key!(destinations.service_tags, Shape::Path, "path of Microsoft's service tag file, for region-cidrs and for firewalls without service tags", "微软服务标记文件的路径，用于 region-cidrs 和不支持服务标记的防火墙"),
    key!(destinations.ipv6, Shape::Flag, "take the service tag file's IPv6 prefixes too", "同时采用服务标记文件中的 IPv6 前缀"),

    key!(azure_firewall.group, Shape::PolicyName, "name of the rule collection group", "规则集合组的名称"),
    key!(azure_firewall.priority, PRIORITY, "priority of the group; lower is looked at first", "规则集合组的优先级；数值小的先匹配"),
    key!(azure_firewall.network_priority, PRIORITY, "priority of the network rule collection in the group", "组内网络规则集合的优先级"),
    key!(azure_firewall.application_priority, PRIORITY, "priority of the application rule collection in the group", "组内应用程序规则集合的优先级"),
    key!(azure_firewall.fqdns, Shape::Name(names!(Fqdns)), "whether hosts are written out, or core hosts left to the FQDN tag", "逐条写出主机，还是由 FQDN 标记覆盖核心主机"),
    key!(azure_firewall.ip_group, Shape::IpGroup, "resource id of an IP group in place of nodes.subnets", "用来代替 nodes.subnets 的 IP 组的资源 ID"),
];
