//! What every export says of itself: made by what, for which profile, from which source, with
//! which warnings.

use super::{ApplicationRules, Export, Family, NetworkHosts, Proof, say, words};
use crate::catalog::{CATALOG, Kind};
use crate::cells::{pad, safe, width, wrap};
use crate::profile::{ApiServer, Language, Profile};
use crate::rules::{Finding, RuleSet, Severity, source_title};
use crate::words::export::ExportWords;
use std::collections::HashSet;

/// The program's name and version.
pub(super) const TOOL: &str = concat!("aks-egress ", env!("CARGO_PKG_VERSION"));

/// How wide plain text gets, if nothing in it is wider.
pub(super) const LINE: usize = 120;

/// A label and its value; what the operator typed is already [`safe`].
pub(super) type Fact = (&'static str, String);

impl Export<'_> {
    /// What the document is.
    pub(super) fn title(&self) -> &'static str {
        let words = self.words();
        if self.rules.is_only_missing() { words.title_of_missing } else { words.title }
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let Self { rules, language, .. } = *self;
        let words = self.words();
        let labels = &words.labels;
        let mut facts = vec![(labels.tool, TOOL.to_owned())];
        facts.extend(self.whose());
        facts.extend([
            (labels.cloud, rules.profile.cluster.cloud.title(language).to_owned()),
            (labels.region, self.each(region)),
            (labels.source, self.each(|profile, _| source_title(profile, language))),
            (labels.reading, self.each(|p, words| words.readings[p.reading as usize].to_owned())),
            (labels.api_server, self.each(api_server)),
            (labels.nodes, self.each(nodes)),
            (labels.addons, self.each(|profile, words| addons(profile, language, words))),
            (labels.subnets, self.each(|profile, words| self.subnets(profile, words))),
        ]);
        facts.extend(service_tags(rules).map(|file| (labels.service_tags, file)));
        if let Proof::SyntaxChecked(by) = self.format.proof {
            facts.push((labels.checked, (words.syntax_checked)(by.get(language))));
        }
        let count = |kind| rules.of_kind(kind).count();
        facts.push((labels.rules, (words.counts)(count(Kind::Network), count(Kind::Application))));
        facts
    }

    /// The profile's name, or how many clusters there are and the first of their names.
    fn whose(&self) -> Option<Fact> {
        let (words, rules) = (self.words(), self.rules);
        if rules.members.is_empty() {
            let name = rules.profile.name.as_deref()?;
            return Some((words.labels.profile, safe(name).into_owned()));
        }
        let labels: Vec<String> =
            rules.members.iter().map(|member| safe(&member.label).into_owned()).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let names = say::some_of(&labels, words.comma);
        Some((words.labels.clusters, (words.clusters)(labels.len(), &names)))
    }

    /// What the clusters answer, each answer once.
    fn each(&self, answer: impl Fn(&Profile, &ExportWords) -> String) -> String {
        let words = self.words();
        if self.rules.members.is_empty() {
            return answer(&self.rules.profile, words);
        }
        let mut known: HashSet<String> = HashSet::new();
        let mut answers: Vec<String> = Vec::new();
        for member in &self.rules.members {
            let answer = answer(&member.profile, words);
            if known.insert(answer.clone()) {
                answers.push(answer);
            }
        }
        let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
        say::some_of(&answers, "; ")
    }

    /// The node subnets, or what stands in their place: Azure Firewall alone knows IP groups.
    fn subnets(&self, profile: &Profile, words: &ExportWords) -> String {
        let subnets: Vec<String> = profile.nodes.subnets.iter().map(ToString::to_string).collect();
        let takes_ip_groups = self.format.family == Family::AzureFirewall
            || (self.format.family == Family::AzureOther
                && self.format.capabilities.network_hosts != NetworkHosts::No);
        match &profile.azure_firewall.ip_group {
            _ if !subnets.is_empty() => subnets.join(", "),
            Some(group) if takes_ip_groups => safe(group).into_owned(),
            _ => words.any_source.to_owned(),
        }
    }

    /// Refusals, warnings and what the format cannot say.
    pub(super) fn notices(&self) -> Vec<String> {
        let findings = self.rules.findings.iter().filter(|finding| self.concerns(finding));
        let findings = findings.map(|finding| {
            let mut text = finding.text(self.language);
            let clusters = self.rules.concerned(finding);
            if !clusters.is_empty() {
                let clusters = say::some_of(&clusters, self.words().comma);
                text.push_str(&(self.words().concerned)(&safe(&clusters)));
            }
            match finding.severity() {
                Severity::Refusal => (self.words().refused)(&text),
                Severity::Warning => text,
            }
        });
        let warnings = self.warnings().into_iter().map(|warning| warning.text);
        findings.chain(warnings).map(|text| safe(&text).into_owned()).collect()
    }

    /// Whether a finding is about what this format writes. That network rules come first is Azure
    /// Firewall's own way, and the plan's, which documents hold.
    fn concerns(&self, finding: &Finding) -> bool {
        let format = self.format;
        *finding != Finding::MonitorTagHidesHosts
            || match format.family {
                Family::Documents | Family::AzureFirewall => true,
                Family::AzureOther => {
                    format.capabilities.application_rules == ApplicationRules::ByHost
                }
                Family::Appliances | Family::Proxies | Family::Hosts => false,
            }
    }

    /// The header as comments: each line behind this mark.
    pub(super) fn comments(&self, mark: &str) -> Vec<String> {
        let line = |line: String| format!("{mark} {line}").trim_end().to_owned();
        self.plain_header().into_iter().map(line).collect()
    }

    /// The header of a plain text: title, facts and numbered warnings.
    pub(super) fn plain_header(&self) -> Vec<String> {
        let words = self.words();
        let facts = self.facts();
        let column = facts.iter().map(|(label, _)| width(label)).max().unwrap_or(0) + 2;
        let mut lines = vec![self.title().to_owned(), String::new()];
        for (label, value) in &facts {
            lines.extend(hang(&pad(label, column), value));
        }
        let notices = self.notices();
        if !notices.is_empty() {
            lines.extend([String::new(), words.headings.warnings.to_owned()]);
        }
        for (index, notice) in notices.iter().enumerate() {
            lines.extend(hang(&format!("{:>3}. ", index + 1), notice));
        }
        if self.format.family != Family::Documents {
            lines.extend([String::new(), words.headings.steps.to_owned()]);
            for step in self.format.steps.get(self.language).lines() {
                lines.extend(hang("  - ", step));
            }
        }
        lines
    }
}

