//! Portal (to be replaced).
use crate::rules::RuleSet;
/// Sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Fields.
    pub all: Vec<SheetField>,
}
/// Field.
#[derive(Clone, Debug)]
pub struct SheetField {
    /// Label.
    pub label: &'static str,
    /// Value.
    pub value: String,
}
impl Sheet {
    /// Fields.
    pub fn fields(&self) -> impl Iterator<Item = &SheetField> {
        self.all.iter()
    }
}
/// Sheet.
#[must_use]
pub fn sheet(rules: &RuleSet) -> Sheet {
    Sheet {
        all: rules
            .rules
            .iter()
            .map(|r| SheetField { label: "Destination", value: r.destination.texts().join(",") })
            .collect(),
    }
}
