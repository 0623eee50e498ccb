//! The name that was probably meant.

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
    // `AzureChinaCloud` means `china`, `monitor` means `azure-monitor`.
    let within = |short: &str, long: &str| short.chars().count() > 2 && long.contains(short);
    (within(candidate, given) || within(given, candidate)).then_some(distance + LONGEST)
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
