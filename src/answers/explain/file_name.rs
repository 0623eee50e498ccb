//! Whether what was asked is the name of a file, and no host.

use std::path::Path;

/// Endings of files: a name that ends so is no host.
const ENDINGS: &[&str] =
    &["json", "jsonl", "ndjson", "csv", "log", "txt", "gz", "yaml", "yml", "toml", "xml"];

/// Whether a text can only be meant as a file: by its ending, or since it says where the file is.
#[must_use]
pub fn is_file_name(text: &str) -> bool {
    if text.contains("://") || text.contains('\n') {
        return false;
    }
    let ending = Path::new(text).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_path =
        ["/", "./", "../", "~/", ".\\", "..\\"].iter().any(|start| text.starts_with(start))
            || text.get(1..3) == Some(":\\");
    is_path || !text.contains(' ') && ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_hosts_are_told_apart() {
        for file in [
            "denied.json",
            "PT1H.JSON",
            "a/b.log",
            "/var/log/squid",
            "./x y",
            "C:\\logs\\a",
            "x.csv.gz",
        ] {
            assert!(is_file_name(file), "{file}");
        }
        for other in [
            "mcr.microsoft.com",
            "https://x.example/a.json",
            "udp:1194",
            "20.1.2.3:443",
            "vmssCSE exit status=50, see provision.log",
            "line one.json\nline two.json",
            "",
        ] {
            assert!(!is_file_name(other), "{other}");
        }
    }
}
