//! What the fields of a row say.

use super::columns::{Column, Fields};
use super::message;
use super::place::{self, Place};
use crate::answers::explain::lines::is_inbound;
use crate::answers::explain::reading::Fault;
use crate::answers::explain::{Cause, LogFormat, Outcome, Row, Transport};
use std::borrow::Cow;

/// What the fields of one row are.
pub(in super::super) enum Record<'a> {
    Row(Row<'a>),
    /// A row that needs no verdict, of this table.
    Skipped(&'a str),
    /// A row of another service's table.
    Foreign(&'a str),
    /// Words of a program, which another reader may know, and the log in which they stand.
    Prose(&'a str, &'a str),
    /// JSON inside a string.
    Packed(&'a str),
    Fault(Fault),
}

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Application,
    Network,
    Nat,
    Threat,
    Intrusion,
    Dns,
    Unresolved,
    Skipped,
}

const TABLES: &[(&str, Kind)] = &[
    ("AZFWApplicationRule", Kind::Application),
    ("AZFWNetworkRule", Kind::Network),
    ("AZFWNatRule", Kind::Nat),
    ("AZFWThreatIntel", Kind::Threat),
    ("AZFWIdpsSignature", Kind::Intrusion),
    ("AZFWDnsQuery", Kind::Dns),
    ("AZFWInternalFqdnResolutionFailure", Kind::Unresolved),
    // The same under the name of its diagnostic setting.
    ("AZFWFqdnResolveFailure", Kind::Unresolved),
    ("AZFWFlowTrace", Kind::Skipped),
    ("AZFWFatFlow", Kind::Skipped),
    // Counts for Policy Analytics of what the tables above have row by row.
    ("AZFWApplicationRuleAggregation", Kind::Skipped),
    ("AZFWNetworkRuleAggregation", Kind::Skipped),
    ("AZFWNatRuleAggregation", Kind::Skipped),
];

/// Reads the fields of a row of `format`.
pub(in super::super) fn read<'f>(fields: &'f Fields<'_>, format: LogFormat) -> Record<'f> {
    let get = |column| fields.get(column);
    if fields.has(Column::Message) {
        let time = first(fields, &[Column::Time, Column::Generated]);
        match message::row(get(Column::Message), time) {
            Some(Ok(row)) => return Record::Row(row),
            Some(Err(message::Broken)) => return Record::Fault(Fault::Message),
            None => {}
        }
    }
    let names = [Column::Category, Column::Table, Column::QueryTable, Column::Operation];
    let kind = names.iter().find_map(|column| named(get(*column))).or_else(|| told(fields));
    let table = first(fields, &names);
    match kind {
        Some(Kind::Skipped) => Record::Skipped(table),
        Some(kind) => row(fields, format, kind).map_or_else(Record::Fault, Record::Row),
        None if fields.has(Column::Packed) => Record::Packed(get(Column::Packed)),
        None if fields.has(Column::Prose) => {
            Record::Prose(get(Column::Prose), get(Column::Category))
        }
        None if table.starts_with("AzureFirewall") => Record::Fault(Fault::Message),
        None if fields.has(Column::Message) => {
            Record::Prose(get(Column::Message), get(Column::Category))
        }
        None if !table.is_empty() => Record::Foreign(table),
        None => Record::Fault(Fault::NoRecord),
    }
}

fn first<'f>(fields: &'f Fields<'_>, columns: &[Column]) -> &'f str {
    columns.iter().map(|column| fields.get(*column)).find(|text| !text.is_empty()).unwrap_or("")
}

fn named(table: &str) -> Option<Kind> {
    if !table.get(..4)?.eq_ignore_ascii_case("AZFW") {
        return None;
    }
    let same = |(name, _): &&(&str, Kind)| name.eq_ignore_ascii_case(table);
    // A table that is newer than this list needs no verdict either.
    Some(TABLES.iter().find(same).map_or(Kind::Skipped, |(_, kind)| *kind))
}

/// The kind of a row that names no table, by what it has.
fn told(fields: &Fields<'_>) -> Option<Kind> {
    let kinds = [
        (Column::FlowRate, Kind::Skipped),
        (Column::Flag, Kind::Skipped),
        (Column::Query, Kind::Dns),
        (Column::Signature, Kind::Intrusion),
        (Column::Threat, Kind::Threat),
        (Column::Translated, Kind::Nat),
        (Column::Fqdn, Kind::Application),
        (Column::Url, Kind::Application),
        (Column::Address, Kind::Network),
    ];
    let found = kinds.into_iter().find(|(column, _)| fields.has(*column));
    match found.map(|(_, kind)| kind) {
        Some(Kind::Application) if fields.has(Column::Error) => Some(Kind::Unresolved),
        // A TLS greeting without a name leaves nothing but its source and the reason.
        None if fields.has(Column::Reason) && fields.has(Column::Source) => Some(Kind::Application),
        kind => kind,
    }
}

fn row<'f>(fields: &'f Fields<'_>, format: LogFormat, kind: Kind) -> Result<Row<'f>, Fault> {
    let mut row = match kind {
        Kind::Dns => return dns(fields, format),
        Kind::Unresolved => Row {
            cause: Cause::Dns(Cow::Borrowed(fields.get(Column::Error))),
            ..Row::of(format, Outcome::Failed)
        },
        _ => {
            let outcome = outcome(fields, kind);
            Row { cause: cause(fields, kind, outcome), ..Row::of(format, outcome) }
        }
    };
    common(fields, &mut row);
    let protocol = fields.get(Column::Protocol);
    row.transport = Transport::from_name(protocol.split(' ').next().unwrap_or_default());
    set_place(fields, &mut row)?;
    row.rule = message::path(
        &[Column::Policy, Column::Group, Column::Collection, Column::Rule].map(|c| fields.get(c)),
    );
    let nowhere = row.host.is_none() && row.address.is_none() && row.port.is_none();
    if nowhere && row.transport.is_none() && row.cause != Cause::NoSni {
        return Err(Fault::NoDestination);
    }
    if is_inbound(row.source.as_deref(), row.address) {
        row.outcome = Outcome::Inbound;
    }
    Ok(row)
}

/// Time and source.
fn common<'f>(fields: &'f Fields<'_>, row: &mut Row<'f>) {
    row.time = Cow::Borrowed(first(fields, &[Column::Time, Column::Generated]));
    row.source = place::source(fields.get(Column::Source)).map(Cow::Borrowed);
}

/// Host, address and port; an error where a value cannot be what its column says, as in a row whose
/// values slipped into other columns.
fn set_place<'f>(fields: &'f Fields<'_>, row: &mut Row<'f>) -> Result<(), Fault> {
    let place = |column, of: fn(&'f str) -> Option<Place<'f>>| match fields.get(column) {
        "" | "-" => Ok(Place::default()),
        text => of(text).ok_or(Fault::Columns),
    };
    let named = place(Column::Fqdn, Place::of)?;
    let addressed = place(Column::Address, Place::of)?;
    // A URL is for people; that of a strange form is no reason to lose the row.
    let url = place(Column::Url, Place::of_url).unwrap_or_default();
    let port = match fields.get(Column::Port) {
        "" | "-" => None,
        text => {
            let whole = text.strip_suffix(".0").unwrap_or(text);
            let hidden = text.bytes().all(|b| b == b'x');
            (!hidden).then(|| whole.parse().map_err(|_| Fault::Columns)).transpose()?
        }
    };
    row.host = named.host.or(url.host).or(addressed.host).map(Cow::Borrowed);
    row.address = addressed.address.or(named.address).or(url.address);
    // ICMP has no ports, though a zero may stand there.
    row.port = port.or(named.port).or(addressed.port).or(url.port).filter(|port| *port != 0);
    Ok(())
}

fn outcome(fields: &Fields<'_>, kind: Kind) -> Outcome {
    let action = fields.get(Column::Action);
    let is = |words: &[&str]| words.iter().any(|word| action.eq_ignore_ascii_case(word));
    match kind {
        Kind::Nat => Outcome::Inbound,
        _ if is(&["allow", "allowed", "accept", "permit"]) => Outcome::Allowed,
        _ if is(&["deny", "denied", "drop", "block", "blocked", "reject", "reset"]) => {
            Outcome::Denied
        }
        _ if is(&["alert"]) => Outcome::Alerted,
        _ if is(&["dnat", "snat"]) => Outcome::Inbound,
        // `Alert and deny` of threat intelligence.
        _ if action.to_ascii_lowercase().contains("deny") => Outcome::Denied,
        _ if action.is_empty() && fields.has(Column::Reason) => Outcome::Denied,
        _ => Outcome::Named,
    }
}

fn cause<'f>(fields: &'f Fields<'_>, kind: Kind, outcome: Outcome) -> Cause<'f> {
    let get = |column| fields.get(column);
    match kind {
        Kind::Threat => Cause::ThreatIntelligence(Cow::Borrowed(get(Column::Threat))),
        Kind::Intrusion => {
            let words = [get(Column::Signature), get(Column::Description)].join(" ");
            Cause::Intrusion(Cow::Owned(words.trim().to_owned()))
        }
        _ if outcome != Outcome::Denied => Cause::Unknown,
        _ => match reason(get(Column::Reason)) {
            Cause::Unknown if fields.has(Column::Rule) || fields.has(Column::Collection) => {
                Cause::Rule
            }
            cause => cause,
        },
    }
}

/// What the reason of a refusal means.
pub(super) fn reason(text: &str) -> Cause<'_> {
    let lower = text.to_ascii_lowercase();
    let has = |words: &str| lower.contains(words);
    match () {
        () if lower.is_empty() => Cause::Unknown,
        () if has("sni") && has("missing") => Cause::NoSni,
        () if has("default action") || has("no rule matched") => Cause::NoRule,
        () if has("resolve") || has("dns") => Cause::Dns(Cow::Borrowed(text)),
        () if has("threat intel") => Cause::ThreatIntelligence(Cow::Borrowed(text)),
        () if has("tls") || has("certificate") || has("ssl") => Cause::Tls(Cow::Borrowed(text)),
        () => Cause::Other(Cow::Borrowed(text)),
    }
}

