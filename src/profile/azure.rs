//! Names and resource ids as Azure takes them.

/// The resource id of an IP group, as an example.
pub(super) const EXAMPLE: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/ipGroups/aks-nodes";

/// Why a text is not the resource id of an IP group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpGroupFault {
    /// Not the id of a resource at all.
    NotAnId,
    /// Its subscription is not a GUID.
    Subscription,
    /// No resource group can have this name.
    ResourceGroup,
    /// The id of another kind of resource.
    OtherKind,
    /// No IP group can have this name.
    Name,
}

/// Whether Azure takes a name for a rule collection group, or for an IP group.
pub(super) fn is_policy_name(name: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let ends_well = name.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (2..=80).contains(&name.len()) && name.chars().all(is_inner) && starts_well && ends_well
}

/// The resource id of an IP group, with Azure's own letter case where that is known: Azure does not
/// care, but tools do. Otherwise the part that is wrong, and why.
pub(super) fn ip_group(id: &str) -> Result<String, (&str, IpGroupFault)> {
    let parts: Vec<&str> = id.split('/').collect();
    let [nothing, subscriptions, subscription, groups, group, providers, space, kind, name] =
        parts[..]
    else {
        return Err((id, IpGroupFault::NotAnId));
    };
    let fixed =
        [(subscriptions, "subscriptions"), (groups, "resourceGroups"), (providers, "providers")];
    if !nothing.is_empty() || fixed.iter().any(|(text, word)| !text.eq_ignore_ascii_case(word)) {
        Err((id, IpGroupFault::NotAnId))
    } else if !is_guid(subscription) {
        Err((subscription, IpGroupFault::Subscription))
    } else if !is_resource_group(group) {
        Err((group, IpGroupFault::ResourceGroup))
    } else if !space.eq_ignore_ascii_case("Microsoft.Network") {
        Err((space, IpGroupFault::OtherKind))
    } else if !kind.eq_ignore_ascii_case("ipGroups") {
        Err((kind, IpGroupFault::OtherKind))
    } else if !is_policy_name(name) {
        Err((name, IpGroupFault::Name))
    } else {
        let subscription = subscription.to_ascii_lowercase();
        let resource = format!("providers/Microsoft.Network/ipGroups/{name}");
        Ok(format!("/subscriptions/{subscription}/resourceGroups/{group}/{resource}"))
    }
}

fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn is_resource_group(name: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '(' | ')');
    (1..=90).contains(&name.chars().count()) && name.chars().all(is_inner) && !name.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_policies() {
        let long = "x".repeat(80);
        for name in ["ab", "a.b-c_d", "0_", "aks-egress", &long] {
            assert!(is_policy_name(name), "{name}");
        }
        let longer = "x".repeat(81);
        for name in ["", "a", "_a", "-ab", ".ab", "ab-", "ab.", "a b", "a/b", "äb", &longer] {
            assert!(!is_policy_name(name), "{name}");
        }
    }

    #[test]
    fn ids_of_ip_groups_get_the_case_that_tools_want() {
        let same = EXAMPLE.replace("resourceGroups", "resourcegroups").replace("ipG", "IPg");
        assert_eq!(ip_group(EXAMPLE), Ok(EXAMPLE.to_owned()));
        assert_eq!(ip_group(&same), Ok(EXAMPLE.to_owned()));
        let upper = EXAMPLE.replace("00000000-", "ABCDEF01-").replace("/hub/", "/Hub (1)_ü/");
        assert_eq!(ip_group(&upper).unwrap_err().0, "Hub (1)_ü");
        let upper = upper.replace(' ', "");
        assert_eq!(ip_group(&upper), Ok(upper.replace("ABCDEF", "abcdef")));
    }

    #[test]
    fn the_part_that_is_wrong_is_told() {
        for (from, to, part, fault) in [
            ("00000000-0000", "my", "my-0000-0000-000000000000", IpGroupFault::Subscription),
            ("/hub/", "/hub./", "hub.", IpGroupFault::ResourceGroup),
            ("/hub/", "//", "", IpGroupFault::ResourceGroup),
            ("Network", "Compute", "Microsoft.Compute", IpGroupFault::OtherKind),
            ("ipGroups", "virtualNetworks", "virtualNetworks", IpGroupFault::OtherKind),
            ("aks-nodes", "-", "-", IpGroupFault::Name),
        ] {
            let id = EXAMPLE.replace(from, to);
            assert_eq!(ip_group(&id), Err((part, fault)), "{id}");
        }
        for id in ["aks-nodes", "/", &EXAMPLE[1..], &format!("{EXAMPLE}/")] {
            assert_eq!(ip_group(id), Err((id, IpGroupFault::NotAnId)));
        }
    }
}
