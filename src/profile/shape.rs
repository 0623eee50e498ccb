//! What may stand behind a key.

use super::VERSION;

/// What may stand behind a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The number of the file format.
    Version,
    /// `true` or `false`.
    Flag,
    /// One of these names.
    Name(&'static [&'static str]),
    /// A list of these names, each once.
    Names(&'static [&'static str]),
    /// A day between the catalog's first and its newest edition.
    Date,
    /// Free text on one line.
    Text,
    /// Path of a file, relative to the profile.
    Path,
    /// A region's programmatic name.
    Region,
    /// An exact host name.
    Host,
    /// An IP address.
    Address,
    /// A list of IP addresses.
    Addresses,
    /// A list of networks.
    Networks,
    /// A list of add-on ids.
    Addons,
    /// A list of ids of add-ons that have private endpoints.
    PrivateEndpoints,
    /// A whole number in a range.
    Number {
        /// The smallest.
        least: u16,
        /// The largest.
        most: u16,
    },
    /// A name as Azure takes it for parts of a firewall policy.
    PolicyName,
    /// The resource id of an IP group.
    IpGroup,
}

impl Shape {
    /// A value of this shape as it stands in a file.
    #[must_use]
    pub fn example(self) -> String {
        match self {
            Self::Version => VERSION.to_string(),
            Self::Flag => "true".to_owned(),
            Self::Name(names) => format!("{:?}", names.first().unwrap_or(&"")),
            Self::Names(names) => format!("[{:?}]", names.first().unwrap_or(&"")),
            Self::Date => r#""2024-09-26""#.to_owned(),
            Self::Text => r#""prod-hub""#.to_owned(),
            Self::Path => r#""ServiceTags_Public_20251110.json""#.to_owned(),
            Self::Region => r#""westeurope""#.to_owned(),
            Self::Host => r#""prod-1a2b3c4d.hcp.westeurope.azmk8s.io""#.to_owned(),
            Self::Address => r#""20.1.2.3""#.to_owned(),
            Self::Addresses => r#"["10.0.0.4"]"#.to_owned(),
            Self::Networks => r#"["10.240.0.0/16"]"#.to_owned(),
            Self::Addons => r#"["azure-policy"]"#.to_owned(),
            Self::PrivateEndpoints => r#"["key-vault-csi"]"#.to_owned(),
            Self::Number { least, .. } => least.to_string(),
            Self::PolicyName => r#""aks-egress""#.to_owned(),
            Self::IpGroup => format!("\"{}\"", super::azure::EXAMPLE),
        }
    }
}
