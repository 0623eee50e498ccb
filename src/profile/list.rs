//! Lists in a hand-written file: items that stay keep their place, their line and their comment.

use toml_edit::{Array, Decor, RawString, Value};

/// Makes `array` hold `wanted`; `canonical` is the meaning of an item as it stands there.
pub(super) fn edit(
    array: &mut Array,
    wanted: &[String],
    canonical: impl Fn(&str) -> Option<String>,
) {
    let meaning = |value: &Value| value.as_str().and_then(&canonical);
    let stays = |value: &Value| meaning(value).filter(|text| wanted.contains(text));
    let kept: Vec<String> = array.iter().filter_map(stays).collect();
    if !wanted.starts_with(&kept) {
        array.clear();
        array.extend(wanted);
        array.fmt();
        return;
    }
    let first = array.iter().next().map(|value| part(value.decor().prefix()));
    array.retain(|value| stays(value).is_some());
    if let (Some(prefix), Some(value)) = (first, array.get_mut(0))
        && !prefix.contains('\n')
        && !part(value.decor().prefix()).contains('\n')
    {
        value.decor_mut().set_prefix(prefix);
    }
    for text in &wanted[kept.len()..] {
        push(array, text);
    }
}

/// Adds an item in the manner of the one before it.
fn push(array: &mut Array, text: &str) {
    let trailing = part(Some(array.trailing()));
    let Some(last) = array.len().checked_sub(1).and_then(|index| array.get_mut(index)) else {
        array.push(text);
        return;
    };
    let before = part(last.decor().prefix());
    let after = part(last.decor().suffix()) + &trailing;
    let mut value = Value::from(text);
    if let Some((_, indent)) = before.rsplit_once('\n') {
        // One item a line; a comment behind the last one stays on its line.
        let closing = after.rsplit_once('\n').map_or("", |(_, closing)| closing);
        *value.decor_mut() = Decor::new(format!("{}\n{indent}", after.trim_end()), "");
        array.set_trailing(format!("\n{closing}"));
    } else {
        *value.decor_mut() = Decor::new(" ", "");
        array.set_trailing(after);
    }
    if let Some(last) = array.iter_mut().last() {
        last.decor_mut().set_suffix("");
    }
    array.push_formatted(value);
}

fn part(raw: Option<&RawString>) -> String {
    raw.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml_edit::DocumentMut;

    fn edited(before: &str, wanted: &[&str]) -> String {
        let mut document: DocumentMut = before.parse().expect("it is TOML");
        let wanted: Vec<String> = wanted.iter().map(|&text| text.to_owned()).collect();
        let array = document["a"].as_array_mut().expect("it is a list");
        edit(array, &wanted, |text| Some(text.to_lowercase()));
        let after = document.to_string();
        let reread: DocumentMut = after.parse().expect("it is TOML still");
        let items = reread["a"].as_array().expect("it is a list still").iter();
        let held: Vec<String> =
            items.map(|item| item.as_str().expect("a text").to_lowercase()).collect();
        assert_eq!(held, wanted, "{after}");
        after
    }

    #[test]
    fn on_one_line() {
        assert_eq!(edited("a = [\"x\"]\n", &["x", "y"]), "a = [\"x\", \"y\"]\n");
        assert_eq!(edited("a = [ \"x\" ]\n", &["x", "y"]), "a = [ \"x\", \"y\" ]\n");
        assert_eq!(edited("a = [\"x\", \"y\"]\n", &["y"]), "a = [\"y\"]\n");
        assert_eq!(edited("a = [\"x\", \"y\"] # c\n", &["y", "x"]), "a = [\"y\", \"x\"] # c\n");
        assert_eq!(edited("a = []\n", &["x"]), "a = [\"x\"]\n");
        assert_eq!(edited("a = [\"x\"]\n", &[]), "a = []\n");
        assert_eq!(edited("a = ['X']\n", &["x", "y"]), "a = ['X', \"y\"]\n");
    }

    #[test]
    fn on_lines_of_their_own() {
        let before = "a = [\n  \"x\", # why x\n  \"y\", # why y\n]\n";
        assert_eq!(
            edited(before, &["x", "y", "z"]),
            "a = [\n  \"x\", # why x\n  \"y\", # why y\n  \"z\",\n]\n"
        );
        let without_comma = "a = [\n  \"x\",\n  \"y\" # why y\n]\n";
        assert_eq!(
            edited(without_comma, &["x", "y", "z"]),
            "a = [\n  \"x\",\n  \"y\", # why y\n  \"z\"\n]\n"
        );
        assert_eq!(edited("a = [\n  \"x\",\n  \"y\",\n]\n", &["y"]), "a = [\n  \"y\",\n]\n");
    }
}
