//! What a group is for, as comments above its lines.

use super::Export;
use super::group::Group;
use super::header::LINE;
use crate::cells::{safe, width, wrap};

impl Export<'_> {
    /// The group's name and reason as comment lines: each behind this mark.
    pub(super) fn note(&self, mark: &str, group: &Group) -> Vec<String> {
        let about = safe(&group.description(self.language, usize::MAX)).into_owned();
        let mut lines = vec![format!("{mark} {}", group.name)];
        let wrapped = wrap(&about, LINE - width(mark) - 1);
        lines.extend(wrapped.iter().map(|line| format!("{mark} {line}").trim_end().to_owned()));
        lines
    }
}
