//! Reasons and findings as sentences.

use super::destination::{REGION, fill_region};
use super::finding::{Finding, NodesWithoutChannel};
use super::reason::{Absent, Because, Reason};
use crate::catalog::{Address, Cloud, Condition, Date, Source, Target, Text};
use crate::profile::{ControlPlane, Language, Profile};
use crate::words::rules::{EN, RuleWords, ZH};

fn words(language: Language) -> &'static RuleWords {
    language.of(&EN, &ZH)
}

impl Text {
    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &'static str {
        language.of(self.en, self.zh)
    }
}

impl Cloud {
    /// The cloud's name for people.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        words(language).clouds[self as usize]
    }
}

impl Condition {
    /// What it says when it holds, or when it does not.
    #[must_use]
    pub fn text(self, holds: bool, language: Language) -> &'static str {
        let known = words(language).conditions.iter().find(|(name, ..)| *name == self.name());
        known.map_or("", |&(_, yes, no)| if holds { yes } else { no })
    }
}

impl Because {
    /// The choice as a short sentence.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let words = words(language);
        match self {
            Self::EveryCluster(cloud) => (words.every_cluster)(cloud.title(language)),
            Self::Feature(feature) => (words.has_feature)(feature.name.get(language)),
            Self::Pulled { feature, by } => {
                (words.pulled)(feature.name.get(language), by.name.get(language))
            }
            Self::Holds(condition) => condition.text(true, language).to_owned(),
            Self::Lacks(condition) => condition.text(false, language).to_owned(),
            Self::Reading(advisory) => {
                (words.by_reading)(advisory.id, advisory.title.get(language))
            }
        }
    }
}

impl Reason {
    /// The reason as a short sentence.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let words = words(language);
        match self {
            Self::NotChosen(feature) => (words.not_chosen)(feature.name.get(language)),
            Self::Unmet(condition) => (words.unmet)(condition.text(true, language)),
            Self::Exempt(condition) => (words.exempt)(condition.text(true, language)),
            Self::Extended(condition, advisory) => {
                (words.extended)(condition.text(true, language), advisory.id)
            }
            Self::Retired(advisory) => (words.retired)(advisory.id, advisory.title.get(language)),
            Self::NotApplied(advisory) => {
                (words.not_applied)(advisory.id, advisory.title.get(language))
            }
            Self::Observed => words.observed.to_owned(),
            Self::NoRegion => words.no_region.to_owned(),
            Self::NoApiServerIp => words.no_api_server_ip.to_owned(),
            Self::NoServiceTags => words.no_service_tags.to_owned(),
        }
    }
}

impl Absent {
    /// The destination that the rule would have, as far as it is known.
    #[must_use]
    pub fn destination(&self, profile: &Profile) -> String {
        match self.rule.target {
            Target::Host(host) => fill_region(host, profile).into_owned(),
            Target::Tag(tag) => tag.to_owned(),
            Target::Address(Address::ControlPlane) => match profile.destinations.control_plane {
                ControlPlane::Any => "*".to_owned(),
                ControlPlane::ApiServerIp => "APIServerPublicIP".to_owned(),
                ControlPlane::RegionCidrs => "RegionCIDRs".to_owned(),
                ControlPlane::ServiceTag => {
                    crate::catalog::CATALOG.region(&profile.cluster.region).map_or_else(
                        || format!("AzureCloud.{REGION}"),
                        |region| region.azurecloud_tag.to_owned(),
                    )
                }
            },
            Target::Address(Address::Ntp) => "*".to_owned(),
            Target::Address(Address::CustomDns) => "CustomDNSIP".to_owned(),
            Target::Address(Address::ApiServerIp) => "APIServerPublicIP".to_owned(),
        }
    }
}

