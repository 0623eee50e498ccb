//! To be written.
use super::Report;
use crate::answers::Sheet;
use crate::profile::Language;
impl Report {
    /// The report for people.
    #[must_use]
    pub fn sheet(&self, _language: Language) -> Sheet {
        Sheet::default()
    }
}
