//! The columns of Azure Firewall's tables under all their names.

use std::borrow::Cow;

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Column {
    Time,
    /// As [`Column::Time`], in Log Analytics.
    Generated,
    Category,
    Table,
    /// The table's name in the answer of a query: rarely that of a table of logs.
    QueryTable,
    Operation,
    Message,
    /// Words of a program, in which an error may stand.
    Prose,
    /// Properties that are JSON inside a string.
    Packed,
    Protocol,
    Source,
    Address,
    Port,
    Fqdn,
    Url,
    Action,
    Reason,
    Policy,
    Group,
    Collection,
    Rule,
    Query,
    QueryType,
    QueryClass,
    ResponseCode,
    DnsError,
    Error,
    Threat,
    Signature,
    Description,
    Translated,
    Flag,
    FlowRate,
}

/// So many there are.
const COUNT: usize = Column::FlowRate as usize + 1;

/// Every name of a column. Sentinel's normal form (ASIM) has names of its own.
const NAMES: &[(&str, Column)] = &[
    ("time", Column::Time),
    ("category", Column::Category),
    ("Protocol", Column::Protocol),
    ("SourceIp", Column::Source),
    ("DestinationPort", Column::Port),
    ("DestinationIp", Column::Address),
    ("Fqdn", Column::Fqdn),
    ("TargetUrl", Column::Url),
    ("Action", Column::Action),
    ("ActionReason", Column::Reason),
    ("Policy", Column::Policy),
    ("RuleCollectionGroup", Column::Group),
    ("RuleCollection", Column::Collection),
    ("Rule", Column::Rule),
    ("TimeGenerated", Column::Generated),
    ("Type", Column::Table),
    ("TableName", Column::QueryTable),
    ("operationName", Column::Operation),
    ("msg", Column::Message),
    ("QueryName", Column::Query),
    ("QueryType", Column::QueryType),
    ("QueryClass", Column::QueryClass),
    ("ResponseCode", Column::ResponseCode),
    ("ErrorMessage", Column::DnsError),
    ("Error", Column::Error),
    ("Url", Column::Url),
    ("ThreatDescription", Column::Threat),
    ("SignatureId", Column::Signature),
    ("Description", Column::Description),
    ("TranslatedIp", Column::Translated),
    ("Flag", Column::Flag),
    ("FlowRate", Column::FlowRate),
    ("message", Column::Prose),
    ("log", Column::Prose),
    ("timestamp", Column::Time),
    ("EventStartTime", Column::Time),
    ("SrcIpAddr", Column::Source),
    ("DstIpAddr", Column::Address),
    ("DstPortNumber", Column::Port),
    ("DstFQDN", Column::Fqdn),
    ("NetworkProtocol", Column::Protocol),
    ("DvcAction", Column::Action),
    ("NetworkRuleName", Column::Rule),
    ("RuleName", Column::Rule),
    ("DnsQuery", Column::Query),
    ("DnsQueryTypeName", Column::QueryType),
    ("DnsResponseCodeName", Column::ResponseCode),
    ("ThreatName", Column::Threat),
];

/// Columns of a header of which one suffices to know the table; `Action` and the like have many.
const TELLING: &[Column] = &[
    Column::Generated,
    Column::Source,
    Column::Address,
    Column::Message,
    Column::Fqdn,
    Column::Query,
    Column::Url,
];

impl Column {
    /// The column with this name: letter case, the type that old tables append to a name
    /// (`msg_s`), and the portal's ` [UTC]` do not matter.
    pub(in super::super) fn named(name: &str) -> Option<Self> {
        let exact = NAMES.iter().find(|(known, _)| *known == name);
        if let Some((_, column)) = exact {
            return Some(*column);
        }
        let name = name.split(" [").next()?.trim();
        let bare = match name.as_bytes() {
            [start @ .., b'_', b's' | b'd' | b'b' | b'g' | b't'] => &name[..start.len()],
            _ => name,
        };
        let same = |(known, _): &&(&str, Self)| known.eq_ignore_ascii_case(bare);
        Some(NAMES.iter().find(same)?.1)
    }
}

