//! What scripts for the Azure CLI have in common.

use super::policy::Policy;
use crate::catalog::{Cloud, Text};
use crate::export::Export;
use crate::export::quote::shell;

const FILL_IN: Text = Text {
    en: "Fill in the firewall policy and the resource group that holds it.",
    zh: "填写防火墙策略及其所在的资源组。",
};
const SUBSCRIPTION: Text = Text {
    en: "The subscription is the one that `az account show` names.",
    zh: "使用 `az account show` 显示的订阅。",
};
const OTHER_CLOUD: Text = Text {
    en: "Another cloud than the default; once before `az login`:",
    zh: "不是默认的云，请在 `az login` 之前执行一次：",
};

/// The name by which Azure's tools know a cloud that is not their default.
pub(super) fn other_cloud(cloud: Cloud) -> Option<&'static str> {
    match cloud {
        Cloud::Global => None,
        Cloud::China => Some("AzureChinaCloud"),
        Cloud::UsGov => Some("AzureUSGovernment"),
    }
}

/// The beginning of a script: header, strictness and the variables to fill in.
pub(super) fn head(export: &Export, policy: &Policy) -> Vec<String> {
    let say = |text: Text| format!("# {}", text.get(export.language));
    let mut lines = vec!["#!/usr/bin/env bash".to_owned()];
    lines.extend(export.comments("#"));
    lines.extend([String::new(), "set -euo pipefail".to_owned(), String::new()]);
    if let Some(cloud) = other_cloud(export.rules.profile.cluster.cloud) {
        lines.extend([say(OTHER_CLOUD), format!("#   az cloud set --name {cloud}"), String::new()]);
    }
    lines.extend([
        say(FILL_IN),
        say(SUBSCRIPTION),
        "RESOURCE_GROUP='RESOURCE-GROUP'".to_owned(),
        "FIREWALL_POLICY='FIREWALL-POLICY'".to_owned(),
        format!("RULE_COLLECTION_GROUP={}", shell(&policy.group)),
        String::new(),
    ]);
    lines
}
