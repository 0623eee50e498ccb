//! The help page: every key of the table, those of the page below first.

use super::paint::Paint;
use crate::wizard::Model;

pub(super) fn draw(model: &Model, top: usize, paint: &mut Paint<'_>) {
    paint.page(&model.help_lines(paint.area.width.into()), top, model.words().below);
}
