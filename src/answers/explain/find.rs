//! Which patterns of the catalog, or of a rule set, name a host.

use super::row::Transport;
use crate::answers::hosts::{self, Cover, plain};
use crate::catalog::{Action, Catalog, CatalogRule, Cloud, Protocol, Region, Target};
use crate::rules::REGION;

/// A host pattern, ready to be compared with many names.
#[derive(Clone, Debug)]
pub(super) struct Pattern<T> {
    /// As it is written, perhaps with `<region>`.
    pub text: String,
    /// With a star in place of the region.
    stars: String,
    /// What every name that it matches ends with.
    end: String,
    /// What it stands for.
    pub of: T,
}

impl<T> Pattern<T> {
    pub(super) fn new(text: &str, of: T) -> Self {
        let text = plain(text);
        let stars = text.replace(REGION, "*");
        // Rows that lost their star in print begin with a dot.
        let stars = if stars.starts_with('.') { format!("*{stars}") } else { stars };
        let end = stars.rsplit('*').next().unwrap_or_default().to_owned();
        Self { text, stars, end, of }
    }

    /// Whether it names this host, or some of the hosts that a name with stars stands for.
    pub(super) fn names(&self, host: &Name) -> bool {
        if !host.has_star {
            return host.text.ends_with(&*self.end)
                && (self.stars == host.text
                    || self.stars.len() > self.end.len()
                        && hosts::matches(&self.stars, &host.text));
        }
        self.stars == host.text
            || hosts::matches(&self.stars, &host.text)
            || hosts::matches(&host.text, &self.stars)
            // A firewall's star stands at the left end; behind another one, an end proves nothing.
            || self.stars.rfind('*').is_none_or(|at| at == 0)
                && (hosts::cover(&self.stars, &host.text) != Cover::None
                    || hosts::cover(&host.text, &self.stars) != Cover::None)
    }

    /// Whether it is this very pattern; the name of a region may stand in it.
    pub(super) fn is(&self, host: &Name) -> bool {
        self.text.starts_with('*')
            && (self.stars == host.text
                || self.text.contains(REGION)
                    && self.stars.matches('.').count() == host.text.matches('.').count()
                    && hosts::matches(&self.stars, &host.text))
    }

    /// How closely it names a host: letters that are no star, all of them where it has none.
    pub(super) fn closeness(&self) -> usize {
        let whole = if self.stars.contains('*') { 0 } else { 1000 };
        whole + self.stars.len()
    }
}

/// A host name as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub text: String,
    pub has_star: bool,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        let text = plain(text).replace('#', "*");
        let has_star = text.contains('*');
        Self { text, has_star }
    }
}

/// Every host pattern of the catalog: what a row prints, and what readings put in its place.
pub(super) fn patterns(catalog: &'static Catalog) -> Vec<Pattern<&'static CatalogRule>> {
    catalog.rules.iter().flat_map(of_row).collect()
}

/// The host patterns of one row.
pub(super) fn of_row(row: &'static CatalogRule) -> Vec<Pattern<&'static CatalogRule>> {
    let printed = match row.target {
        Target::Host(printed) => printed,
        Target::Tag(_) | Target::Address(_) => {
            return row.or_host.map(|host| Pattern::new(host, row)).into_iter().collect();
        }
    };
    let replaced = row.advisories.iter().filter_map(|advisory| match advisory.action {
        Action::Replace(host) => Some(host),
        _ => None,
    });
    // What a reading puts in place stands first: it is what works.
    replaced.chain([printed]).map(|host| Pattern::new(host, row)).collect()
}

/// The region whose name stands where the pattern has `<region>`.
pub(super) fn region_in(
    catalog: &'static Catalog,
    pattern: &str,
    host: &Name,
    clouds: &[Cloud],
) -> Option<&'static Region> {
    if !pattern.contains(REGION) {
        return None;
    }
    let mut here = catalog.regions.iter().filter(|region| clouds.contains(&region.cloud));
    here.find(|region| {
        host.text.contains(region.name)
            && Pattern::new(&pattern.replace(REGION, region.name), ()).names(host)
    })
}

/// Whether a flow over this transport and port is one that a rule is about; what is not told fits.
pub(super) fn fits(row: &CatalogRule, transport: Option<Transport>, port: Option<u16>) -> bool {
    let carried = match transport {
        // Nor what a log calls a protocol without telling which.
        None | Some(Transport::Other) => true,
        Some(Transport::Tcp) => row.protocol != Protocol::Udp,
        Some(Transport::Udp) => row.protocol == Protocol::Udp,
        Some(Transport::Http) => matches!(row.protocol, Protocol::Http | Protocol::Tcp),
        Some(Transport::Https) => matches!(row.protocol, Protocol::Https | Protocol::Tcp),
        Some(Transport::Icmp | Transport::Mssql) => false,
    };
    carried && port.is_none_or(|port| port == row.port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CATALOG;

    #[test]
    fn patterns_name_hosts_and_stars_of_lists() {
        let rows = [
            ("mcr.microsoft.com", "MCR.microsoft.com.", true),
            ("mcr.microsoft.com", "x.mcr.microsoft.com", false),
            ("*.data.mcr.microsoft.com", "eus.data.mcr.microsoft.com", true),
            ("*.data.mcr.microsoft.com", "data.mcr.microsoft.com", false),
            (".data.mcr.microsoft.com", "eus.data.mcr.microsoft.com", true),
            ("*.data.mcr.microsoft.com", "*.data.mcr.microsoft.com", true),
            ("*.data.mcr.microsoft.com", "#.data.mcr.microsoft.com", true),
            ("mcr.microsoft.com", "*.microsoft.com", true),
            ("*.hcp.<region>.azmk8s.io", "*.hcp.*.azmk8s.io", true),
            ("*.hcp.<region>.azmk8s.io", "a-1.hcp.westeurope.azmk8s.io", true),
            ("*.hcp.westeurope.azmk8s.io", "*.hcp.#.azmk8s.io", true),
            ("md-*.blob.storage.azure.net", "md-#.blob.storage.azure.net", true),
            ("md-*.blob.storage.azure.net", "md-q.z1.blob.storage.azure.net", true),
            ("mcr.microsoft.com", "*.azmk8s.io", false),
            ("*.gk.<region>.azmk8s.io", "*.hcp.westeurope.azmk8s.io", false),
            ("*.hcp.<region>.azmk8s.io", "*.azmk8s.io", true),
        ];
        for (pattern, host, expected) in rows {
            let names = Pattern::new(pattern, ()).names(&Name::new(host));
            assert_eq!(names, expected, "{pattern} for {host}");
        }
    }

    #[test]
    fn a_region_is_read_out_of_a_name() {
        let region = |host: &str| {
            let pattern = "*.hcp.<region>.azmk8s.io";
            region_in(&CATALOG, pattern, &Name::new(host), &[Cloud::Global]).map(|found| found.name)
        };
        assert_eq!(region("a.hcp.westeurope.azmk8s.io"), Some("westeurope"));
        // One region's name is the end of another's.
        assert_eq!(region("a.hcp.eastus2.azmk8s.io"), Some("eastus2"));
        assert_eq!(region("a.hcp.atlantis.azmk8s.io"), None);
        assert_eq!(region("a.hcp.chinaeast2.azmk8s.io"), None);
    }
}
