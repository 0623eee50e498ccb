//! What the files say, item by item. `None` and empty texts stand for what could not be read;
//! a mistake has been noted for each.

use super::Place;
use super::fields::At;
use super::schema::{
    Address, Cloud, Condition, Confidence, Date, Exemption, Kind, Program, Protocol, Requirement,
    Source, Standing,
};

/// English and Chinese.
pub type Both = (String, String);

#[derive(Default)]
pub struct Items {
    pub dates: Option<Dates>,
    pub tables: Vec<Table>,
    pub rows: Vec<Row>,
    pub advisories: Vec<Advisory>,
    pub features: Vec<Feature>,
    pub regions: Vec<Region>,
    pub tagged: Vec<TaggedHosts>,
    pub known: Vec<Known>,
    pub failures: Vec<Failure>,
}

pub struct Dates {
    pub place: Place,
    pub as_of: Option<Date>,
    pub article: Option<Date>,
    pub first: Option<Date>,
}

pub struct Table {
    pub id: At<String>,
    pub source: Option<Source>,
    pub heading: At<String>,
}

pub struct Row {
    /// How messages call it: by its first destination.
    pub name: String,
    pub place: Place,
    pub table: Option<At<String>>,
    pub number: Option<At<i64>>,
    pub advisory: Option<At<String>>,
    pub source: Option<At<Source>>,
    pub clouds: Option<At<Vec<At<Cloud>>>>,
    pub feature: At<String>,
    pub protocol: Option<At<Protocol>>,
    pub port: Option<At<i64>>,
    pub requirement: Requirement,
    pub when: Vec<At<Condition>>,
    pub unless: Vec<At<Condition>>,
    pub purpose: Both,
    pub blocked: Both,
    pub destinations: Vec<Destination>,
}

impl Row {
    /// The clouds in which a destination of this row applies.
    pub fn clouds_of<'a>(&'a self, destination: &'a Destination) -> &'a [At<Cloud>] {
        let own = destination.own_clouds.as_ref();
        own.or(self.clouds.as_ref().map(|clouds| &clouds.value)).map_or(&[], Vec::as_slice)
    }

    /// Network or application, as the protocol says.
    pub fn kind(&self) -> Option<Kind> {
        self.protocol.as_ref().map(|protocol| match protocol.value {
            Protocol::Tcp | Protocol::Udp => Kind::Network,
            Protocol::Http | Protocol::Https => Kind::Application,
        })
    }
}

pub struct Destination {
    /// How messages call it: by its id, if it has one.
    pub name: String,
    pub id: At<String>,
    pub place: Place,
    pub target: Option<Target>,
    pub or_host: Option<At<String>>,
    /// In place of the row's.
    pub own_clouds: Option<Vec<At<Cloud>>>,
    /// Whether the key is there, be its value good or not.
    pub has_since: bool,
    pub since: Option<At<Date>>,
    pub until: Option<At<Date>>,
    pub alternative_until: Option<At<Date>>,
    pub absent: Vec<At<(Date, Date)>>,
}

pub enum Target {
    Host(At<String>),
    Tag(At<String>),
    Address(Address),
}

pub struct Advisory {
    pub id: At<String>,
    pub title: Both,
    pub text: Both,
    pub evidence: String,
    pub date: Option<At<Date>>,
    pub confidence: Option<Confidence>,
    pub effective: Option<At<Date>>,
    pub clouds: Vec<Cloud>,
    pub action: Option<Action>,
    pub rules: Vec<At<String>>,
}

pub enum Action {
    Note,
    Replace(At<String>),
    Retire(Option<Condition>),
    Unless(Option<Condition>, Option<At<Exemption>>),
    Add,
}

impl Action {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Replace(_) => "replace",
            Self::Retire(_) => "retire",
            Self::Unless(..) => "unless",
            Self::Add => "add",
        }
    }
}

pub struct Feature {
    pub id: At<String>,
    pub name: Both,
    pub about: Both,
    pub addon: bool,
    pub pulls: Vec<At<String>>,
    pub private_endpoint: bool,
    pub not_isolated: bool,
    pub fqdn_tag: bool,
}

pub struct Region {
    pub name: At<String>,
    pub display_name: String,
    pub cloud: Option<Cloud>,
    pub restricted: bool,
    pub azurecloud_tag: At<String>,
    pub aks_unlikely: bool,
}

pub struct TaggedHosts {
    pub tags: Vec<At<String>>,
    pub hosts: Vec<At<String>>,
    pub evidence: String,
}

pub struct Known {
    pub id: At<String>,
    pub names: Vec<At<String>>,
    pub standing: Option<Standing>,
    pub clouds: Vec<Cloud>,
    pub replaced_by: Vec<At<String>>,
    pub about: Both,
    pub advice: Both,
    pub evidence: String,
    pub date: Option<At<Date>>,
}

pub struct Failure {
    pub id: At<String>,
    pub program: Option<Program>,
    pub codes: Vec<At<i64>>,
    pub names: Vec<At<String>>,
    pub tried: Both,
    pub check: Both,
    pub rules: Vec<At<String>>,
    pub evidence: String,
}
