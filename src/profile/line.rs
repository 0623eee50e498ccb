//! An answer as one line of text, as a person types it.

use super::keys::{Key, Presence};
use super::shape::Shape;
use super::value::Value;
use super::{Problem, Profile};
use crate::catalog::Catalog;

impl Key {
    /// The answer of a profile on one line: the items of a list are joined by commas, and no
    /// answer is an empty line.
    #[must_use]
    pub fn line(&self, profile: &Profile) -> String {
        match (self.get)(profile) {
            None => String::new(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Flag(flag)) => flag.to_string(),
            Some(Value::Text(text)) => text,
            Some(Value::List(items)) => items.join(", "),
        }
    }

    /// Whether a line holds several items.
    #[must_use]
    pub fn is_typed_list(&self) -> bool {
        matches!(self.shape, Shape::Addresses | Shape::Networks)
    }

    /// Gives a profile the answer that a line says. The items of a list may be parted by commas,
    /// semicolons or blanks; one that comes twice is taken once. An empty line takes an answer back
    /// that may be left out.
    ///
    /// # Errors
    ///
    /// The problem of the first item that is wrong; the profile is as it was.
    pub fn take_line(
        &self,
        profile: &mut Profile,
        line: &str,
        catalog: &Catalog,
    ) -> Result<(), Problem> {
        let line = line.trim();
        let value = if self.is_typed_list() {
            let mut items: Vec<String> = Vec::new();
            let apart = |c: char| c == ',' || c == ';' || c.is_whitespace();
            for part in line.split(apart).filter(|part| !part.is_empty()) {
                let item = self.check(part, catalog)?;
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            Some(Value::List(items))
        } else if line.is_empty() && self.presence == Presence::Optional {
            self.default(catalog)
        } else {
            let text = self.check(line, catalog)?;
            let is_number = matches!(self.shape, Shape::Number { .. });
            let number = text.parse().ok().filter(|_| is_number).map(Value::Number);
            Some(number.unwrap_or(Value::Text(text)))
        };
        (self.set)(profile, value.as_ref());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::keys::key;
    use super::*;
    use crate::catalog::CATALOG;
    use crate::profile::Language;

    fn taken(path: &str, line: &str) -> Result<String, String> {
        let key = key(path).unwrap();
        let mut profile = Profile::new(CATALOG.as_of);
        let before = profile.clone();
        match key.take_line(&mut profile, line, &CATALOG) {
            Ok(()) => Ok(key.line(&profile)),
            Err(problem) => {
                assert_eq!(profile, before, "a wrong line changes nothing");
                Err(format!("{} {:?}", problem.text(Language::En), problem.help(Language::En)))
            }
        }
    }

    #[test]
    fn lists_are_parted_by_what_people_type() {
        let line = " 10.0.0.4,10.0.0.5;  10.0.0.4\t10.0.0.6";
        assert_eq!(taken("cluster.custom_dns", line).unwrap(), "10.0.0.4, 10.0.0.5, 10.0.0.6");
        assert_eq!(taken("cluster.custom_dns", "").unwrap(), "");
        assert!(taken("cluster.custom_dns", "10.0.0.4, dns").is_err());
    }

    #[test]
    fn single_answers_are_checked_as_in_a_file() {
        assert_eq!(taken("edition", "2024-09-26").unwrap(), "2024-09-26");
        assert!(taken("edition", "2019-01-01").unwrap_err().contains("2023-03-09"));
        assert!(taken("edition", "").is_err());
        assert_eq!(taken("name", " prod hub ").unwrap(), "prod hub");
        assert_eq!(taken("cluster.api_server_ip", "").unwrap(), "");
        let host = taken("cluster.api_server_fqdn", "Prod.HCP.westeurope.azmk8s.io").unwrap();
        assert_eq!(host, "prod.hcp.westeurope.azmk8s.io");
        assert!(taken("nodes.subnets", "10.240.0.1/16").is_err());
    }

    #[test]
    fn numbers_and_names_of_azure_are_lines_too() {
        assert_eq!(taken("azure_firewall.priority", " 0250 ").unwrap(), "250");
        assert_eq!(taken("azure_firewall.priority", "").unwrap(), "400", "the default again");
        for line in ["99", "65001", "99999999999999999999", "low", "-100", "1e3"] {
            let said = taken("azure_firewall.network_priority", line).unwrap_err();
            assert!(said.contains(line), "{said}");
        }
        assert_eq!(taken("azure_firewall.group", "").unwrap(), "aks-egress");
        assert!(taken("azure_firewall.group", "a b").unwrap_err().contains("2 to 80"));
        assert_eq!(taken("azure_firewall.ip_group", "").unwrap(), "");
        assert!(
            taken("azure_firewall.ip_group", "aks-nodes").unwrap_err().contains("ip-group show")
        );
    }
}
