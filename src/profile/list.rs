//! Lists in a hand-written file: items that stay keep their place, their line and their comments.

use toml_edit::{Array, Decor, RawString, Value};

/// Makes `array` hold `wanted`; `canonical` is the meaning of an item as it stands there.
pub(super) fn edit(
    array: &mut Array,
    wanted: &[String],
    canonical: impl Fn(&str) -> Option<String>,
) {
    let mut list = List::of(array);
    let mut missing = wanted.to_vec();
    let mut index = 0;
    while let Some(item) = list.items.get(index) {
        let meaning = item.value.as_str().and_then(&canonical);
        let place = missing.iter().position(|text| Some(text) == meaning.as_ref());
        if let Some(place) = place {
            missing.remove(place);
            index += 1;
        } else {
            list.remove(index);
        }
    }
    for text in &missing {
        list.append(text);
    }
    list.reorder(|item| {
        let meaning = item.value.as_str().and_then(&canonical);
        wanted.iter().position(|text| Some(text) == meaning.as_ref())
    });
    list.write(array);
}

/// A list as it is laid out: `[` head, items, close `]`.
struct List {
    /// What follows the bracket on its line.
    head: String,
    items: Vec<Item>,
    /// What stands before the closing bracket, from the end of the last item's line.
    close: String,
    /// Whether a comma follows the last item, too.
    comma: bool,
}

/// An item and the blanks and comments that are its own.
struct Item {
    /// From the end of the line before, or from the comma of an item on the same line.
    above: String,
    value: Value,
    before_comma: String,
    /// What follows the comma on its line.
    behind: String,
}

impl List {
    fn of(array: &Array) -> Self {
        let comma = array.trailing_comma();
        let mut list = Self { head: String::new(), items: Vec::new(), close: String::new(), comma };
        let mut gap = String::new();
        for (index, value) in array.iter().enumerate() {
            gap += &part(value.decor().prefix());
            let above = list.take_line(&gap);
            let suffix = part(value.decor().suffix());
            let is_last = index + 1 == array.len();
            // A comment ahead of the comma moves behind it: there it can stay whatever follows.
            let joins = suffix.contains('#') || is_last && !comma;
            let (before_comma, rest) = if joins { ("", &*suffix) } else { (&*suffix, "") };
            let before_comma = before_comma.to_owned();
            rest.clone_into(&mut gap);
            list.items.push(Item {
                above,
                value: value.clone(),
                before_comma,
                behind: String::new(),
            });
        }
        gap += &part(Some(array.trailing()));
        list.close = list.take_line(&gap);
        list
    }

    /// Gives what ends a line to the line; the rest is given back.
    fn take_line(&mut self, gap: &str) -> String {
        let end = gap.find('\n').unwrap_or(0);
        gap[..end].clone_into(self.line_end(self.items.len()));
        gap[end..].to_owned()
    }

    /// The end of the line of the item before `index`.
    fn line_end(&mut self, index: usize) -> &mut String {
        match self.items[..index].last_mut() {
            Some(item) => &mut item.behind,
            None => &mut self.head,
        }
    }

    /// Removes an item with the comment behind it. Lines of comment above it stay, since they may
    /// be about more than this item; so does a comment behind several items.
    fn remove(&mut self, index: usize) {
        let gone = self.items.remove(index);
        let lines_above = gone.above.rsplit_once('\n').map(|(lines, _)| lines);
        if lines_above.is_none() && index > 0 {
            *self.line_end(index) += &gone.behind;
        }
        match self.items.get_mut(index) {
            Some(next) if !next.above.contains('\n') => next.above = gone.above,
            Some(next) => next.above.insert_str(0, lines_above.unwrap_or_default()),
            None => self.close.insert_str(0, lines_above.unwrap_or_default()),
        }
    }

