//! What is wrong with the writing of a host.

use crate::answers::audit::Layer;
use crate::answers::audit::finding::Malformed;

/// What a firewall would stumble over, if anything.
pub(super) fn malformed(host: &str, layer: Layer) -> Option<Malformed> {
    let text = host.trim();
    // A star may stand alone, before a dot or before a name.
    let behind = text.strip_prefix('*').unwrap_or(text);
    let name = behind.strip_prefix('.').unwrap_or(behind).trim_end_matches('.');
    let labels = || name.split('.');
    if text.is_empty() {
        Some(Malformed::Blank)
    } else if text.contains("://") {
        Some(Malformed::Scheme)
    } else if text.contains('/') {
        Some(Malformed::Path)
    } else if behind.contains('*') {
        Some(Malformed::InnerStar)
    } else if text.contains(':') {
        Some(Malformed::Port)
    } else if layer == Layer::Network && text.starts_with('*') {
        Some(Malformed::StarInNetworkRule)
    } else if text != "*" && labels().any(str::is_empty) {
        Some(Malformed::EmptyLabel)
    } else if !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')) {
        Some(Malformed::Character)
    } else {
        None
    }
}

/// Whether two names differ by a slip of the pen.
pub(super) fn is_near(one: &str, other: &str) -> bool {
    const LONGEST: usize = 80;
    if one.len() > LONGEST || other.len() > LONGEST || one.len().abs_diff(other.len()) > 2 {
        return false;
    }
    let distance = strsim::damerau_levenshtein(one, other);
    (1..=2).contains(&distance) && distance * 5 < one.len()
}

/// Whether a name is probably meant to be the tag.
pub(super) fn is_near_tag(name: &str, tag: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    let (name, tag) = (plain(name), plain(tag));
    if name.len() > 60 || name.len() < 3 {
        return false;
    }
    // `AzureKubernetes`, `Azure Kubernetes Services`, `AKS` is too short to tell.
    strsim::damerau_levenshtein(&name, &tag) <= 3 || (name.len() > 8 && tag.starts_with(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_firewall_takes_is_named_for_what_it_is() {
        let rows = [
            ("mcr.microsoft.com", None),
            ("*.data.mcr.microsoft.com", None),
            ("*microsoft.com", None),
            ("*", None),
            ("mcr.microsoft.com.", None),
            ("", Some(Malformed::Blank)),
            (" ", Some(Malformed::Blank)),
            ("https://mcr.microsoft.com", Some(Malformed::Scheme)),
            ("mcr.microsoft.com/", Some(Malformed::Path)),
            ("mcr.microsoft.com:443", Some(Malformed::Port)),
            ("*..microsoft.com", Some(Malformed::EmptyLabel)),
            ("mcr..microsoft.com", Some(Malformed::EmptyLabel)),
            ("m*.microsoft.com", Some(Malformed::InnerStar)),
            ("*.*.microsoft.com", Some(Malformed::InnerStar)),
            ("mcr microsoft.com", Some(Malformed::Character)),
        ];
        for (host, expected) in rows {
            assert_eq!(malformed(host, Layer::Application), expected, "{host:?}");
        }
        let star = malformed("*.microsoft.com", Layer::Network);
        assert_eq!(star, Some(Malformed::StarInNetworkRule));
    }

    #[test]
    fn a_slip_of_the_pen_is_seen() {
        assert!(is_near("mcr.mircosoft.com", "mcr.microsoft.com"));
        assert!(!is_near("mcr.microsoft.com", "mcr.microsoft.com"));
        assert!(!is_near("a.com", "b.com"));
        for tag in ["AzureKubernetesServices", "AzureKubernetService", "Azure-Kubernetes-Service"] {
            assert!(is_near_tag(tag, "AzureKubernetesService"), "{tag}");
        }
        for tag in ["WindowsUpdate", "AppServiceEnvironment", "AzureBackup", "AKS"] {
            assert!(!is_near_tag(tag, "AzureKubernetesService"), "{tag}");
        }
    }
}
