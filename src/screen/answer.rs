//! What is refused, what a firewall lacks, what changed: one page for the three answers.

use super::Found;
use super::paint::Paint;
use super::question::tail;
use super::rules;
use crate::answers::Tone;
use crate::answers::sheet::LineKind;
use crate::cells;
use crate::wizard::{About, AnswerPage, BESIDE, LineFor, Model};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Lines of a question that are shown while it is typed.
const TYPED: usize = 6;

pub(super) fn draw(model: &Model, page: &AnswerPage, paint: &mut Paint<'_>, found: &mut Found) {
    let mut own = Rect { width: model.answer_columns(page).min(paint.area.width), ..paint.area };
    if own.width < paint.area.width && paint.area.width >= BESIDE {
        paint.divide(own.width);
        let x = own.right() + 2;
        let beside = Rect { x, width: paint.area.right() - x, ..paint.area };
        rules::draw(model, &mut paint.part(beside), found);
        // Whatever the rule list has found, the keyboard is on this side.
        found.spots.clear();
        found.caret = None;
    }
    let used = match page.about {
        About::Explain(_) => draw_question(model, page, &mut paint.part(own), found),
        About::Audit(_) | About::Changes(_) => 0,
    };
    own = Rect { y: own.y + used, height: own.height.saturating_sub(used), ..own };
    let used = draw_search(model, &mut paint.part(own), found);
    own = Rect { y: own.y + used, height: own.height.saturating_sub(used), ..own };
    draw_lines(model, page, &mut paint.part(own));
}

/// What is to be explained: whole while it is typed, else its first line. Gives the lines used.
fn draw_question(
    model: &Model,
    page: &AnswerPage,
    paint: &mut Paint<'_>,
    found: &mut Found,
) -> u16 {
    let (words, look) = (model.words(), paint.look);
    let mut used = 0;
    let room = usize::from(paint.area.width.saturating_sub(2)).max(1);
    if page.typing {
        for text in cells::wrap(words.explain_about, room) {
            paint.text(1, used, &text, look.text());
            used += 1;
        }
    }
    let lines: Vec<&str> = page.input.value().split('\n').collect();
    let (at, caret, behind) = caret(page);
    let height = usize::from(paint.area.height / 3).clamp(1, TYPED);
    let shown = if page.typing { height.min(lines.len()) } else { 1 };
    let top = if page.typing { (at + 1).saturating_sub(shown) } else { 0 };
    for (index, line) in lines.iter().enumerate().skip(top).take(shown) {
        let here = page.typing && index == at;
        let lead = if index == 0 { "> " } else { "  " };
        let end = paint.text(0, used, lead, look.title());
        let (caret, behind) = if here { (caret, behind) } else { (0, 0) };
        // A pasted line may be as long as the whole paste; what is far behind the caret is not
        // even looked at.
        let near: String = line.chars().take(behind + room).collect();
        let (text, column) = tail(&near, caret, paint.area.width.saturating_sub(end + 1));
        let stop = paint.text(end, used, &text, look.text());
        if here {
            found.caret = Some(paint.at(end + column, used));
        }
        if index + 1 == top + shown && lines.len() > shown {
            let more = (words.lines_in_all)(&lines.len().to_string());
            paint.text(stop + 1, used, &(words.aside)(&more), look.note());
        }
        used += 1;
    }
    paint.rule(used);
    used + 1
}

/// The line of the question that holds the caret, and the cells and characters before it there.
fn caret(page: &AnswerPage) -> (usize, usize, usize) {
    let before: String = page.input.value().chars().take(page.input.cursor()).collect();
    let line = before.matches('\n').count();
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, cells::width(&cells::safe(last)), last.chars().count())
}

fn draw_search(model: &Model, paint: &mut Paint<'_>, found: &mut Found) -> u16 {
    let line = model.line.as_ref().filter(|line| line.purpose == LineFor::Search);
    let Some(line) = line else { return 0 };
    let end = paint.text(1, 0, "/", paint.look.title());
    let caret = paint.typed(end, 0, &line.input);
    found.caret = Some(paint.at(caret, 0));
    1
}

fn draw_lines(model: &Model, page: &AnswerPage, paint: &mut Paint<'_>) {
    let lines = model.answer_lines();
    let height = usize::from(paint.area.height);
    let top = page.top.min(lines.len().saturating_sub(1));
    let wanted = page.search.to_lowercase();
    for (line, (text, kind)) in (0..paint.area.height).zip(lines.iter().skip(top)) {
        let hit = !wanted.is_empty() && text.to_lowercase().contains(&wanted);
        let style = if hit { paint.look.cursor() } else { style(*kind, paint) };
        paint.text(1, line, text, style);
    }
    paint.more_below(lines.len().saturating_sub(top + height), model.words().below);
}

/// The words say everything that a colour does.
fn style(kind: LineKind, paint: &Paint<'_>) -> Style {
    let look = paint.look;
    match kind {
        LineKind::Title => look.title(),
        LineKind::Text => look.text(),
        LineKind::Heading(tone) => match tone {
            Tone::Bad => look.bad(),
            Tone::Warning => look.warning(),
            Tone::Good => look.added(),
            Tone::Note => look.title(),
        },
        LineKind::Lead(tone) => match tone {
            Tone::Bad => look.removed(),
            Tone::Warning | Tone::Good | Tone::Note => look.text(),
        },
    }
}
