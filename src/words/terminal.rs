//! Why a file or a copy did not work out. Reasons follow a colon; sentences stand alone.

use super::{With1, With2};

/// The sentences of one language.
pub struct TerminalWords {
    /// Reason: there is no such file.
    pub not_there: &'static str,
    /// Reason: a folder is where a file should be.
    pub is_a_folder: &'static str,
    /// It is a pipe or a device.
    pub no_file: &'static str,
    /// Reason: the folder `0` is not there.
    pub no_folder: With1,
    /// Reason: a file is where a folder should be.
    pub path_through_file: &'static str,
    /// Reason: the system does not allow it.
    pub denied: &'static str,
    /// Reason: there is something already.
    pub exists: &'static str,
    /// Reason: larger than a file of this kind may be.
    pub too_large: &'static str,
    /// Reason: no room on the disk.
    pub disk_full: &'static str,
    /// Reason: no room left to this user.
    pub quota_full: &'static str,
    /// Reason: nothing can be written there.
    pub read_only: &'static str,
    /// Reason: too long, or with characters that are not allowed.
    pub bad_name: &'static str,
    /// Reason: nobody reads any more.
    pub reader_gone: &'static str,
    /// Reason: the terminal's clipboard takes `1` KB, and the text has `0`.
    pub too_long: With2,
    /// Reason: the desktop's clipboard does not answer, and of the terminal's clipboard `0`.
    pub no_desktop: With1,
    /// Sentence: the file `0` cannot be read because of `1`.
    pub not_read: With2,
}

/// English.
pub static EN: TerminalWords = TerminalWords {
    not_there: "it does not exist",
    is_a_folder: "it is a folder",
    no_file: "it is a pipe or a device, not a file",
    no_folder: |folder| format!("the folder {folder} does not exist"),
    path_through_file: "a part of the path is not a folder",
    denied: "permission denied",
    exists: "it exists already",
    too_large: "it is too large",
    disk_full: "the disk is full",
    quota_full: "the disk quota is used up",
    read_only: "the file system is read-only",
    bad_name: "the name is too long or not allowed",
    reader_gone: "the reader is gone",
    too_long: |length, limit| {
        format!("{length} KB are too long for the terminal's clipboard, which takes {limit} KB")
    },
    no_desktop: |terminal| format!("the desktop's clipboard does not answer, and {terminal}"),
    not_read: |path, reason| format!("Cannot read {path}: {reason}."),
};

/// Simplified Chinese.
pub static ZH: TerminalWords = TerminalWords {
    not_there: "文件不存在",
    is_a_folder: "这是一个文件夹",
    no_file: "这是管道或设备，不是文件",
    no_folder: |folder| format!("文件夹 {folder} 不存在"),
    path_through_file: "路径中有一段不是文件夹",
    denied: "没有权限",
    exists: "文件已存在",
    too_large: "文件过大",
    disk_full: "磁盘已满",
    quota_full: "磁盘配额已用完",
    read_only: "文件系统是只读的",
    bad_name: "名称过长或含有不允许的字符",
    reader_gone: "读取方已关闭",
    too_long: |length, limit| format!("文本有 {length} KB，而终端剪贴板最多接收 {limit} KB"),
    no_desktop: |terminal| format!("桌面剪贴板没有响应，且{terminal}"),
    not_read: |path, reason| format!("无法读取 {path}：{reason}。"),
};
