//! Tab-separated values, which paste into the cells of a spreadsheet.

use super::{Capabilities, Family, Format, Proof, csv};
use crate::catalog::Text;

pub(super) const FORMAT: Format = Format {
    id: "tsv",
    family: Family::Documents,
    extension: "tsv",
    title: Text { en: "Tab-separated", zh: "制表符分隔" },
    about: Text {
        en: "the columns of CSV, to be pasted into a spreadsheet",
        zh: "与 CSV 相同的列，可直接粘贴到电子表格",
    },
    steps: Text {
        en: "Copy it, select one cell of the spreadsheet and paste.",
        zh: "复制后选中电子表格中的一个单元格，粘贴即可。",
    },
    capabilities: Capabilities::DOCUMENT,
    holds_warnings: false,
    proof: Proof::Loaded(Text { en: "LibreOffice", zh: "LibreOffice" }),
    cautions: &[],
    write: csv::write_tabs,
};
