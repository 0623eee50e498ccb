//! The plain face.
#[path = "support/dialogue.rs"]
mod dialogue;
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Language, Profile};
use aks_egress::wizard::Model;
use dialogue::World;

#[test]
fn look() {
    for language in [Language::En, Language::Zh] {
        let mut model = Model::new(&CATALOG, Profile::new(CATALOG.as_of), None, language);
        let told = World::default().hold(
            &mut model,
            &[
                "?",
                "1",
                "",
                "west",
                "3",
                "",
                "1 2",
                "12",
                "10.0.0.4",
                "",
                "4",
                "6",
                "",
                "5",
                "g",
                "",
                "",
                "r",
                "w 2",
                "n",
                "12",
                "",
                "u",
                "y text",
                "e nope",
                "e text x.txt",
                "e csv",
                "p",
                "",
                "b",
                "s",
                "",
                "q",
            ],
        );
        println!("{}", told.transcript);
    }
}