impl Finding {
    /// What is wrong and what to do about it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let words = &words(language).findings;
        match self {
            Self::NoRegion => words.no_region.to_owned(),
            Self::RegionOfOtherCloud(region, cloud) => {
                (words.region_of_other_cloud)(region, cloud.title(language))
            }
            Self::UnknownRegion(region) => (words.unknown_region)(region),
            Self::SourceWithoutCloud => words.source_without_cloud.to_owned(),
            Self::VnetIntegration => words.vnet_integration.to_owned(),
            Self::IsolatedWithPublicApiServer => words.isolated_public.to_owned(),
            Self::IsolatedWithWindows => words.isolated_windows.to_owned(),
            Self::IsolatedWithChannel(channel) => (words.isolated_channel)(channel.name()),
            Self::NoApiServerIp => words.no_api_server_ip.to_owned(),
            Self::NoServiceTags => words.no_service_tags.to_owned(),
            Self::ServiceTagsOfOtherCloud(file, cloud) => {
                (words.service_tags_of_other_cloud)(file, cloud.title(language))
            }
            Self::ServiceTagsWithoutTag(file, tag) => (words.service_tags_without_tag)(file, tag),
            Self::SamePriority(priority) => (words.same_priority)(&priority.to_string()),
            Self::Ipv6LeftOut(file, tag, count) => {
                (words.ipv6_left_out)(&count.to_string(), tag, file)
            }
            Self::ChineseCopyForGlobal => words.chinese_copy_for_global.to_owned(),
            Self::IsolatedWithAddon(feature) => (words.isolated_addon)(feature.name.get(language)),
            Self::ChannelWithoutNodes(NodesWithoutChannel::Windows) => {
                words.channel_windows.to_owned()
            }
            Self::ChannelWithoutNodes(NodesWithoutChannel::Linux(linux)) => {
                (words.channel_linux)(linux.name())
            }
            Self::ApiServerIpPending => words.api_server_ip_pending.to_owned(),
            Self::TunnelPortsStay(cloud) => (words.tunnel_ports_stay)(cloud.title(language)),
            Self::AksUnlikely(region) => (words.aks_unlikely)(region.display_name),
            Self::AddonWithoutRules(feature, cloud, source, edition) => {
                (words.addon_without_rules)(
                    feature.name.get(language),
                    cloud.title(language),
                    &title(*source, *edition, language),
                )
            }
            Self::AddonRetired(feature, advisory) => {
                (words.addon_retired)(feature.name.get(language), advisory.title.get(language))
            }
            Self::ReadingNotApplied(advisory) => {
                (words.reading_not_applied)(advisory.id, advisory.title.get(language))
            }
            Self::OldEdition(edition, newest) => {
                (words.old_edition)(&edition.to_string(), &newest.to_string())
            }
            Self::MonitorTagHidesHosts => words.monitor_tag_hides_hosts.to_owned(),
            Self::NoLinux => words.no_linux.to_owned(),
            Self::AnySource => words.any_source.to_owned(),
            Self::AnySourceElsewhere => words.any_source_elsewhere.to_owned(),
            Self::NoIpv4Subnet => words.no_ipv4_subnet.to_owned(),
            Self::OnlyMissing => words.only_missing.to_owned(),
        }
    }
}

/// The name of the document that a profile follows, with its edition.
#[must_use]
pub fn source_title(profile: &Profile, language: Language) -> String {
    title(profile.source, profile.edition, language)
}

/// The Chinese copy is one edition, whatever day the profile names.
fn title(source: Source, edition: Date, language: Language) -> String {
    let words = words(language);
    match source {
        Source::Learn => (words.learn)(&edition.to_string()),
        Source::AzureCnZh => words.chinese_copy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_says_what_it_means_in_both_languages() {
        for language in Language::ALL {
            for condition in Condition::ALL {
                let [yes, no] = [true, false].map(|holds| condition.text(holds, *language));
                assert!(!yes.is_empty() && !no.is_empty(), "{condition} in {language}");
                assert_ne!(yes, no, "{condition} in {language}");
            }
            let told = words(*language).conditions.len();
            assert_eq!(told, Condition::ALL.len(), "a sentence in {language} without condition");
        }
    }
}
