//! Why a file cannot be audited, and what to do about it.

use super::With1;

/// The sentences of one language.
pub struct AuditFileWords {
    /// Nothing in the file.
    pub empty: &'static str,
    /// Of no form that is known.
    pub no_form: &'static str,
    /// Name of the form.
    pub broken: With1,
    /// Nested too deeply.
    pub too_deep: &'static str,
    /// Too many values.
    pub too_many: &'static str,
    /// Name of the form.
    pub no_firewall: With1,
}

/// English.
pub static EN: AuditFileWords = AuditFileWords {
    empty: "The file is empty. Export the firewall again, for instance with `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP`.",
    no_form: "Neither a firewall policy nor a list of destinations. Give the output of `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP`, or a list with one destination per line.",
    broken: |form| {
        format!(
            "{form} was expected, and the text breaks its syntax here. Export the file again, or mend this place."
        )
    },
    too_deep: "The text is nested deeper than any firewall needs. Give the output of `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP`.",
    too_many: "The file has more values than a firewall can hold. Give only the rule collection groups: `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP`.",
    no_firewall: |form| {
        format!(
            "{form}, but without rule collections or destinations. Give the output of `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP`, or of `az network firewall show -n NAME -g GROUP` for a classic firewall."
        )
    },
};

/// Simplified Chinese.
pub static ZH: AuditFileWords = AuditFileWords {
    empty: "文件是空的。请重新导出防火墙，例如执行 `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP`。",
    no_form: "既不是防火墙策略，也不是目标列表。请给出 `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP` 的输出，或每行一个目标的列表。",
    broken: |form| format!("此处的 {form} 语法有误。请重新导出该文件，或修正此处。"),
    too_deep: "嵌套层数超出了任何防火墙的需要。请给出 `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP` 的输出。",
    too_many: "文件中的值多于防火墙所能容纳的数量。请只给出规则集合组：`az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP`。",
    no_firewall: |form| {
        format!(
            "文件是 {form}，但其中没有规则集合或目标。请给出 `az network firewall policy rule-collection-group list --policy-name POLICY -g GROUP` 的输出；经典防火墙请给出 `az network firewall show -n NAME -g GROUP` 的输出。"
        )
    },
};
