//! Styles by purpose and glyphs in two sets. No other file names a colour or a box line.

use ratatui::style::{Color, Modifier, Style};

/// How the screen looks: with or without colour, with or without box lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether colours are used; marks and words say the same without them.
    pub colour: bool,
    /// Whether lines are drawn with ASCII only.
    pub ascii: bool,
}

impl Look {
    fn coloured(self, style: Style, colour: Color) -> Style {
        // Without colour the style must not even reset one: that would drop bold and reverse.
        if self.colour { style.fg(colour) } else { style }
    }

    /// Titles and headings.
    #[must_use]
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The row under the cursor, where the keyboard is.
    #[must_use]
    pub fn cursor(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// The row under the cursor of the other pane.
    #[must_use]
    pub fn resting_cursor(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Notes. Neither dimmed nor coloured: no colour reads well on light and dark alike.
    #[must_use]
    pub fn note(self) -> Style {
        Style::new()
    }

    /// Plain text.
    #[must_use]
    pub fn text(self) -> Style {
        Style::new()
    }

    /// What came.
    #[must_use]
    pub fn added(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Green)
    }

    /// What went.
    #[must_use]
    pub fn removed(self) -> Style {
        self.coloured(Style::new(), Color::Red)
    }

    /// A warning.
    #[must_use]
    pub fn warning(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Magenta)
    }

    /// A refusal or a failure.
    #[must_use]
    pub fn bad(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Red)
    }

    /// A key in the footer.
    #[must_use]
    pub fn key(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A horizontal line.
    #[must_use]
    pub fn horizontal(self) -> &'static str {
        if self.ascii { "-" } else { "─" }
    }

    /// A vertical line.
    #[must_use]
    pub fn vertical(self) -> &'static str {
        if self.ascii { "|" } else { "│" }
    }
}
