//! Verdicts and findings as sentences.

use super::coverage::{By, Label, Lack};
use super::finding::{Finding, Retirement, What};
use super::firewall::Why;
use crate::export::azure::FQDN_TAG;
use crate::profile::Language;
use crate::words::audit::{AuditWords, EN, ZH};

pub(super) fn words(language: Language) -> &'static AuditWords {
    language.of(&EN, &ZH)
}

impl By {
    /// File, line, collection and rule: `hub.json:12: aks / core`.
    #[must_use]
    pub fn rule_text(&self) -> String {
        let place = match (&*self.place.file, self.place.line) {
            ("", _) => String::new(),
            (file, 0) => file.to_owned(),
            (file, line) => format!("{file}:{line}"),
        };
        let names: Vec<&str> =
            [&*self.collection, &*self.rule].into_iter().filter(|name| !name.is_empty()).collect();
        // Without names the way within the file says which rule it is.
        let rule = if names.is_empty() { self.place.path.clone() } else { names.join(" / ") };
        let parts: Vec<String> =
            [place, rule].into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(": ")
    }

    /// Its entry, its rule and what is to be said of it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let rule = self.rule_text();
        let mut text = match (&*self.entry, rule.is_empty()) {
            (entry, true) => entry.to_owned(),
            ("", false) => rule,
            (entry, false) => format!("{entry} [{rule}]"),
        };
        let labels: Vec<String> = self.labels.iter().map(|label| label.text(language)).collect();
        if !labels.is_empty() {
            let joined = labels.join(words(language).comma);
            text.push_str(&language.of(format!(" ({joined})"), format!("（{joined}）")));
        }
        text
    }
}

impl Label {
    /// The label in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let words = &words(language).labels;
        match self {
            Self::Wider => words.wider.to_owned(),
            Self::OtherForm => words.other_form.to_owned(),
            Self::SourceNotChecked(group) if group.is_empty() => words.source.to_owned(),
            Self::SourceNotChecked(group) => (words.group)(group),
            Self::PortNotTold => words.port.to_owned(),
            Self::NeedsDnsProxy => words.proxy.to_owned(),
        }
    }

    /// Its name in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Wider => "wider",
            Self::OtherForm => "other-form",
            Self::SourceNotChecked(_) => "source-not-checked",
            Self::PortNotTold => "port-not-told",
            Self::NeedsDnsProxy => "needs-dns-proxy",
        }
    }
}

impl Lack {
    /// What is missing, in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let AuditWords { lacks: words, and, .. } = words(language);
        match self {
            Self::OnlySome(by) => (words.only_some)(&by.text(language)),
            Self::OnlyApiServer(by) => (words.only_api_server)(&by.text(language)),
            Self::Unless(by) => (words.unless)(&by.text(language)),
            Self::OnlyPath(by) => (words.only_path)(&by.text(language)),
            Self::Narrowed(by) => (words.narrowed)(&by.text(language)),
            Self::Denied(by) => (words.denied)(&by.text(language)),
            Self::Sources(nets) => (words.sources)(&nets.join(and)),
            Self::Destinations(nets) => (words.destinations)(&nets.join(and)),
            Self::NeedsTag(tag) => (words.needs_tag)(tag),
            Self::OtherSource(by) => (words.other_source)(&by.text(language)),
            Self::Traffic(by, traffic) => (words.traffic)(&by.text(language), traffic),
        }
    }
}

impl Why {
    /// Why something could not be made out, in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let words = &words(language).why;
        match self {
            Self::NoValue(name) => (words.no_value)(name),
            Self::NotEvaluated => words.not_evaluated.to_owned(),
            Self::OnlyAtRunTime => words.run_time.to_owned(),
            Self::Malformed => words.malformed.to_owned(),
            Self::Absent => words.absent.to_owned(),
            Self::BestEffort => words.best_effort.to_owned(),
        }
    }
}

