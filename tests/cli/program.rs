//! The program in a folder of its own, with no environment but what a test gives it.

use snapbox::{Assert, Data};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The program's path.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_aks-egress");

/// A profile about which nothing is to be said.
pub const FINE: &str = "\
version = 1
edition = \"2026-08-21\"

[cluster]
cloud = \"global\"
region = \"westeurope\"

[nodes]
subnets = [\"10.240.0.0/16\"]
";

/// A folder with files, in which commands run.
pub struct Folder {
    dir: TempDir,
    transcript: String,
}

impl Folder {
    /// With these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self { dir: tempfile::tempdir().unwrap(), transcript: String::new() };
        for (name, text) in files {
            folder.put(name, text.as_bytes());
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub fn get(&self, name: &str) -> String {
        std::fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        self.dir.path().join(name).exists()
    }

    /// A command that is not started yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(self.dir.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs a command; its words are parted by blanks.
    pub fn run(&self, line: &str) -> Ran {
        let words: Vec<&str> = line.split_whitespace().collect();
        Ran::of(self.command(&words).output().unwrap())
    }

    /// Runs a command and notes what it says, for [`Folder::shot`].
    pub fn note(&mut self, line: &str) -> Ran {
        let ran = self.run(line);
        self.transcript += &["$ aks-egress ", line, "\n", &ran.shown()].concat();
        ran
    }

    /// Compares what was noted with the golden file.
    pub fn shot(&self, name: &str) {
        shot(&self.transcript, name);
    }
}

/// Compares a text with a golden file.
pub fn shot(text: &str, name: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots/cli").join(name);
    // The version of the program is not what these transcripts are about.
    let version = concat!("aks-egress ", env!("CARGO_PKG_VERSION"));
    let text = text.replace(version, "aks-egress VERSION");
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(text).raw(), Data::read_from(&path, None).raw());
}

/// What a command left behind.
#[derive(Debug)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().expect("it was not killed"),
        }
    }

    fn shown(&self) -> String {
        let talk: Vec<String> = self.err.lines().map(|line| format!("! {line}\n")).collect();
        format!("{}{}[exit {}]\n\n", self.out, talk.concat(), self.code)
    }
}
