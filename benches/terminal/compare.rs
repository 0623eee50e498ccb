//! Both programs in turn, round by round, and a table of ratios.

use crate::session::{Program, Session};
use std::path::PathBuf;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

const ROUNDS: usize = 5;
const STARTS: usize = 25;
const KEYS: usize = 200;
const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];
const DOWN: &str = "\x1b[B";

pub fn run() {
    // `cargo test --benches` only wants to know that it can be built.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    for size in SIZES {
        let mut figures = [Figures::default(), Figures::default()];
        let programs = [floor(size), wizard()];
        for _ in 0..ROUNDS {
            for (program, figures) in programs.iter().zip(&mut figures) {
                figures.starts(program, size);
                figures.keys(program, size);
            }
        }
        for (program, figures) in programs.iter().zip(&mut figures) {
            figures.bursts(program, size);
            figures.rest(program, size);
        }
        table(size, &programs, &figures);
    }
}

/// The floor, compiled on its own: linked with nothing that it does not use.
fn floor((columns, rows): (u16, u16)) -> Program {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/terminal/floor.rs");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("floor");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(rustc)
        .args(["--edition", "2024", "-O", "-C", "strip=symbols"])
        .arg("-o")
        .arg(&path)
        .arg(source)
        .status()
        .expect("a compiler");
    assert!(built.success());
    let arguments = vec![columns.to_string(), rows.to_string()];
    Program { name: "floor", path, arguments, to_a_list: "", quit: "q" }
}

fn wizard() -> Program {
    let arguments = ["--example", "gpu-monitor", "--color", "always"].map(str::to_owned).to_vec();
    let path = PathBuf::from(env!("CARGO_BIN_EXE_aks-egress"));
    Program { name: "aks-egress", path, arguments, to_a_list: "5", quit: "\x03\x03" }
}

#[derive(Default)]
struct Figures {
    starts: Vec<Duration>,
    keys: Vec<Duration>,
    key_bytes: Vec<usize>,
    toggles: Vec<Duration>,
    toggle_bytes: Vec<usize>,
    quits: Vec<Duration>,
    bursts: Vec<(usize, Duration, usize, bool)>,
    wakeups: u64,
    threads: u64,
    peak: u64,
}

impl Figures {
    fn starts(&mut self, program: &Program, size: (u16, u16)) {
        for _ in 0..STARTS {
            let (session, first) = Session::start(program, size);
            self.starts.push(first.took);
            self.quits.push(session.quit(program.quit));
        }
    }

    fn keys(&mut self, program: &Program, size: (u16, u16)) {
        let (mut session, _) = Session::start(program, size);
        session.send(program.to_a_list);
        for round in 0..KEYS {
            let answer = session.send(if round / 8 % 2 == 0 { DOWN } else { "\x1b[A" });
            self.keys.push(answer.took);
            self.key_bytes.push(answer.bytes);
        }
        for _ in 0..KEYS / 4 {
            let answer = session.send(" ");
            self.toggles.push(answer.took);
            self.toggle_bytes.push(answer.bytes);
        }
        session.quit(program.quit);
    }

    /// Many keys at once must end on the screen that they end on one by one.
    fn bursts(&mut self, program: &Program, size: (u16, u16)) {
        for count in [1000, 5000] {
            let (mut session, _) = Session::start(program, size);
            session.send(program.to_a_list);
            let answer = session.send(&DOWN.repeat(count));
            let there = session.text();
            session.send(DOWN);
            let stays = session.text() == there;
            self.bursts.push((count, answer.took, answer.reads, stays));
            session.quit(program.quit);
        }
    }

    fn rest(&mut self, program: &Program, size: (u16, u16)) {
        let (mut session, _) = Session::start(program, size);
        session.send(program.to_a_list);
        session.send(&" \x1b[B".repeat(40));
        let before = session.status("voluntary_ctxt_switches");
        sleep(Duration::from_secs(2));
        self.wakeups = session.status("voluntary_ctxt_switches") - before;
        self.threads = session.status("Threads");
        self.peak = session.status("VmHWM");
        session.quit(program.quit);
    }
}

fn percentile<T: Copy + Ord>(values: &[T], percent: usize) -> T {
    let mut sorted = values.to_vec();
    sorted.sort();
    sorted[(sorted.len() - 1) * percent / 100]
}

fn table((columns, rows): (u16, u16), programs: &[Program; 2], figures: &[Figures; 2]) {
    println!(
        "\n{columns}x{rows:<6} {:>14} {:>14} {:>8}",
        programs[0].name, programs[1].name, "ratio"
    );
    let time = |name: &str, of: &dyn Fn(&Figures) -> Duration| {
        let [floor, ours] = [of(&figures[0]), of(&figures[1])];
        let ratio = ours.as_secs_f64() / floor.as_secs_f64();
        println!("{name:<22} {floor:>12.0?} {ours:>12.0?} {ratio:>7.1}x");
    };
    time("first frame p50", &|it| percentile(&it.starts, 50));
    time("first frame p95", &|it| percentile(&it.starts, 95));
    time("cursor key p50", &|it| percentile(&it.keys, 50));
    time("cursor key p95", &|it| percentile(&it.keys, 95));
    time("cursor key p99", &|it| percentile(&it.keys, 99));
    time("toggle key p50", &|it| percentile(&it.toggles, 50));
    time("toggle key p95", &|it| percentile(&it.toggles, 95));
    time("quit p50", &|it| percentile(&it.quits, 50));
    for burst in 0..2 {
        let (count, ..) = figures[1].bursts[burst];
        time(&format!("{count} keys at once"), &|it| it.bursts[burst].1);
        let (_, _, reads, stays) = figures[1].bursts[burst];
        println!("{:<22} {:>25} reads, ends on the right screen: {stays}", "", reads);
    }
    let ours = &figures[1];
    println!(
        "bytes a key p50: cursor {}, toggle {}",
        percentile(&ours.key_bytes, 50),
        percentile(&ours.toggle_bytes, 50)
    );
    println!(
        "idle wake-ups in 2 s: {}; threads: {}; peak memory: {} kB",
        ours.wakeups, ours.threads, ours.peak
    );
    let size = std::fs::metadata(&programs[1].path).map_or(0, |data| data.len());
    println!("program: {size} bytes");
}
