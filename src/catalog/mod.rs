//! The facts: what the sources list, when, and how to read it.
//!
//! The TOML files under `catalog/` are checked and compiled into [`CATALOG`] by the build
//! script, so that a wrong fact does not compile and start-up parses nothing.

pub mod schema;

pub use schema::{
    Action, Address, Advisory, Catalog, CatalogRule, Cloud, Condition, Confidence, Date, Exemption,
    Failure, Feature, Kind, Known, Origin, Program, Protocol, Region, Requirement, Source,
    Standing, Table, TaggedHosts, Target, Text,
};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

impl Protocol {
    /// What carries it, as most firewalls write it.
    #[must_use]
    pub const fn transport(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp | Self::Http | Self::Https => "tcp",
        }
    }
}

impl Catalog {
    /// The feature or add-on with this id.
    #[must_use]
    pub fn feature(&self, id: &str) -> Option<&'static Feature> {
        self.features.iter().find(|feature| feature.id == id)
    }

    /// The add-ons, in the order in which they are offered.
    pub fn addons(&self) -> impl Iterator<Item = &'static Feature> + use<> {
        self.features.iter().filter(|feature| feature.addon)
    }

    /// The region with this programmatic name, in any cloud.
    #[must_use]
    pub fn region(&self, name: &str) -> Option<&'static Region> {
        self.regions.iter().find(|region| region.name == name)
    }

    /// The reading with this id.
    #[must_use]
    pub fn advisory(&self, id: &str) -> Option<&'static Advisory> {
        self.advisories.iter().find(|advisory| advisory.id == id)
    }

    /// The rule with this id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&'static CatalogRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Whether a source names this host as a time server.
    #[must_use]
    pub fn is_time_host(&self, host: &str) -> bool {
        self.rules.iter().any(|rule| rule.or_host == Some(host))
    }

    /// What this exit code of a program says.
    #[must_use]
    pub fn failure(&self, program: Program, code: u16) -> Option<&'static Failure> {
        self.failures.iter().find(|known| known.program == program && known.codes.contains(&code))
    }

    /// The days on which the article's destinations changed, oldest first, and the as-of day.
    #[must_use]
    pub fn editions(&self) -> Vec<Date> {
        let mut days: Vec<Date> = vec![self.first, self.as_of];
        for rule in self.rules.iter().filter(|rule| rule.source == Source::Learn) {
            days.extend(rule.since);
            days.extend(rule.until);
            days.extend(rule.absent.iter().flat_map(|&(from, to)| [from, to]));
        }
        days.retain(|day| (self.first..=self.as_of).contains(day));
        days.sort_unstable();
        days.dedup();
        days
    }
}
