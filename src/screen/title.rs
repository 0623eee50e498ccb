//! The first lines: program, file, cloud and region; then the steps.

use super::Found;
use super::paint::{Paint, cells_wide};
use crate::cells;
use crate::steps::STEPS;
use crate::wizard::{Model, Place};
use ratatui::layout::Rect;

pub(super) fn draw(model: &Model, paint: &mut Paint<'_>, found: &mut Found) {
    let look = paint.look;
    let words = model.words();
    let cluster = &model.answers.cluster;
    let place = match cluster.region.as_str() {
        "" => cluster.cloud.title(model.language).to_owned(),
        region => format!("{}, {region}", cluster.cloud.title(model.language)),
    };
    let start = paint.area.width.saturating_sub(cells_wide(&place) + 1);
    let mut column = paint.text(1, 0, "aks-egress", look.title());
    column = paint.text(column + 2, 0, &model.file_name(), look.text());
    if model.unsaved() {
        column = paint.text(column + 1, 0, &format!("* {}", words.unsaved), look.warning());
    }
    if column + 1 < start {
        paint.text(start, 0, &place, look.text());
    }
    draw_steps(model, paint, found);
    paint.rule(2);
}

/// All titles where they fit, close together if need be; else numbers and the title of the current
/// step.
fn draw_steps(model: &Model, paint: &mut Paint<'_>, found: &mut Found) {
    let title = |index: usize| format!("{} {}", index + 1, STEPS[index].title.get(model.language));
    let all: usize = (0..STEPS.len()).map(|index| cells::width(&title(index))).sum();
    let room = usize::from(paint.area.width);
    let (fits, loosely) = (all + STEPS.len() + 2 <= room, all + 2 * STEPS.len() <= room);
    let mut column = 0;
    for index in 0..STEPS.len() {
        let current = index == model.step;
        let text = if fits || current { title(index) } else { (index + 1).to_string() };
        let style = if current { paint.look.cursor() } else { paint.look.text() };
        let close = fits && !loosely;
        column += u16::from(close && current);
        let text = match (current, close) {
            (true, _) => format!("[{text}]"),
            (false, true) => format!(" {text}"),
            (false, false) => format!(" {text} "),
        };
        let end = paint.text(column, 1, &text, style);
        let area = Rect {
            x: paint.area.x + column,
            y: paint.area.y + 1,
            width: end.saturating_sub(column),
            height: 1,
        };
        found.spots.push(super::Spot { area, place: Place::Step(index) });
        column = end;
    }
}