impl Finding {
    /// What is wrong.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let AuditWords { whats, malformed, and, .. } = words(language);
        match &self.what {
            What::Retired(Retirement::Row(row), _) => {
                (whats.retired_row)(&row.until.map(|day| day.to_string()).unwrap_or_default())
            }
            What::Retired(Retirement::Reading(reading), _) => (whats.retired_reading)(
                reading.id,
                reading.title.get(language),
                reading.text.get(language),
            ),
            What::Retired(Retirement::Known(known), _) | What::SharedWildcard(known) => {
                known.about.get(language).to_owned()
            }
            What::WrongCloud(clouds) => {
                let titles: Vec<&str> = clouds.iter().map(|cloud| cloud.title(language)).collect();
                (whats.wrong_cloud)(&titles.join(and))
            }
            What::WrongRegion { region, .. } => (whats.wrong_region)(region),
            What::MalformedHost(kind) => {
                let why = malformed[*kind as usize];
                language.of(format!("It matches nothing: {why}."), format!("它不会匹配：{why}。"))
            }
            What::MisspeltHost(host) => (whats.misspelt_host)(host),
            What::MisspeltFqdnTag => (whats.misspelt_tag)(FQDN_TAG),
            What::UnknownServiceTag(_) => whats.unknown_service_tag.to_owned(),
            What::WiderHost(hosts) => (whats.wider_host)(&hosts.join(and)),
            What::TlsInspection(hosts) => (whats.tls)(&hosts.join(and)),
            What::ShadowedRule(deny) => (whats.shadowed)(&deny.text(language)),
            What::NotNeeded(reason) => (whats.not_needed)(&reason.text(language)),
            What::Unresolved(why) => language.of(
                format!("{}: {}.", whats.unresolved, why.text(language)),
                format!("{}：{}。", whats.unresolved, why.text(language)),
            ),
            other => other.told(language).map_or(String::new(), |told| told.0.to_owned()),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self, language: Language) -> String {
        let AuditWords { whats, why, .. } = words(language);
        match &self.what {
            What::Retired(retirement, successors) => {
                retired_advice(*retirement, successors, language)
            }
            What::SharedWildcard(known) => known.advice.get(language).to_owned(),
            What::WrongCloud(_) => whats.wrong_cloud_advice.to_owned(),
            What::WrongRegion { own, is_needed: true, .. } => (whats.wrong_region_advice)(own),
            What::WrongRegion { .. } => whats.other_region_advice.to_owned(),
            What::MalformedHost(_) => whats.malformed_advice.to_owned(),
            What::MisspeltHost(host) => (whats.misspelt_host_advice)(host),
            What::MisspeltFqdnTag => (whats.misspelt_tag_advice)(FQDN_TAG),
            What::UnknownServiceTag(tag) => {
                tag.as_ref().map_or(String::new(), |tag| (whats.unknown_service_tag_advice)(tag))
            }
            What::WiderHost(_) => whats.wider_host_advice.to_owned(),
            What::TlsInspection(_) => whats.tls_advice.to_owned(),
            What::ShadowedRule(_) => whats.shadowed_advice.to_owned(),
            What::NotNeeded(_) => whats.not_needed_advice.to_owned(),
            What::Unresolved(Why::NoValue(name)) => (why.give_value)(name),
            What::Unresolved(Why::Absent) => why.complete.to_owned(),
            What::Unresolved(_) => why.audit_deployed.to_owned(),
            other => other.told(language).map_or(String::new(), |told| told.1.to_owned()),
        }
    }
}

impl What {
    /// Text and advice of the findings that have no values in them.
    fn told(&self, language: Language) -> Option<crate::words::audit::Told> {
        let whats = &words(language).whats;
        Some(match self {
            Self::FqdnTagAsHost => whats.tag_as_host,
            Self::TooWideHost => whats.too_wide_host,
            Self::TooWideNetwork => whats.too_wide_network,
            Self::HidesApplicationRules => whats.hides,
            Self::Duplicate => whats.duplicate,
            Self::DenyPerhaps(doubt) => whats.deny_perhaps[*doubt as usize],
            Self::OrderUnknown => whats.order_unknown,
            Self::TimeHost => whats.time_host,
            Self::ThreatIntelligenceDenies => whats.threat,
            Self::IntrusionDenies => whats.intrusion,
            Self::BasePolicy => whats.base_policy,
            Self::RulesElsewhere => whats.elsewhere,
            Self::CutOff => whats.cut_off,
            Self::DnsProxyNeeded => whats.dns_proxy,
            _ => return None,
        })
    }
}

fn retired_advice(retirement: Retirement, successors: &[String], language: Language) -> String {
    let AuditWords { whats, and, .. } = words(language);
    let advice = match retirement {
        Retirement::Known(known) => known.advice.get(language),
        Retirement::Reading(_) | Retirement::Row(_) => whats.retired_advice,
    };
    // The advice of the catalog often names them itself.
    let unnamed: Vec<&str> =
        successors.iter().map(String::as_str).filter(|host| !advice.contains(host)).collect();
    if unnamed.is_empty() {
        return advice.to_owned();
    }
    let successor = (whats.successor)(&unnamed.join(and));
    // What to do comes first.
    language.of(format!("{advice} {successor}"), format!("{advice}{successor}"))
}
