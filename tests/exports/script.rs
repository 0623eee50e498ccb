//! Reads a script of calls to the Azure CLI as a shell does.

use std::collections::BTreeMap;

/// A command of a script: its words up to the first option, and each option's values.
pub struct Call {
    pub command: String,
    pub options: BTreeMap<String, Vec<String>>,
}

impl Call {
    pub fn all(&self, option: &str) -> &[String] {
        self.options.get(option).map_or(&[], Vec::as_slice)
    }

    pub fn one(&self, option: &str) -> &str {
        let [value] = self.all(option) else { panic!("{option} of {:?}", self.options) };
        value
    }

    pub fn has(&self, option: &str) -> bool {
        self.options.contains_key(option)
    }
}

/// The calls of `az` in a script, in order.
pub fn calls(script: &str) -> Vec<Call> {
    assert!(script.starts_with("#!/usr/bin/env bash\n# "), "{script}");
    let (header, body) = script.split_once("\nset -euo pipefail\n").unwrap();
    assert!(header.lines().all(|line| line.starts_with('#')), "{header}");
    let joined = body.replace("\\\n", " ");
    let lines = joined.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (names, lines): (Vec<&str>, Vec<&str>) = lines.partition(|line| !line.starts_with("az "));
    assert!(names.len() == if lines.is_empty() { 0 } else { 2 }, "{names:?}");
    lines.into_iter().map(call).collect()
}

fn call(line: &str) -> Call {
    let words = shlex::split(line).unwrap();
    let start = words.iter().position(|word| word.starts_with("--")).unwrap();
    let mut options: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = String::new();
    for word in &words[start..] {
        if word.starts_with("--") {
            last.clone_from(word);
            assert!(options.insert(word.clone(), Vec::new()).is_none(), "{word} stands twice");
        } else {
            options.get_mut(&last).unwrap().push(word.clone());
        }
    }
    assert!(options.values().all(|values| !values.is_empty()), "{options:?}");
    Call { command: words[..start].join(" "), options }
}
