//! Objects of a firewall's address book: one for each network, host or port, whatever asks for it.

use crate::cells::{is_hidden, wrap};
use crate::export::group::{Group, short_name, shortened};
use crate::export::header::LINE;
use ipnet::IpNet;
use std::collections::HashSet;
use std::hash::Hash;

/// The service object of a group: `aks-tcp-443`.
pub(super) fn service_name(group: &Group) -> String {
    format!("aks-{}-{}", group.protocol().transport(), group.port())
}

/// The services of these groups, each once: name, transport and port.
pub(super) fn services(groups: &[Group]) -> Vec<(String, &'static str, u16)> {
    let all = groups.iter().map(|g| (service_name(g), g.protocol().transport(), g.port()));
    each_once(all)
}

/// The name of a network's object. `/` and `:` are no letters of names; no two networks share one.
pub(super) fn net_name(prefix: &str, net: &IpNet) -> String {
    format!("{prefix}-{}", net.to_string().replace(':', "_").replace('/', "-"))
}

/// A name of at most `most` characters of a host's object.
pub(super) fn host_name(prefix: &str, host: &str, most: usize) -> String {
    short_name(&format!("{prefix}-{host}"), most)
}

/// A sentence as the quoted text of a command line: without quotes, backslashes and angle brackets,
/// which such lines refuse or end at, and without the question mark, which asks for help.
pub(super) fn quoted(text: &str, most: usize) -> String {
    let plain = |c: char| match c {
        '?' => Some('.'),
        '"' | '`' | '\\' | '<' | '>' => None,
        c => (!is_hidden(c)).then_some(c),
    };
    let plain: String = text.chars().filter_map(plain).collect();
    format!("\"{}\"", shortened(plain.trim(), most))
}

/// A remark for the operator as comment lines, with the command that it is about on a line of its
/// own, whole for copying.
pub(super) fn remark(text: &str, command: Option<&str>) -> Vec<String> {
    let lines = wrap(text, LINE - 2).into_iter().map(|line| format!("# {line}"));
    let command = command.map(|command| format!("#     {command}"));
    ["#".to_owned()].into_iter().chain(lines).chain(command).collect()
}

/// A comment in which no reader can see the begin of a text of several lines: quotes stand in
/// pairs, so that commands in it can be copied, and an apostrophe is none.
pub(super) fn closed(comment: &str) -> String {
    let mut closed = String::with_capacity(comment.len());
    let mut is_open = false;
    let mut chars = comment.chars().peekable();
    while let Some(c) = chars.next() {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_within = is_word(chars.peek().copied());
        if c == '\'' && is_word(closed.chars().last()) && (is_within || !is_open) {
            closed.push('\u{2019}');
            continue;
        }
        is_open ^= c == '\'';
        closed.push(c);
    }
    for quote in ['"', '\''] {
        if closed.matches(quote).count() % 2 == 1 {
            closed = closed.replace(quote, "");
        }
    }
    closed
}

/// Without repetitions, in order.
pub(super) fn each_once<T: Clone + Eq + Hash>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut known = HashSet::new();
    items.into_iter().filter(|item| known.insert(item.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_comments_stand_in_pairs() {
        let rows = [
            (
                "# add \"konnectivity\" to cluster.exempt.",
                "# add \"konnectivity\" to cluster.exempt.",
            ),
            ("# grep -v '^#' FILE", "# grep -v '^#' FILE"),
            ("# the nodes' addresses 'any'", "# the nodes\u{2019} addresses 'any'"),
            ("# a registry's \"hosts\"", "# a registry\u{2019}s \"hosts\""),
            ("# name: 5\" and 'x", "# name: 5 and x"),
        ];
        for (comment, expected) in rows {
            assert_eq!(closed(comment), expected);
        }
    }

    #[test]
    fn quoted_text_ends_where_it_should() {
        assert_eq!(quoted("China's \"proxy\"? <a\\b>", 80), "\"China's proxy. ab\"");
    }

    #[test]
    fn no_two_networks_share_a_name() {
        let names = ["1::8/125", "1::8:125/128", "10.0.0.0/8", "10.0.0.0/32"]
            .map(|net| net_name("aks", &net.parse().unwrap()));
        assert_eq!(
            names,
            ["aks-1__8-125", "aks-1__8_125-128", "aks-10.0.0.0-8", "aks-10.0.0.0-32"]
        );
    }
}
