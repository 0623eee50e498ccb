//! Profiles worth starting from. They hold no edition: whoever starts from one takes the newest.

use super::{Language, Profile, read};
use crate::catalog::{Catalog, Text};

/// A profile to start from.
#[derive(Debug)]
pub struct Example {
    /// Its name on the command line.
    pub id: &'static str,
    /// What cluster it is, in one line.
    pub about: Text,
    /// The profile file.
    pub text: &'static str,
}

/// Every example, the plainest first.
pub static EXAMPLES: &[Example] = &[
    Example {
        id: "public-default",
        about: Text {
            en: "A public cluster as Azure makes it by default: Ubuntu nodes, no add-on",
            zh: "按 Azure 默认方式创建的公共群集：Ubuntu 节点，无加载项",
        },
        text: include_str!("examples/public-default.toml"),
    },
    Example {
        id: "private-hub",
        about: Text {
            en: "A private cluster behind a hub's firewall, with its own DNS servers and Key Vault by private endpoint",
            zh: "位于中心防火墙之后的专用群集：自建 DNS 服务器，Key Vault 经专用终结点访问",
        },
        text: include_str!("examples/private-hub.toml"),
    },
    Example {
        id: "gpu-monitor",
        about: Text {
            en: "A public cluster with GPU nodes, Azure Monitor and Defender",
            zh: "带 GPU 节点、Azure Monitor 和 Defender 的公共群集",
        },
        text: include_str!("examples/gpu-monitor.toml"),
    },
    Example {
        id: "us-gov",
        about: Text {
            en: "A private cluster in Azure US Government with Azure Monitor and Azure Policy",
            zh: "美国政府云中的专用群集，启用 Azure Monitor 和 Azure Policy",
        },
        text: include_str!("examples/us-gov.toml"),
    },
    Example {
        id: "china",
        about: Text {
            en: "A public cluster in Azure China with Azure Monitor",
            zh: "Azure 中国云（世纪互联运营）中的公共群集，启用 Azure Monitor",
        },
        text: include_str!("examples/china.toml"),
    },
    Example {
        id: "network-isolated",
        about: Text {
            en: "A network isolated cluster: images come from a private registry, and no rule is left",
            zh: "网络隔离群集：镜像来自专用注册表，无需任何规则",
        },
        text: include_str!("examples/network-isolated.toml"),
    },
];

impl Example {
    /// The example with this name.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        EXAMPLES.iter().find(|example| example.id == id)
    }

    /// Its answers, at the newest edition, with exports in this language.
    #[must_use]
    pub fn profile(&self, catalog: &'static Catalog, language: Language) -> Profile {
        // A test reads every one of them.
        let read = read(self.text, catalog).map(|loaded| loaded.profile);
        let answers = read.unwrap_or_else(|_| Profile::new(catalog.as_of));
        Profile { language, ..answers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CATALOG;
    use crate::rules::{Severity, resolve};

    #[test]
    fn every_example_is_a_profile_without_fault() {
        for example in EXAMPLES {
            let loaded = read(example.text, &CATALOG).expect(example.id);
            assert!(loaded.warnings.is_empty(), "{}: {:?}", example.id, loaded.warnings);
            let profile = example.profile(&CATALOG, Language::Zh);
            assert_eq!((profile.edition, profile.language), (CATALOG.as_of, Language::Zh));
            let rules = resolve(&CATALOG, &profile, None);
            let refused = rules.findings.iter().find(|it| it.severity() == Severity::Refusal);
            assert!(refused.is_none(), "{}: {refused:?}", example.id);
            assert_eq!(Example::named(example.id).map(|it| it.id), Some(example.id));
        }
    }
}
