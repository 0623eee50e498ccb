//! Which names a host pattern matches, in a firewall and in the catalog.
//!
//! A firewall knows a star only at the left end: `*.x` matches at any depth below `x` and not `x`
//! itself, `*x` every name that ends in `x`. The catalog also has names with a star inside their
//! first label, such as `md-*.blob.storage.azure.net`.

/// How much of what is wanted a pattern of a firewall matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// Nothing of it.
    None,
    /// Some of the wanted names.
    Part,
    /// All of them, and other names too.
    Wider,
    /// Exactly the wanted names.
    Exact,
}

/// How much of `wanted` the firewall's `pattern` matches; letter case does not matter.
///
/// A pattern with a star elsewhere than at the left end matches nothing.
#[must_use]
pub fn cover(pattern: &str, wanted: &str) -> Cover {
    let (pattern, wanted) = (plain(pattern), plain(wanted));
    if pattern == wanted && !pattern.is_empty() {
        return Cover::Exact;
    }
    // All wanted names end like this; the wanted name itself where it has no star.
    let (wanted_end, wanted_is_many) = match wanted.rsplit_once('*') {
        Some((_, end)) => (end, true),
        None => (&*wanted, false),
    };
    match pattern.strip_prefix('*') {
        Some(end) if end.contains('*') => Cover::None,
        Some(end) if wanted_end.ends_with(end) => Cover::Wider,
        Some(end) if wanted_is_many && end.ends_with(wanted_end) => Cover::Part,
        None if pattern.contains('*') => Cover::None,
        None if wanted_is_many && matches(&wanted, &pattern) => Cover::Part,
        _ => Cover::None,
    }
}

/// Whether a name fits a pattern in which each star stands for one or more characters, dots among
/// them. Letter case does not matter.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (plain(pattern), plain(name));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| name.strip_prefix(start)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(end) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) =
            rest.char_indices().skip(1).map(|(at, _)| at).find(|&at| rest[at..].starts_with(part))
        else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.len() > end.len() && rest.ends_with(end)
}

/// A name as it is compared: lower case, without the dot of the root.
#[must_use]
pub fn plain(name: &str) -> String {
    name.trim().trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_of_a_firewall_stands_at_the_left_end() {
        let rows = [
            ("mcr.microsoft.com", "MCR.microsoft.com.", Cover::Exact),
            ("*.data.mcr.microsoft.com", "*.data.mcr.microsoft.com", Cover::Exact),
            ("*.mcr.microsoft.com", "*.data.mcr.microsoft.com", Cover::Wider),
            ("*.microsoft.com", "mcr.microsoft.com", Cover::Wider),
            ("*microsoft.com", "microsoft.com", Cover::Wider),
            ("*.microsoft.com", "microsoft.com", Cover::None),
            ("*", "*.data.mcr.microsoft.com", Cover::Wider),
            ("westeurope.data.mcr.microsoft.com", "*.data.mcr.microsoft.com", Cover::Part),
            ("*.west.data.mcr.microsoft.com", "*.data.mcr.microsoft.com", Cover::Part),
            ("data.mcr.microsoft.com", "*.data.mcr.microsoft.com", Cover::None),
            ("m*.microsoft.com", "mcr.microsoft.com", Cover::None),
            ("*.mcr*.com", "a.mcr.com", Cover::None),
            ("", "mcr.microsoft.com", Cover::None),
        ];
        for (pattern, wanted, expected) in rows {
            assert_eq!(cover(pattern, wanted), expected, "{pattern} for {wanted}");
        }
    }

    #[test]
    fn a_star_of_the_catalog_may_stand_inside_a_label() {
        assert!(matches("md-*.blob.storage.azure.net", "md-x1.z10.blob.storage.azure.net"));
        assert!(!matches("md-*.blob.storage.azure.net", "md-.blob.storage.azure.net"));
        assert!(matches("*.a.b", "x.y.A.b."));
        assert!(!matches("*.a.b", "a.b"));
        assert!(matches("a.b", "a.b") && !matches("a.b", "xa.b"));
    }
}
