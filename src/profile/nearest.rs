//! The name that was probably meant.

use super::keys::{self, KEYS, Key};
use super::problem::Fault;

/// Longer texts are not slips of the pen.
const LONGEST: usize = 60;

/// The candidate nearest to what was given, if one is near enough to be worth proposing.
pub(super) fn nearest<'a>(
    given: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if given.len() > LONGEST {
        return None;
    }
    let given = plain(given);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&given, &plain(candidate))?, candidate)))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Adds to an unknown table or key the one that was probably meant.
pub(super) fn propose(path: &str, fault: Fault) -> Fault {
    match (fault, path.split_once('.')) {
        (Fault::UnknownTable(_), _) => Fault::UnknownTable(nearest(path, keys::tables())),
        (Fault::UnknownKey(_), None) => Fault::UnknownKey(nearest_key(None, path)),
        (Fault::UnknownKey(_), Some((table, name))) => {
            Fault::UnknownKey(nearest_key(Some(table), name))
        }
        (other, _) => other,
    }
}

/// The full path of the key that was probably meant: the same word in another table, or a similar
/// one in the same table.
fn nearest_key(table: Option<&str>, name: &str) -> Option<&'static str> {
    let elsewhere = KEYS.iter().find(|key| is_same(name, key.name()));
    let here = KEYS.iter().filter(|key| key.table() == table);
    let near = nearest(name, here.clone().map(Key::name));
    let similar = || here.clone().find(|key| Some(key.name()) == near);
    elsewhere.or_else(similar).map(|key| key.path)
}

/// Whether two words differ in case, hyphens, spaces and underscores only.
fn is_same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Letters and digits alone: `API-Server` and `api_server` are the same word.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How far two words are apart, if they are related at all.
fn distance(given: &str, candidate: &str) -> Option<usize> {
    let longest = given.chars().count().max(candidate.chars().count());
    let distance = strsim::damerau_levenshtein(given, candidate);
    if distance <= (longest / 3).max(1) && distance < longest {
        return Some(distance);
    }
    // `AzureChinaCloud` means `china`, `monitor` means `azure-monitor`, `zh-CN` means `zh`.
    let within = |short: &str, long: &str| short.chars().count() > 2 && long.contains(short);
    let is_related = within(candidate, given)
        || within(given, candidate)
        || (candidate.len() > 1 && given.starts_with(candidate));
    is_related.then_some(distance + LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposes_what_was_meant() {
        for (given, candidates, expected) in [
            ("privat-link", &["public", "private-link"][..], Some("private-link")),
            ("Private Link", &["public", "private-link"], Some("private-link")),
            ("api-server", &["api_server", "api_server_ip"], Some("api_server")),
            ("AzureChinaCloud", &["global", "china", "usgov"], Some("china")),
            ("monitor", &["azure-policy", "azure-monitor"], Some("azure-monitor")),
            ("wnidows", &["windows", "linux"], Some("windows")),
            ("zh-CN", &["en", "zh"], Some("zh")),
            ("zz", &["en", "zh"], Some("zh")),
            ("de", &["zh", "public"], None),
            ("mars", &["global", "china", "usgov"], None),
            ("", &["global"], None),
        ] {
            assert_eq!(nearest(given, candidates.iter().copied()), expected, "{given}");
        }
    }

    #[test]
    fn a_long_text_is_not_compared() {
        assert_eq!(nearest(&"x".repeat(100_000), ["xx"]), None);
    }
}
