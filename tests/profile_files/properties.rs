//! What holds for every profile and every text.

use super::any_profile::any_profile;
use super::{good, load};
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Language, from_bytes, read, write};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(profile in any_profile()) {
        let text = write(&profile, None, &CATALOG);
        prop_assert_eq!(load(&text), profile.meaningful(&CATALOG));
        prop_assert_eq!(write(&profile, Some(&text), &CATALOG), text);
    }

    #[test]
    fn one_profile_written_over_another_is_read_back(
        old in any_profile(),
        new in any_profile(),
        file in any::<prop::sample::Index>(),
    ) {
        let files = good();
        let (_, hand_written) = file.get(&files);
        for original in [write(&old, None, &CATALOG), hand_written.clone()] {
            let text = write(&new, Some(&original), &CATALOG);
            prop_assert_eq!(load(&text), new.meaningful(&CATALOG), "{}", text);
            prop_assert_eq!(&write(&new, Some(&text), &CATALOG), &text);
            let comments = |text: &str| -> Vec<String> {
                let lines = text.lines().map(str::trim).filter(|line| line.starts_with('#'));
                let mut lines: Vec<String> = lines.map(str::to_owned).collect();
                // A comment above an item of a list moves with it when the order is another.
                lines.sort();
                lines
            };
            prop_assert_eq!(comments(&text), comments(&original));
        }
    }

    #[test]
    fn void_answers_are_taken_back_once(profile in any_profile()) {
        let meaningful = profile.meaningful(&CATALOG);
        prop_assert_eq!(&meaningful.meaningful(&CATALOG), &meaningful);
        prop_assert_eq!(meaningful.void(&CATALOG), vec![]);
        prop_assert_eq!(profile.void(&CATALOG).is_empty(), profile == meaningful);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = from_bytes(&bytes, &CATALOG);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]{}=\"'.,#a-c0-9\\\\\r\n \u{0}-\u{1f}é名]{0,80}") {
        if let Err(problems) = read(&text, &CATALOG) {
            for problem in problems {
                let lines = text.split('\n').count();
                prop_assert!(problem.line >= 1 && problem.line <= lines, "{problem:?}");
                let shown = problem.render("p", Language::En) + &problem.render("p", Language::Zh);
                prop_assert!(!shown.replace("\n  help: ", "").contains(char::is_control), "{shown:?}");
            }
        }
    }

    #[test]
    fn no_damage_to_a_good_profile_makes_it_panic(
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        new in "[\\[\\]{}=\"'.,#a-c0-9\n]{0,4}",
    ) {
        let files = good();
        let (_, text) = file.get(&files);
        let chars: Vec<char> = text.chars().collect();
        let start = at.index(chars.len());
        let end = (start + length).min(chars.len());
        let damaged: String =
            chars[..start].iter().copied().chain(new.chars()).chain(chars[end..].iter().copied()).collect();
        match read(&damaged, &CATALOG) {
            Ok(loaded) => {
                let saved = write(&loaded.profile, Some(&damaged), &CATALOG);
                prop_assert_eq!(load(&saved), loaded.profile.meaningful(&CATALOG));
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}
