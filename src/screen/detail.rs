//! One rule in detail, as a page or below the rule list.

use super::paint::Paint;
use crate::wizard::Model;

/// The page of the rule under the cursor; `top` is the first line shown.
pub(super) fn draw_page(model: &Model, top: usize, paint: &mut Paint<'_>) {
    paint.page(&model.detail_lines(paint.area.width.into()), top, model.words().below);
}

/// The same below the rule list.
pub(super) fn draw_panel(model: &Model, paint: &mut Paint<'_>) {
    paint.rule(0);
    paint.area.y += 1;
    paint.area.height -= 1;
    draw_page(model, 0, paint);
}
