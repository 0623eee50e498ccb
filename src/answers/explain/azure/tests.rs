use super::columns::{self, Column};
use super::json;
use super::message;
use super::record::{self, Record};
use crate::answers::explain::reading::Fault;
use crate::answers::explain::{Cause, LogFormat, Outcome, Row};
use proptest::prelude::*;
use std::borrow::Cow;

fn with<T>(text: &str, check: impl FnOnce(Result<Row<'_>, Fault>) -> T) -> T {
    let fields = json::object(text).expect("an object");
    match record::read(&fields, LogFormat::AzureJson) {
        Record::Row(row) => check(Ok(row)),
        Record::Fault(fault) => check(Err(fault)),
        _ => panic!("neither row nor fault: {text}"),
    }
}

fn outcome(rest: &str) -> (Outcome, Cause<'static>) {
    let text = format!("{{\"Fqdn\":\"a.contoso.com\",\"SourceIp\":\"10.0.0.4\",{rest}}}");
    with(&text, |row| {
        let row = row.expect("a row");
        let cause = match row.cause {
            Cause::Other(words) => Cause::Other(Cow::Owned(words.into_owned())),
            Cause::NoRule => Cause::NoRule,
            Cause::NoSni => Cause::NoSni,
            Cause::Rule => Cause::Rule,
            _ => Cause::Unknown,
        };
        (row.outcome, cause)
    })
}

#[test]
fn an_action_is_what_it_says() {
    let refused = |cause| (Outcome::Denied, cause);
    assert_eq!(outcome("\"Action\":\"deny\""), refused(Cause::Unknown));
    assert_eq!(outcome("\"Action\":\"Drop\",\"Rule\":\"r\""), refused(Cause::Rule));
    assert_eq!(outcome("\"Action\":\"Alert and deny\""), refused(Cause::Unknown));
    assert_eq!(
        outcome("\"Action\":\"\",\"ActionReason\":\"Default Action\""),
        refused(Cause::NoRule)
    );
    let odd = Cause::Other(Cow::Borrowed("Odd"));
    assert_eq!(outcome("\"Action\":null,\"ActionReason\":\"Odd\""), refused(odd));
    let sni = "\"Action\":\"Deny\",\"ActionReason\":\"SNI TLS extension was missing.\"";
    assert_eq!(outcome(sni), refused(Cause::NoSni));
    assert_eq!(outcome("\"Action\":\"Allow\",\"Rule\":\"r\""), (Outcome::Allowed, Cause::Unknown));
    assert_eq!(outcome("\"Action\":\"ALERT\""), (Outcome::Alerted, Cause::Unknown));
    assert_eq!(outcome("\"Action\":\"\""), (Outcome::Named, Cause::Unknown));
    assert_eq!(outcome("\"Protocol\":\"HTTPS\""), (Outcome::Named, Cause::Unknown));
}

#[test]
fn a_value_of_another_column_is_not_mistaken() {
    let rows = [
        "{\"Fqdn\":\"read udp\",\"Action\":\"Deny\"}",
        "{\"DestinationIp\":\"i/o timeout\",\"Action\":\"Deny\"}",
        "{\"Fqdn\":\"a.b\",\"DestinationPort\":\"AAAA\",\"Action\":\"Deny\"}",
        "{\"Fqdn\":\"a.b\",\"DestinationPort\":70000,\"Action\":\"Deny\"}",
        "{\"Type\":\"AZFWDnsQuery\",\"QueryName\":\"udp\",\"QueryType\":\"a.contoso.com.\",\"ResponseCode\":\"512\"}",
        "{\"Type\":\"AZFWDnsQuery\",\"QueryName\":\"\"}",
        "{\"Type\":\"AZFWDnsQuery\",\"QueryName\":\"a.contoso.com.\",\"SourceIp\":\"udp\",\"ResponseCode\":\"NOERROR\"}",
    ];
    for text in rows {
        with(text, |row| assert_eq!(row, Err(Fault::Columns), "{text}"));
    }
    let nowhere = "{\"category\":\"AZFWNetworkRule\",\"properties\":{\"Action\":\"Deny\"}}";
    with(nowhere, |row| assert_eq!(row, Err(Fault::NoDestination)));
}

#[test]
fn ports_and_hosts_are_read_as_they_come() {
    let port = |text: &str| {
        let text = format!("{{\"Fqdn\":\"A.Contoso.com:8443\",\"DestinationPort\":{text}}}");
        with(&text, |row| row.expect("a row").port)
    };
    for (text, expected) in
        [("443", 443), ("\"80\"", 80), ("443.0", 443), ("\"\"", 8443), ("null", 8443)]
    {
        assert_eq!(port(text), Some(expected), "{text}");
    }
    let place = |text: &str| {
        with(text, |row| {
            let row = row.expect("a row");
            (row.host.map(Cow::into_owned), row.address.map(|address| address.to_string()))
        })
    };
    assert_eq!(
        place("{\"Fqdn\":\"192.0.2.7\",\"Action\":\"Deny\"}"),
        (None, Some("192.0.2.7".into()))
    );
    let url = "{\"Fqdn\":\"\",\"TargetUrl\":\"a.contoso.com/x?y=b.c\",\"Action\":\"Deny\"}";
    assert_eq!(place(url), (Some("a.contoso.com".into()), None));
    let query = "{\"QueryName\":\"a.contoso.com\",\"ResponseCode\":\"-\"}";
    assert_eq!(place(query), (Some("a.contoso.com".into()), None));
}

#[test]
fn properties_may_be_a_string() {
    let text =
        "{\"category\":\"AZFWNetworkRule\",\"properties\":\"{\\\"Action\\\":\\\"Deny\\\"}\"}";
    let fields = json::object(text).expect("an object");
    assert!(fields.get(Column::Packed).starts_with('{'));
}

#[test]
fn headers_are_told_from_rows() {
    let columns =
        |text| columns::header(text).map(|header| (header.delimiter, header.columns.len()));
    assert_eq!(columns("TenantId,TimeGenerated,Fqdn"), Some((b',', 3)));
    assert_eq!(columns("\"TimeGenerated [UTC]\"\tmsg_s"), Some((b'\t', 2)));
    assert_eq!(columns("msg_s"), Some((b',', 1)));
    assert_eq!(columns("SrcIpAddr;DvcAction;"), Some((b';', 3)));
    assert_eq!(columns("category_s,SourceIP_s,DestinationPort_d"), Some((b',', 3)));
    let none = [
        "",
        "Fqdn",
        "action,rule",
        "host,port",
        "time,log",
        "mcr.microsoft.com,443",
        "1,2026/11/25,TRAFFIC",
        "TimeGenerated,Fqdn,10.0.0.4",
        "https://a.b/?Fqdn,Action",
    ];
    for text in none {
        assert_eq!(columns(text), None, "{text}");
    }
}

#[test]
fn messages_are_split_at_their_labels() {
    let row = |text| message::row(text, "").expect("a message");
    let ruled = row(
        "2026-11-25T10:00:00Z \"HTTP  request from 10.0.0.4:1 to a.b:80. Action: Deny. Policy: p. q, r. Rule Collection Group: g.1. Rule Collection: c: d. Rule: e. f..  ",
    );
    let ruled = ruled.expect("whole");
    assert_eq!(ruled.rule, "p. q, r/g.1/c: d/e. f");
    assert_eq!(ruled.time, "2026-11-25T10:00:00Z");
    assert_eq!(row("HTTPS request from 10.0.0.4:1 to a.b:443. Act"), Err(message::Broken));
    assert_eq!(row("TCP request from 10.0.0.4:1 to "), Err(message::Broken));
    assert_eq!(row("DNS Request: 10.0.0.4:1 - 1 A IN"), Err(message::Broken));
    let any = row("DNS Request: 10.0.0.4:1 - 1 ANY IN a.b. udp 1 false 1 REFUSED qr 1 1s");
    assert_eq!(any.expect("whole").host.as_deref(), Some("a.b"));
    for text in
        ["a request from me", "Error: no such thing: x", "Error: 2 a.b AAAA", "HTTPS request"]
    {
        assert_eq!(message::row(text, ""), None, "{text}");
    }
}

proptest! {
    #[test]
    fn no_message_breaks_it(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "HTTPS", " request from ", "10.0.0.4", ":", "443", " to ", "a.b", ". ", "Action: ",
                "Deny", "Rule: ", "Url: ", "Signature: ", "DNS Request: ", " - ", "1 A IN a. ",
                "Error: ", "2 a.b A: ", " was denied", " was DNAT'ed to ", "\u{3000}", "主", "\"", " ",
                "Type=8", "x.x.x.x", "..", "NOERROR", "[", "]",
            ]),
            0..24,
        )
    ) {
        let _ = message::row(&parts.concat(), "");
    }

    #[test]
    fn no_value_breaks_it(
        values in prop::collection::vec(
            prop::sample::select(vec![
                "", "-", "a.b", "a.b.", ".", "udp", "10.0.0.4", "x.x.x.x", "443", "i/o timeout",
                "2 a.b A: i/o timeout", "Error: ", "NXDOMAIN", "http://", "a/b", "Deny", "AZFWDnsQuery",
                "AZFWNetworkRule", "主机.公司", "*", "[", "HTTPS request from ",
            ]),
            12,
        )
    ) {
        let names = [
            "Type", "Protocol", "SourceIp", "DestinationIp", "DestinationPort", "Fqdn", "Url",
            "Action", "QueryName", "QueryType", "ResponseCode", "ErrorMessage",
        ];
        let object: serde_json::Map<String, serde_json::Value> =
            names.iter().zip(&values).map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        let text = serde_json::to_string(&object).expect("JSON");
        let fields = json::object(&text).expect("an object");
        if let Record::Row(row) = record::read(&fields, LogFormat::AzureJson) {
            prop_assert!(row.host.is_none_or(|host| !host.contains([' ', '/', ':'])));
        }
    }
}