/// The values of one row by column; what a row does not tell is empty.
#[derive(Clone, Debug)]
pub(in super::super) struct Fields<'a> {
    values: [Cow<'a, str>; COUNT],
    /// One bit for each column that the row has, be it empty.
    present: u64,
}

impl Default for Fields<'_> {
    fn default() -> Self {
        Self { values: [const { Cow::Borrowed("") }; COUNT], present: 0 }
    }
}

impl<'a> Fields<'a> {
    /// Of two columns for the same thing, the first that says something counts.
    pub(in super::super) fn put(&mut self, column: Column, value: Cow<'a, str>) {
        self.present |= 1 << column as u64;
        let place = &mut self.values[column as usize];
        if place.is_empty() {
            *place = value;
        }
    }

    /// The value without blanks around it.
    pub(super) fn get(&self, column: Column) -> &str {
        let value = &*self.values[column as usize];
        // Hardly any value has blanks around it, and each is asked for several times.
        match value.as_bytes() {
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
            _ => value.trim(),
        }
    }

    pub(super) fn has(&self, column: Column) -> bool {
        !self.get(column).is_empty()
    }

    /// Whether the row has the column, be it empty.
    pub(in super::super) fn knows(&self, column: Column) -> bool {
        self.present & (1 << column as u64) != 0
    }

    /// Whether a value has several lines where only words of people may.
    pub(in super::super) fn have_breaks(&self) -> bool {
        const WORDS: &[Column] = &[
            Column::Message,
            Column::Prose,
            Column::Packed,
            Column::Reason,
            Column::DnsError,
            Column::Error,
            Column::Threat,
            Column::Description,
        ];
        let broken = self.values.iter().enumerate().filter(|(_, value)| value.contains('\n'));
        broken.into_iter().any(|(at, _)| !WORDS.iter().any(|column| *column as usize == at))
    }

    /// Whether the values are names of columns: another header.
    pub(in super::super) fn are_names(&self) -> bool {
        let named = |(at, value): (usize, &Cow<'_, str>)| {
            Column::named(value).is_some_and(|column| column as usize == at)
        };
        self.values.iter().enumerate().find(|(_, value)| !value.is_empty()).is_some_and(named)
    }

    /// Takes the values of the object around, where it has none of its own.
    pub(in super::super) fn adopt<'b: 'a>(&mut self, outer: &'a Fields<'b>) {
        for (mine, theirs) in self.values.iter_mut().zip(&outer.values) {
            if mine.is_empty() {
                *mine = Cow::Borrowed(theirs);
            }
        }
    }

    /// Every value, for a row whose values slipped into other columns.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|value| value.trim()).filter(|value| !value.is_empty())
    }
}

/// The header of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Header {
    pub(in super::super) delimiter: u8,
    pub(in super::super) columns: Vec<Option<Column>>,
}

/// The header that a line is, if it names columns of these tables.
pub(in super::super) fn header(line: &str) -> Option<Header> {
    // A file that was appended to another keeps its mark.
    let line = line.trim_start_matches('\u{feff}');
    let delimiter = ['\t', ',', ';'].into_iter().find(|&delimiter| line.contains(delimiter));
    let delimiter = delimiter.unwrap_or(',');
    let mut columns = Vec::new();
    for name in line.split(delimiter) {
        let name = name.trim().trim_matches('"');
        // A row of values is soon told from a header.
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | ' ' | '[' | ']');
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'));
        let is_name = name.is_empty() || starts && name.chars().all(fits);
        if !is_name {
            return None;
        }
        columns.push(Column::named(name));
    }
    let known = || columns.iter().flatten();
    let enough = known().count() >= 2 || columns.len() == 1 && line.trim_matches('"') == "msg_s";
    let telling = known().any(|column| TELLING.contains(column));
    (enough && telling).then_some(Header { delimiter: delimiter as u8, columns })
}