/// A question to the firewall's DNS proxy: refused only where an error came back.
fn dns<'f>(fields: &'f Fields<'_>, format: LogFormat) -> Result<Row<'f>, Fault> {
    let (name, code) = (fields.get(Column::Query), fields.get(Column::ResponseCode));
    let words = fields.get(Column::DnsError);
    let whole = |column, fine: fn(&str) -> bool| !fields.has(column) || fine(fields.get(column));
    let in_place = (matches!(code, "" | "-") || message::is_code(code))
        && whole(Column::QueryType, message::is_type)
        && whole(Column::QueryClass, message::is_type)
        && whole(Column::Source, |text| {
            place::source(text).is_none_or(|s| s.parse::<std::net::IpAddr>().is_ok())
        });
    let host = place::host(name).filter(|_| in_place);
    let Some(host) = host else { return shifted(fields, format) };
    let told = !code.is_empty() || !words.is_empty();
    let failed = told && !code.eq_ignore_ascii_case("NOERROR");
    let outcome = match failed {
        true => Outcome::Failed,
        false if code.is_empty() => Outcome::Named,
        false => Outcome::Allowed,
    };
    let mut row = Row::of(format, outcome);
    common(fields, &mut row);
    row.host = Some(Cow::Borrowed(host));
    if failed {
        // The words name the server and what it did; the code only that there was no answer.
        row.cause = Cause::Dns(Cow::Borrowed(if words.is_empty() { code } else { words }));
    }
    Ok(row)
}

