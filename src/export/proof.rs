//! How far a format's output is checked before a release.

use crate::catalog::Text;

/// What other people's software said of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The software that it is for took it.
    Loaded(Text),
    /// Independent software read the same rules back.
    ReadBack(Text),
    /// Only its syntax was checked, by this software.
    SyntaxChecked(Text),
}

impl Proof {
    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loaded(_) => "loaded",
            Self::ReadBack(_) => "read-back",
            Self::SyntaxChecked(_) => "syntax-checked",
        }
    }

    /// The software.
    #[must_use]
    pub fn by(self) -> Text {
        match self {
            Self::Loaded(by) | Self::ReadBack(by) | Self::SyntaxChecked(by) => by,
        }
    }
}
