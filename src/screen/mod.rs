//! The model as a picture. Drawing reads the model and never changes it.
//!
//! ```text
//! title        program · file · cloud and region
//! steps        1 Cloud & source  2 Region  …
//! ───────────┬──────────────
//! question   │ rules              side by side from 100 columns on,
//!            ├──────────────      one above the other from 20 rows on,
//!            │ why                one at a time below that
//! ───────────┴──────────────
//! status       a question, a message, or the first finding
//! footer       the keys that work now
//! ```
//!
//! Pages (export, paste walk, a rule in detail, answers, help) take the place of the middle.

mod answer;
mod detail;
mod export;
mod formats;
mod help;
mod look;
mod paint;
mod question;
mod rules;
mod status;
mod title;

pub use look::Look;

use crate::wizard::{Focus, Model, Page, Place, SMALLEST, TALL};
use paint::Paint;
use question::Pane;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// From this width on, question and rules stand side by side.
const WIDE: u16 = 100;

/// Something on the screen that can be pointed at.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Its cells.
    pub area: Rect,
    /// What it is.
    pub place: Place,
}

/// What the drawing functions report beside the picture.
#[derive(Default)]
struct Found {
    spots: Vec<Spot>,
    caret: Option<Position>,
}

/// Draws the wizard; gives what can be pointed at.
pub fn draw(model: &Model, look: Look, frame: &mut Frame<'_>) -> Vec<Spot> {
    let area = frame.area();
    let mut found = Found::default();
    let mut paint = Paint { buffer: frame.buffer_mut(), area, look };
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(model, &mut paint);
        return Vec::new();
    }
    let status = model.status_rows();
    let middle = Rect { y: area.y + 3, height: area.height - 5 - status, ..area };
    title::draw(model, &mut paint.part(Rect { height: 3, ..area }), &mut found);
    let bottom = Rect { y: middle.bottom(), height: status + 2, ..area };
    match model.pages.last() {
        None => draw_main(model, &mut paint, middle, &mut found),
        Some(page) => draw_page(model, page, &mut paint.part(middle), &mut found),
    }
    status::draw(model, &mut paint.part(bottom), &mut found);
    if let Some(caret) = found.caret {
        frame.set_cursor_position(caret);
    }
    found.spots
}

fn draw_main(model: &Model, paint: &mut Paint<'_>, area: Rect, found: &mut Found) {
    let in_rules = model.focus == Focus::Rules;
    if area.width >= WIDE {
        let left = Rect { width: (area.width * 9 / 20).min(64), ..area };
        let right = Rect { x: left.right() + 2, width: area.width - left.width - 2, ..area };
        paint.part(area).divide(left.width);
        Pane::new(model, left.width).draw(&mut paint.part(left), found);
        let why = if right.height >= 24 { (right.height / 3).max(10) } else { 0 };
        let list = Rect { height: right.height - why, ..right };
        rules::draw(model, &mut paint.part(list), found);
        if why > 0 {
            let below = Rect { y: list.bottom(), height: why, ..right };
            detail::draw_panel(model, &mut paint.part(below));
        }
    } else if in_rules {
        rules::draw(model, &mut paint.part(area), found);
    } else if area.height + 6 >= TALL {
        let pane = Pane::new(model, area.width);
        let wanted = pane.height().min(area.height.saturating_sub(5));
        let top = Rect { height: wanted, ..area };
        let below = Rect { y: top.bottom() + 1, height: area.height - wanted - 1, ..area };
        pane.draw(&mut paint.part(top), found);
        paint.part(Rect { y: top.bottom(), height: 1, ..area }).rule(0);
        rules::draw(model, &mut paint.part(below), found);
    } else {
        let top = Rect { height: area.height - 1, ..area };
        Pane::new(model, area.width).draw(&mut paint.part(top), found);
        let count = Rect { y: top.bottom(), height: 1, ..area };
        rules::draw_count(model, &mut paint.part(count), 0);
    }
}

fn draw_page(model: &Model, page: &Page, paint: &mut Paint<'_>, found: &mut Found) {
    match page {
        Page::Detail(top) => detail::draw_page(model, *top, paint),
        Page::Formats(page) => formats::draw(model, page, paint, found),
        Page::Export(page) => export::draw(model, page, paint, found),
        Page::Walk(walk) => export::draw_walk(model, walk, paint),
        Page::Answer(page) => answer::draw(model, page, paint, found),
        Page::Help(top) => help::draw(model, *top, paint),
    }
}

fn too_small(model: &Model, paint: &mut Paint<'_>) {
    let (columns, rows) = SMALLEST;
    let sentence = (model.words().too_small)(&columns.to_string(), &rows.to_string());
    let lines = crate::cells::wrap(&sentence, usize::from(paint.area.width).max(1));
    for (line, text) in (0..).zip(lines) {
        paint.text(0, line, &text, paint.look.text());
    }
}