    /// Adds an item in the manner of the one before it.
    fn append(&mut self, text: &str) {
        let before = self.items.last();
        let breaks = before.map_or(&self.close, |item| &item.above).contains('\n');
        let comment = before.map_or(&self.head, |item| &item.behind).contains('#');
        let on_own_line = breaks || comment || self.close.contains('#');
        let above = if on_own_line { self.new_line() } else { self.same_line() };
        // Blanks at the end of a line stay there.
        let behind = match self.items.last_mut() {
            Some(before) if !on_own_line => std::mem::take(&mut before.behind),
            _ => String::new(),
        };
        let value = Value::from(text);
        self.items.push(Item { above, value, before_comma: String::new(), behind });
    }

    /// What stands above a new item on a line of its own: also the comments at the end so far.
    fn new_line(&mut self) -> String {
        self.comma |= self.items.is_empty();
        let indent = self.indent();
        let Some((lines, end)) = self.close.rsplit_once('\n') else { return format!("\n{indent}") };
        let above = format!("{lines}\n{indent}");
        self.close = format!("\n{end}");
        above
    }

    /// What stands between the comma of the item before and a new one.
    fn same_line(&self) -> String {
        match &*self.items {
            [] => self.close.clone(),
            [_] => " ".to_owned(),
            [.., before] => before.above.clone(),
        }
    }

    /// The blanks ahead of an item that has a line of its own.
    fn indent(&self) -> String {
        let of_item = self.items.iter().rev().find_map(|item| item.above.rsplit_once('\n'));
        if let Some((_, indent)) = of_item {
            return indent.to_owned();
        }
        let (_, end) = self.close.rsplit_once('\n').unwrap_or_default();
        let of_comment = self.close.lines().find_map(|line| line.split_once('#'));
        of_comment.map_or_else(|| format!("{end}  "), |(indent, _)| indent.to_owned())
    }

    /// Puts the items in order, with what is written about them if each has a line of its own.
    fn reorder(&mut self, place: impl Fn(&Item) -> Option<usize>) {
        if self.items.is_sorted_by_key(&place) {
            return;
        }
        let own_lines = self.items.iter().all(|item| item.above.contains('\n'));
        let gaps: Vec<String> = self.items.iter().map(|item| item.above.clone()).collect();
        self.items.sort_by_key(place);
        if !own_lines {
            for (item, gap) in self.items.iter_mut().zip(gaps) {
                item.above = gap;
            }
        }
    }

    fn write(mut self, array: &mut Array) {
        array.clear();
        let indent = self.indent();
        let comma = self.comma && !self.items.is_empty();
        let count = self.items.len();
        let mut gap = std::mem::take(&mut self.head);
        for (index, mut item) in self.items.into_iter().enumerate() {
            let prefix = end_comment(gap + &item.above, &indent);
            let has_comma = comma || index + 1 < count;
            let suffix = if has_comma { item.before_comma } else { String::new() };
            *item.value.decor_mut() = Decor::new(prefix, suffix);
            array.push_formatted(item.value);
            gap = item.behind;
        }
        array.set_trailing(end_comment(gap + &self.close, ""));
        array.set_trailing_comma(comma);
    }
}

/// What follows must not become a part of a comment.
fn end_comment(gap: String, indent: &str) -> String {
    let is_open = gap.rsplit('\n').next().is_some_and(|line| line.contains('#'));
    if is_open { format!("{gap}\n{indent}") } else { gap }
}

