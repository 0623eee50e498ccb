//! What the rules of the operator's firewall say of each destination, beside what its log says.

use super::hint::Hint;
use super::report::{Answer, Report};
use super::row::Transport;
use super::say::{Speaker, over_flow};
use super::subject::Subject;
use super::verdict::Verdict;
use crate::answers::audit::{Firewall, Flow, Rules, Ruling};
use crate::catalog::Protocol;
use crate::service_tags::ServiceTags;
use std::net::IpAddr;

/// What the rules say of a destination, asked for by these sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByFirewall {
    /// What they say.
    pub ruling: Ruling,
    /// The sources of which they say so, all of them if that is empty.
    pub sources: Vec<String>,
    /// Policies whose rules are not in the files, and which may decide before these.
    pub policies_elsewhere: Vec<String>,
    /// Protocol and port for which the rules were asked.
    over: (Transport, u16),
}

impl Report {
    /// Says of every destination what the rules of this firewall say of it; these IP groups hold the
    /// nodes.
    pub fn compare(&mut self, firewall: &Firewall, groups: &[String], tags: Option<&ServiceTags>) {
        let rules = Rules::new(firewall, groups, tags);
        for answer in &mut self.answers {
            answer.by_firewall = by_firewall(answer, &rules);
        }
    }
}

fn by_firewall(answer: &Answer, rules: &Rules<'_>) -> Vec<ByFirewall> {
    let Some(flow) = flow(answer) else { return Vec::new() };
    let address = |source: &String| source.parse::<IpAddr>().ok();
    let mut sources: Vec<Option<IpAddr>> = answer.sources.iter().map(address).collect();
    if sources.is_empty() {
        sources.push(None);
    }
    let mut found: Vec<ByFirewall> = Vec::new();
    for (place, ruling) in rules.rulings(&flow, &sources).into_iter().flatten().enumerate() {
        let source = answer.sources.get(place).cloned();
        match found.iter_mut().find(|known| known.ruling == ruling) {
            Some(known) => known.sources.extend(source),
            None => found.push(ByFirewall {
                ruling,
                sources: source.into_iter().collect(),
                policies_elsewhere: rules
                    .policies_elsewhere
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
                over: (flow.transport, flow.port),
            }),
        }
    }
    if let [only] = &mut found[..]
        && !matches!(only.ruling, Ruling::OtherSource(_))
    {
        only.sources.clear();
    }
    found
}

/// The flow that a destination was asked for by. What its rows do not tell is taken from the rule
/// that was found for it.
fn flow(answer: &Answer) -> Option<Flow<'_>> {
    let (host, address) = match &answer.subject {
        Subject::Host(host) => (Some(&**host), None),
        Subject::Address(address) | Subject::NoSniTo(address) => (None, Some(*address)),
        Subject::NoSniFrom(_) | Subject::Code(_) | Subject::Anywhere => return None,
    };
    // No rule decides what was never resolved.
    if matches!(answer.verdict(), Verdict::Hint(Hint::Dns, _)) {
        return None;
    }
    let row = answer.about_rule().found().and_then(|found| found.rows.first());
    let of_rule = row.filter(|row| answer.port.is_none_or(|port| port == row.port));
    let of_rule = of_rule.map(|row| (transport(row.protocol), row.port));
    let usual = of_rule.or(host.map(|_| (Transport::Tcp, 443)));
    let told = answer.transport.filter(|it| *it != Transport::Other);
    let transport = told.or(usual.map(|usual| usual.0))?;
    let port = answer.port.or(usual.map(|usual| usual.1))?;
    let in_fqdn_tag = matches!(port, 80 | 443)
        && row.is_some_and(|row| {
            row.feature.fqdn_tag && matches!(answer.about_rule(), Verdict::Required(..))
        });
    Some(Flow { host, address, transport, port, in_fqdn_tag })
}

fn transport(protocol: Protocol) -> Transport {
    match protocol {
        Protocol::Http => Transport::Http,
        Protocol::Https => Transport::Https,
        Protocol::Tcp => Transport::Tcp,
        Protocol::Udp => Transport::Udp,
    }
}

impl Speaker<'_> {
    /// What the firewall's rules say, in a sentence for each group of sources.
    pub(super) fn by_firewall(&self, answer: &Answer) -> Vec<String> {
        answer.by_firewall.iter().map(|it| self.ruling(it, answer.is_refused())).collect()
    }

    /// What to do where the rule that is asked for is there already; nothing where it is not.
    pub(super) fn about_present_rule(&self, answer: &Answer) -> Option<String> {
        let words = &self.words.by_firewall;
        let mut told: Vec<&str> = Vec::new();
        for it in &answer.by_firewall {
            let advice = match &it.ruling {
                Ruling::Allowed(_) => words.allowed_advice,
                Ruling::OtherSource(_) => words.other_source_advice,
                Ruling::Denied(_, Some(_)) => words.denied_before_advice,
                _ => return None,
            };
            if !told.contains(&advice) {
                told.push(advice);
            }
        }
        (answer.is_refused() && !told.is_empty()).then(|| told.join(self.words.space))
    }

    fn ruling(&self, it: &ByFirewall, is_refused: bool) -> String {
        let words = &self.words.by_firewall;
        let sources = it.sources.join(self.words.comma);
        let text = |by: &crate::answers::audit::By| by.text(self.language);
        let said = match &it.ruling {
            Ruling::Allowed(by) if is_refused => (words.allowed_yet_refused)(&text(by)),
            Ruling::Allowed(by) => (words.allowed)(&text(by)),
            Ruling::Denied(by, None) => (words.denied)(&text(by)),
            Ruling::Denied(by, Some(behind)) => (words.denied_before)(&text(by), &text(behind)),
            Ruling::OtherSource(by) => (words.other_source)(&text(by), &sources),
            Ruling::OtherTraffic(by) => {
                let asked = over_flow(Some(it.over.0), Some(it.over.1));
                (words.other_traffic)(&text(by), &by.traffic, &asked)
            }
            Ruling::OnlySome(by) => (words.only_some)(&text(by)),
            Ruling::Unsure(by, None) => (words.unsure)(&text(by)),
            Ruling::Unsure(by, Some(other)) => (words.unsure_else)(&text(by), &text(other)),
            Ruling::NoRule => words.no_rule.to_owned(),
        };
        let is_told = sources.is_empty() || matches!(it.ruling, Ruling::OtherSource(_));
        let mut told = if is_told { said } else { (words.from)(&sources, &said) };
        if !it.policies_elsewhere.is_empty() {
            told.push_str(self.words.space);
            told.push_str(&(words.elsewhere)(&it.policies_elsewhere.join(self.words.comma)));
        }
        told
    }
}
