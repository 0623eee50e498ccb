//! Export formats (to be replaced).
use crate::catalog::Text;
use crate::rules::RuleSet;
pub mod portal;
/// A format.
pub struct Format {
    /// Id.
    pub id: &'static str,
    /// Extension.
    pub extension: &'static str,
    /// Title.
    pub title: Text,
    /// About.
    pub about: Text,
    /// Steps.
    pub steps: Text,
}
static FORMATS: &[Format] = &[Format {
    id: "text",
    extension: "txt",
    title: Text { en: "Text", zh: "文本" },
    about: Text { en: "aligned table", zh: "对齐的表格" },
    steps: Text { en: "", zh: "" },
}];
/// All.
#[must_use]
pub fn formats() -> &'static [Format] {
    FORMATS
}
/// Render.
#[must_use]
pub fn render(_: &Format, rules: &RuleSet) -> String {
    rules
        .rules
        .iter()
        .map(|r| format!("{} {}:{}\n", r.destination.texts().join(","), r.protocol(), r.port()))
        .collect()
}