/// Words of a resolver that got no answer.
const FAILURES: &[&str] =
    &["timeout", "timed out", "unreachable", "refused", "no such host", "misbehaving"];

/// A question that got no answer: its values slipped into other columns. What is surely its name is
/// taken, and nothing else.
fn shifted<'f>(fields: &'f Fields<'_>, format: LogFormat) -> Result<Row<'f>, Fault> {
    let name =
        |text: &&str| text.ends_with('.') && place::host(text).is_some_and(|h| h.contains('.'));
    let failed = |text: &&str| FAILURES.iter().any(|words| text.contains(words));
    let is_error = |text: &&str| message::is_code(text) && *text != "NOERROR";
    let sentence = |text: &'f str| message::dns_error(text.strip_prefix("Error: ").unwrap_or(text));
    let mut row = Row::of(format, Outcome::Failed);
    common(fields, &mut row);
    if let Some(told) = fields.all().find_map(sentence) {
        (row.host, row.cause) = (told.host, told.cause);
    } else {
        let host = fields.all().find(name).and_then(place::host).ok_or(Fault::Columns)?;
        let words = fields.all().find(failed).or_else(|| fields.all().find(is_error));
        row.host = Some(Cow::Borrowed(host));
        row.cause = Cause::Dns(Cow::Borrowed(words.ok_or(Fault::Columns)?));
    }
    row.source = row.source.filter(|source| source.parse::<std::net::IpAddr>().is_ok());
    Ok(row)
}
