//! What stands in one cell: hosts, forms of address, clouds, protocol and port.

use aks_egress::catalog::{Cloud, Protocol};
use std::collections::BTreeSet;

/// A host, with the clouds that its mark names.
pub struct Host {
    pub name: String,
    pub marks: Vec<Cloud>,
}

/// The hosts of a cell, however they are joined. A word that is none is told.
pub fn hosts(cell: &str) -> Result<Vec<Host>, String> {
    let mut hosts: Vec<Host> = Vec::new();
    for piece in pieces(cell)? {
        match piece {
            Piece::Bracket(inner) => {
                let clouds = clouds_in(inner);
                if clouds.is_empty() && !is_condition(inner) {
                    return Err(format!("`({inner})` names no cloud and no condition"));
                }
                if let Some(host) = hosts.last_mut() {
                    host.marks.extend(clouds);
                }
            }
            Piece::Words(words) => {
                let words = words.split([' ', '\n', '\t', ',', ';', '，', '、', '；']);
                for word in words.filter(|word| !word.is_empty() && !is_or(word)) {
                    let name = placeholders(word);
                    if !is_host(&name) {
                        return Err(format!("`{word}` is no host"));
                    }
                    hosts.push(Host { name, marks: Vec::new() });
                }
            }
        }
    }
    if hosts.is_empty() { Err("no host in the cell".to_owned()) } else { Ok(hosts) }
}