/// Blanks and comments; their line ends are made alike and restored with those of the whole file.
fn part(raw: Option<&RawString>) -> String {
    raw.and_then(RawString::as_str).unwrap_or_default().replace("\r\n", "\n")
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

    /// Lists in many manners; `[` stands at their start.
    const MANNERS: &[&str] = &[
        "[]",
        "[ ]",
        "[\n]",
        "[ # none\n]",
        "[\n    # none yet\n  ]",
        "[\"x\"]",
        "[ \"x\" ]",
        "[\"x\",\"y\"]",
        "[\"x\" , 'y' , ]",
        "[\n  \"x\", # edge pool\n  \"y\",\n]",
        "[\n  \"x\",\n  \"y\" # why y\n]",
        "[ # pools\n\t# the first\n\t\"x\", # why x\n\n\t# the second\n\t\"y\",\n\t# \"w\",\n\t]",
        "[\n  \"x\", \"y\", # both\n]",
        "[\n  \"x\", \"y\", \n]",
        "[ \"x\", # why x\n  \"y\" ]",
        "[\n  \"x\"\n  , \"y\"\n]",
        "[\n  # why x\n  \"x\"]",
    ];

    #[test]
    fn an_item_that_comes_and_goes_leaves_no_trace() {
        for manner in MANNERS {
            let before = format!("a = {manner} # end\n");
            let document: DocumentMut = before.parse().expect("it is TOML");
            let held = document["a"].as_array().expect("a list").iter();
            let held: Vec<&str> = held.filter_map(Value::as_str).collect();
            let more: Vec<&str> = held.iter().copied().chain(["z"]).collect();
            let with = edited(&before, &more);
            assert_eq!(edited(&with, &held), before, "{with}");
            let with = edited(&with, &[&*more, &["v"]].concat());
            assert_eq!(edited(&with, &held), before, "{with}");
        }
    }

    #[test]
    fn only_the_comment_behind_an_item_goes_with_it() {
        let before = "a = [\n  \"flatcar\", # edge pool\n  \"ubuntu\",\n]\n";
        for (wanted, after) in [
            (&["ubuntu"][..], "a = [\n  \"ubuntu\",\n]\n"),
            (&["flatcar"], "a = [\n  \"flatcar\", # edge pool\n]\n"),
            (
                &["flatcar", "ubuntu", "azure"],
                "a = [\n  \"flatcar\", # edge pool\n  \"ubuntu\",\n  \"azure\",\n]\n",
            ),
            (&["ubuntu", "flatcar"], "a = [\n  \"ubuntu\",\n  \"flatcar\", # edge pool\n]\n"),
            (&[], "a = [\n]\n"),
        ] {
            assert_eq!(edited(before, wanted), after);
        }
        let before =
            "a = [ # pools\n  # old\n  \"x\", # why x\n  # new\n  \"y\", \"z\" # both\n]\n";
        for (wanted, after) in [
            (&["y", "z"][..], "a = [ # pools\n  # old\n  # new\n  \"y\", \"z\" # both\n]\n"),
            (&["x", "y"], "a = [ # pools\n  # old\n  \"x\", # why x\n  # new\n  \"y\" # both\n]\n"),
            (&["x", "z"], "a = [ # pools\n  # old\n  \"x\", # why x\n  # new\n  \"z\" # both\n]\n"),
            (&["x"], "a = [ # pools\n  # old\n  \"x\" # why x\n  # new\n]\n"),
            (&[], "a = [ # pools\n  # old\n  # new\n]\n"),
        ] {
            assert_eq!(edited(before, wanted), after);
        }
    }

    /// Whatever comes and goes, it stays TOML, and lines that are comments stay.
    #[test]
    fn comments_stay_whatever_the_items() {
        let lines = |text: &str| -> Vec<String> {
            let lines = text.lines().map(str::trim).filter(|line| line.starts_with('#'));
            lines.map(str::to_owned).collect()
        };
        let wishes: [&[&str]; 7] =
            [&[], &["x"], &["y"], &["y", "x"], &["w", "x"], &["y", "w"], &["y", "w", "x"]];
        for manner in MANNERS {
            let before = format!("a = {manner}\n");
            for wanted in wishes {
                let after = edited(&before, wanted);
                let (mut then, mut now) = (lines(&before), lines(&after));
                then.sort();
                now.sort();
                assert_eq!(now, then, "{before}{after}");
            }
        }
        let comma_first = "a = [\n    \"x\" # why x\n  , \"y\" # why y\n  , 'v'\n]\n";
        assert!(edited(comma_first, &["y", "x", "w"]).contains("# why y"));
    }
}
