//! Rules that are not needed, gathered under their reasons.

use super::Export;
use crate::rules::Absent;

/// The rules that share one reason.
pub(super) struct LeftOut<'a> {
    pub reason: String,
    pub rules: Vec<&'a Absent>,
}

impl Export<'_> {
    /// The rules that wait for an answer, by reason.
    pub(super) fn waiting(&self) -> Vec<LeftOut<'_>> {
        self.left_out(true)
    }

    /// The rules that are needless, by reason.
    pub(super) fn not_needed(&self) -> Vec<LeftOut<'_>> {
        self.left_out(false)
    }

    fn left_out(&self, waits: bool) -> Vec<LeftOut<'_>> {
        let mut groups: Vec<LeftOut> = Vec::new();
        for absent in self.rules.absent.iter().filter(|absent| absent.reason.waits() == waits) {
            let reason = absent.reason.text(self.language);
            match groups.iter_mut().find(|group| group.reason == reason) {
                Some(group) => group.rules.push(absent),
                None => groups.push(LeftOut { reason, rules: vec![absent] }),
            }
        }
        groups
    }
}