enum Piece<'a> {
    Words(&'a str),
    Bracket(&'a str),
}

/// The cell in order, what stands in brackets apart. Brackets do not nest.
fn pieces(cell: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = cell;
    while let Some((words, inner)) = rest.split_once(['(', '[', '（']) {
        let Some((inner, after)) = inner.split_once([')', ']', '）']) else {
            return Err("a bracket is not closed".to_owned());
        };
        // A host in it would be lost.
        let mut inside = inner.split([' ', '\n', ',']);
        if inner.contains(['(', '[', '（']) || inside.any(is_host) {
            return Err(format!("`({inner})` has a host or a bracket in it"));
        }
        pieces.extend([Piece::Words(words), Piece::Bracket(inner)]);
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    Ok(pieces)
}

fn is_or(word: &str) -> bool {
    ["or", "and", "或", "和"].contains(&word.to_lowercase().as_str())
}

fn is_condition(text: &str) -> bool {
    ["if ", "only ", "when ", "for ", "如果", "仅"].iter().any(|start| text.starts_with(start))
}

/// The clouds that a mark, a heading or a sentence names.
pub fn clouds_in(text: &str) -> Vec<Cloud> {
    let words = text.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().filter(|word| !is_host(word)).collect();
    let text = words.join(" ");
    let words_of: [(Cloud, &[&str]); 3] = [
        (Cloud::Global, &["azure global", "public cloud", "全球"]),
        (Cloud::China, &["21vianet", "china", "世纪互联", "中国"]),
        (Cloud::UsGov, &["government", "usgov", "us gov", "政府"]),
    ];
    let is_in = |(cloud, names): &(Cloud, &[&str])| {
        names.iter().any(|name| text.contains(name)) || text == cloud.name()
    };
    words_of.iter().filter(|entry| is_in(entry)).map(|&(cloud, _)| cloud).collect()
}

/// Whether a word has the form of a host name, with wildcards and the region's placeholder.
pub fn is_host(word: &str) -> bool {
    let word = word.replace("<region>", "region");
    let labels: Vec<&str> = word.split('.').collect();
    let top = labels.last().copied().unwrap_or_default();
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_*.".contains(c);
    labels.len() > 1
        && word.chars().all(is_part)
        && !labels[1..].contains(&"")
        && top.len() > 1
        && top.chars().all(|c| c.is_ascii_alphabetic())
}

/// The hosts that prose names: of three labels or with a star, so that a file's name is none.
pub fn hosts_in_prose(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_*.<>/:@".contains(c);
    text.split(|c: char| !is_part(c))
        .map(|word| placeholders(word.trim_end_matches(['.', ':'])))
        .filter(|word| is_host(word) && (word.matches('.').count() > 1 || word.contains('*')))
        .collect()
}

/// The articles have four words for the region.
fn placeholders(text: &str) -> String {
    let text = if text == "AzureCloud.Region" { "AzureCloud.<region>" } else { text };
    ["<location>", "<Region>", "<cluster-region-name>"]
        .iter()
        .fold(text.to_owned(), |text, name| text.replace(name, "<region>"))
}

/// What the alternatives of a network cell amount to. Each repeats the port.
pub fn addresses(cell: &str, port: u16) -> Result<String, String> {
    let mut words = String::new();
    for piece in pieces(cell)? {
        match piece {
            Piece::Words(text) => words.push_str(text),
            Piece::Bracket(inner) if clouds_in(inner).is_empty() => words.push(' '),
            Piece::Bracket(inner) => return Err(format!("a cloud's mark by an address: {inner}")),
        }
    }
    // The copy glues two of them together.
    let words = words.replace(":123ntp.", ":123 or ntp.").replace([',', ';'], " or ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut forms = BTreeSet::new();
    for alternative in words.split(|word| is_or(word)).filter(|words| !words.is_empty()) {
        forms.insert(form(&alternative.join(" "), port)?);
    }
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    Ok(match forms[..] {
        [] => return Err("no address in the cell".to_owned()),
        ["*", "APIServerPublicIP", "RegionCIDRs", "tag AzureCloud.<region>"] => "control-plane",
        ["*", "ntp.ubuntu.com"] => "ntp",
        ["CustomDNSIP"] => "custom-dns",
        ["APIServerPublicIP"] => "api-server-ip",
        // Forms unknown to the catalog: the comparison tells them.
        _ => return Ok(forms.join(" or ")),
    }
    .to_owned())
}

fn form(alternative: &str, port: u16) -> Result<String, String> {
    let (label, address) = alternative.split_once(" - ").unwrap_or(("", alternative));
    let (name, own_port) =
        address.rsplit_once(':').ok_or_else(|| format!("`{address}` has no port"))?;
    if own_port != port.to_string() {
        return Err(format!("`{address}` is not of the row's port {port}"));
    }
    if name.is_empty() || name.contains(' ') {
        return Err(format!("`{address}` is no address"));
    }
    let is_tag = ["ServiceTag", "Service Tag", "服务标记"].contains(&label);
    Ok(format!("{}{}", if is_tag { "tag " } else { "" }, placeholders(name)))
}

/// Protocols and ports of a row, from both columns: `HTTPS:443`, or `443` beside `TCP`. Both
/// articles leave out a protocol only where they mean HTTPS, and prose leaves out the port too.
pub fn ports(protocols: Option<&str>, ports: &str) -> Result<Vec<(Protocol, u16)>, String> {
    let split = |text: &str| -> Vec<String> {
        let words = text.split([' ', '\n', '\t', ',', ';', '，', '、']);
        words.filter(|word| !word.is_empty() && !is_or(word)).map(str::to_owned).collect()
    };
    let column = protocols.map_or_else(Vec::new, split);
    let mut found = Vec::new();
    for part in split(ports) {
        let (own, number) = match part.split_once([':', '/']) {
            Some((own, number)) => (vec![own.to_owned()], number),
            None if column.is_empty() && part == "443" => (vec!["HTTPS".to_owned()], &*part),
            None if column.is_empty() => return Err(format!("port `{part}` has no protocol")),
            None => (column.clone(), &*part),
        };
        let number = number.parse().ok().filter(|&number: &u16| number > 0);
        let number = number.ok_or_else(|| format!("`{part}` is no port"))?;
        for name in own {
            let protocol = Protocol::from_name(&name.to_uppercase());
            found.push((protocol.ok_or_else(|| format!("`{name}` is no protocol"))?, number));
        }
    }
    if found.is_empty() { Err("the row has no port".to_owned()) } else { Ok(found) }
}
