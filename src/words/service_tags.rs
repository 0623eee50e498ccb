//! What is wrong with a service tag file, and what to do about it.

use super::{With1, With2};

/// The sentences of one language.
pub struct ServiceTagWords {
    /// Nothing in the file.
    pub empty: &'static str,
    /// Megabytes.
    pub too_large: With1,
    /// Line, column.
    pub truncated: With2,
    /// Line, column.
    pub not_json: With2,
    /// The missing part.
    pub no_such_part: With1,
    /// Name of the cloud.
    pub unknown_cloud: With1,
    /// Tag, prefix.
    pub bad_prefix: With2,
}

/// English.
pub static EN: ServiceTagWords = ServiceTagWords {
    empty: "The file is empty. Download Microsoft's service tag file again.",
    too_large: |megabytes| {
        format!(
            "The file has {megabytes} MB; a service tag file has a few. Give the path of Microsoft's ServiceTags_….json."
        )
    },
    truncated: |line, column| {
        format!(
            "The JSON breaks off at line {line}, column {column}. Download Microsoft's service tag file again."
        )
    },
    not_json: |line, column| {
        format!(
            "Not JSON: line {line}, column {column}. Give the path of Microsoft's ServiceTags_….json."
        )
    },
    no_such_part: |part| {
        format!(
            "Not a service tag file: `{part}` is missing or of another type. Give the path of Microsoft's ServiceTags_….json."
        )
    },
    unknown_cloud: |cloud| {
        format!("The file is for the cloud `{cloud}`; Public, China and AzureGovernment are known.")
    },
    bad_prefix: |tag, prefix| {
        format!(
            "The tag {tag} has `{prefix}`, which is not a network. Download Microsoft's service tag file again."
        )
    },
};

/// Simplified Chinese.
pub static ZH: ServiceTagWords = ServiceTagWords {
    empty: "文件是空的。请重新下载微软的服务标记文件。",
    too_large: |megabytes| {
        format!(
            "文件有 {megabytes} MB，而服务标记文件只有几 MB。请给出微软的 ServiceTags_….json 的路径。"
        )
    },
    truncated: |line, column| {
        format!("JSON 在第 {line} 行第 {column} 列中断。请重新下载微软的服务标记文件。")
    },
    not_json: |line, column| {
        format!("不是 JSON：第 {line} 行第 {column} 列。请给出微软的 ServiceTags_….json 的路径。")
    },
    no_such_part: |part| {
        format!(
            "不是服务标记文件：缺少 `{part}`，或其类型不对。请给出微软的 ServiceTags_….json 的路径。"
        )
    },
    unknown_cloud: |cloud| {
        format!("文件属于云 `{cloud}`；能识别的只有 Public、China 和 AzureGovernment。")
    },
    bad_prefix: |tag, prefix| {
        format!("标记 {tag} 中的 `{prefix}` 不是网段。请重新下载微软的服务标记文件。")
    },
};