/// A wrapped text behind a mark: its further lines stand under the first.
pub(super) fn hang(mark: &str, text: &str) -> Vec<String> {
    let indent = width(mark);
    let lines = wrap(text, LINE.saturating_sub(indent));
    let put = |(index, line): (usize, String)| {
        let before = if index == 0 { mark.to_owned() } else { " ".repeat(indent) };
        format!("{before}{line}").trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(put).collect()
}

fn region(profile: &Profile, words: &ExportWords) -> String {
    let name = profile.cluster.region.as_str();
    match CATALOG.region(name) {
        Some(region) => (words.region)(region.display_name, name),
        None if name.is_empty() => words.no_region.to_owned(),
        None => safe(name).into_owned(),
    }
}

fn api_server(profile: &Profile, words: &ExportWords) -> String {
    let cluster = &profile.cluster;
    let mut parts = vec![cluster.api_server.name()];
    if cluster.api_server == ApiServer::Public {
        parts.push(cluster.tunnel.name());
    }
    if cluster.network_isolated {
        parts.push(words.isolated);
    }
    parts.join(words.comma)
}

fn nodes(profile: &Profile, words: &ExportWords) -> String {
    let nodes = &profile.nodes;
    let mut kinds: Vec<&str> = nodes.linux.iter().map(|linux| linux.name()).collect();
    kinds.extend(nodes.windows.then_some(words.windows));
    kinds.extend(nodes.gpu.then_some(words.gpu));
    list(&kinds, words)
}

fn addons(profile: &Profile, language: Language, words: &ExportWords) -> String {
    let name = |id: &String| {
        let feature = CATALOG.feature(id);
        feature.map_or_else(|| safe(id).into_owned(), |f| f.name.get(language).to_owned())
    };
    let names: Vec<String> = profile.addons.enabled.iter().map(name).collect();
    list(&names, words)
}

fn list<T: AsRef<str>>(items: &[T], words: &ExportWords) -> String {
    if items.is_empty() {
        return words.none.to_owned();
    }
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    items.join(words.comma)
}

fn service_tags(rules: &RuleSet) -> Option<String> {
    let (file, change) = rules.service_tags.as_ref()?;
    let say = words(rules.profile.language).service_tags;
    let day = rules.service_tags_day().map(|day| day.to_string());
    let ipv6 = rules.profile.destinations.ipv6;
    Some(say(&safe(file), &change.to_string(), day.as_deref(), ipv6))
}
