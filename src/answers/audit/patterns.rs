//! Many host patterns, asked at once which of them match a name: the same answers as
//! [`crate::answers::hosts::cover`], without asking each of thousands.

use crate::answers::hosts;
use std::collections::HashMap;

/// Host patterns, each with a value.
pub(super) struct Patterns<T> {
    exact: HashMap<String, Vec<T>>,
    /// What stands behind the star at the left end.
    ends: HashMap<String, Vec<T>>,
    /// Whether an end begins within a label, so that every place of a name must be tried.
    within_labels: bool,
}

impl<T: Copy> Patterns<T> {
    pub fn new() -> Self {
        Self { exact: HashMap::new(), ends: HashMap::new(), within_labels: false }
    }

    /// Adds a pattern; one with a star elsewhere than at the left end matches nothing.
    pub fn insert(&mut self, pattern: &str, value: T) {
        let pattern = hosts::plain(pattern);
        match pattern.strip_prefix('*') {
            _ if pattern.is_empty() => {}
            Some(end) if end.contains('*') => {}
            Some(end) => {
                self.within_labels |= !end.is_empty() && !end.starts_with('.');
                self.ends.entry(end.to_owned()).or_default().push(value);
            }
            None if pattern.contains('*') => {}
            None => self.exact.entry(pattern).or_default().push(value),
        }
    }

    /// The patterns that match all of what is wanted, and whether each matches just that.
    pub fn covering(&self, wanted: &str) -> Vec<(T, bool)> {
        let wanted = hosts::plain(wanted);
        let end = wanted.rsplit_once('*').map_or(&*wanted, |(_, end)| end);
        let mut found: Vec<(T, bool)> = Vec::new();
        found.extend(self.exact.get(&wanted).into_iter().flatten().map(|&value| (value, true)));
        let may_begin = |&(_, c): &(usize, char)| c == '.' || self.within_labels;
        let starts = end.char_indices().filter(may_begin).map(|(at, _)| at).chain([end.len()]);
        for at in starts {
            if let Some(values) = self.ends.get(&end[at..]) {
                let same = wanted.strip_prefix('*') == Some(&end[at..]);
                found.extend(values.iter().map(|&value| (value, same)));
            }
        }
        found
    }

    /// The patterns that match some of what is wanted, and not all.
    pub fn inside(&self, wanted: &str) -> Vec<T> {
        let wanted = hosts::plain(wanted);
        let Some((_, end)) = wanted.rsplit_once('*') else { return Vec::new() };
        let ends = self.ends.iter().filter(|(own, _)| own.len() > end.len() && own.ends_with(end));
        let exact = self
            .exact
            .iter()
            .filter(|(name, _)| name.ends_with(end) && hosts::matches(&wanted, name));
        let mut found: Vec<T> = Vec::new();
        found.extend(ends.flat_map(|(_, values)| values));
        found.extend(exact.flat_map(|(_, values)| values));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::hosts::{Cover, cover};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_index_says_what_asking_each_pattern_says(
            patterns in prop::collection::vec("[*ab.]{0,6}|\\*?\\.?[ab]\\.[ab]", 0..12),
            wanted in "\\*?\\.?[ab]{1,2}\\.[ab]|[ab*.]{1,6}",
        ) {
            let mut index = Patterns::new();
            for (at, pattern) in patterns.iter().enumerate() {
                index.insert(pattern, at);
            }
            let (covering, inside) = (index.covering(&wanted), index.inside(&wanted));
            for (at, pattern) in patterns.iter().enumerate() {
                let found = match (covering.iter().find(|(value, _)| *value == at), inside.contains(&at)) {
                    (Some((_, true)), _) => Cover::Exact,
                    (Some(_), _) => Cover::Wider,
                    (None, true) => Cover::Part,
                    (None, false) => Cover::None,
                };
                let inner = hosts::plain(pattern).get(1..).is_some_and(|rest| rest.contains('*'));
                // The same text twice is the same pattern, but no firewall takes an inner star.
                let expected = if inner { Cover::None } else { cover(pattern, &wanted) };
                prop_assert_eq!(found, expected, "{} for {}", pattern, wanted);
            }
        }
    }
}
