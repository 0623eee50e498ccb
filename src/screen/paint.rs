//! Text into cells: cut by width, drawn where it belongs, and nothing else.

use super::Spot;
use super::look::Look;
use crate::cells;
use crate::wizard::{PageLine, Place};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::Input;

/// What a text that does not fit ends with; ambiguous-width marks are avoided.
const CUT: &str = "..";

/// A rectangle of cells to draw in.
pub(super) struct Paint<'a> {
    pub buffer: &'a mut Buffer,
    pub area: Rect,
    pub look: Look,
}

impl Paint<'_> {
    /// The same canvas with another rectangle to draw in.
    pub fn part(&mut self, area: Rect) -> Paint<'_> {
        Paint { buffer: self.buffer, area, look: self.look }
    }

    /// One line of it.
    pub fn line(&mut self, line: u16) -> Paint<'_> {
        self.part(Rect { y: self.area.y + line, height: 1, ..self.area })
    }

    /// Where a cell is on the screen.
    pub fn at(&self, column: u16, line: u16) -> Position {
        Position::new(self.area.x + column, self.area.y + line)
    }

    /// A line that can be pointed at.
    pub fn spot(&self, line: u16, place: Place) -> Spot {
        Spot { area: Rect { y: self.area.y + line, height: 1, ..self.area }, place }
    }

    /// Draws a text at a column of a line, cut at the right border; gives the column after it.
    pub fn text(&mut self, column: u16, line: u16, text: &str, style: Style) -> u16 {
        if line >= self.area.height || column >= self.area.width {
            return column;
        }
        let room = self.area.width - column;
        let cut = cells::cut_with(text, room.into(), CUT);
        let (x, y) = (self.area.x + column, self.area.y + line);
        if !cut.is_ascii() {
            let (end, _) = self.buffer.set_stringn(x, y, &cut, room.into(), style);
            return end - self.area.x;
        }
        // Most of the screen is ASCII, where a byte is a cell: finding graphemes would cost
        // half of the time of a frame.
        let first = self.buffer.index_of(x, y);
        let plain = style == Style::new();
        let letters = cut.bytes().filter(|letter| !letter.is_ascii_control());
        let mut end = column;
        for (cell, letter) in self.buffer.content[first..].iter_mut().zip(letters) {
            // A blank cell shows a blank.
            if letter != b' ' || *cell != Cell::EMPTY {
                cell.set_char(letter.into());
            }
            if !plain {
                cell.set_style(style);
            }
            end += 1;
        }
        end
    }

    /// Draws a text that is being typed; gives the column of its caret.
    pub fn typed(&mut self, column: u16, line: u16, input: &Input) -> u16 {
        self.text(column, line, &cells::safe(input.value()), self.look.text());
        let before: String = input.value().chars().take(input.cursor()).collect();
        column.saturating_add(cells_wide(&cells::safe(&before)))
    }

    /// Draws a text in a column of fixed width; gives the column after the text.
    pub fn cell(&mut self, column: u16, line: u16, width: u16, text: &str, style: Style) -> u16 {
        let cut = cells::cut_with(text, width.into(), CUT);
        self.text(column, line, &cut, style)
    }

    /// Draws lines from `top` on, at most as far as the last one.
    pub fn page(&mut self, lines: &[PageLine], top: usize, below: fn(&str) -> String) {
        let height = usize::from(self.area.height);
        let top = top.min(lines.len().saturating_sub(height));
        for (line, (text, heading)) in (0..self.area.height).zip(&lines[top..]) {
            let style = if *heading { self.look.title() } else { self.look.text() };
            self.text(0, line, text, style);
        }
        self.more_below(lines.len().saturating_sub(top + height), below);
    }

    /// Says in the last line how many more there are.
    pub fn more_below(&mut self, count: usize, below: fn(&str) -> String) {
        if count > 0 && self.area.height > 1 {
            let text = format!("  {}", below(&count.to_string()));
            let wide = cells_wide(&text);
            let start = self.area.width.saturating_sub(wide);
            // Where it covers the end of a word, that must not look whole.
            let last = self.area.y + self.area.height - 1;
            let is_letter = |column: u16| {
                let at = (self.area.x + column, last);
                self.buffer.cell(at).is_some_and(|cell| cell.symbol() != " ")
            };
            let is_cut = start > 1 && is_letter(start - 2) && is_letter(start - 1);
            let (text, start) = if is_cut {
                (format!("{CUT} {}", text.trim_start()), start - 1)
            } else {
                (text, start)
            };
            self.text(start, self.area.height - 1, &text, self.look.title());
        }
    }

    /// Draws a vertical line over the whole height.
    pub fn divide(&mut self, column: u16) {
        for line in 0..self.area.height {
            self.text(column, line, self.look.vertical(), self.look.text());
        }
    }

    /// Draws a horizontal line.
    pub fn rule(&mut self, line: u16) {
        if line < self.area.height {
            for column in 0..self.area.width {
                let at = (self.area.x + column, self.area.y + line);
                self.buffer[at].set_symbol(self.look.horizontal());
            }
        }
    }
}

/// The cells that a text takes, as columns.
pub(super) fn cells_wide(text: &str) -> u16 {
    u16::try_from(cells::width(text)).unwrap_or(u16::MAX)
}

/// The first line to show so that `cursor` is in view, a line from the bottom where there is more.
pub(super) fn top_for(cursor: usize, lines: usize, height: usize) -> usize {
    let wanted = (cursor + 2).saturating_sub(height);
    wanted.min(lines.saturating_sub(height))
}
