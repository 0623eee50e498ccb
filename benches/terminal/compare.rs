//! The programs in turn, round by round, and a table of ratios.

use crate::CHECKLIST;
use crate::session::{Program, Session};
use std::path::PathBuf;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

const ROUNDS: usize = 5;
const STARTS: usize = 25;
const KEYS: usize = 80;
const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];
const DOWN: &str = "\x1b[B";

pub fn run() {
    // `cargo test --benches` only wants to know that it can be built.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    for size in SIZES {
        let programs = [floor(size), checklist(), wizard()];
        let mut figures: [Figures; 3] = Default::default();
        for _ in 0..ROUNDS {
            for (program, figures) in programs.iter().zip(&mut figures) {
                figures.starts(program, size);
                figures.keys(program, size);
            }
        }
        for (program, figures) in programs.iter().zip(&mut figures) {
            if program.takes_bursts {
                figures.bursts(program, size);
            }
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
    Program { name: "floor", path, arguments, to_a_list: "", quit: "q", takes_bursts: true }
}

/// This program itself, see `main`.
fn checklist() -> Program {
    let path = std::env::current_exe().expect("a path");
    let arguments = vec![CHECKLIST.to_owned()];
    // crossterm's own reader hangs when more than a kilobyte comes at once.
    Program { name: "ratatui", path, arguments, to_a_list: "", quit: "\x1b", takes_bursts: false }
}

fn wizard() -> Program {
    let arguments = ["--example", "gpu-monitor", "--color", "always"].map(str::to_owned).to_vec();
    let path = PathBuf::from(env!("CARGO_BIN_EXE_aks-egress"));
    let (to_a_list, quit) = ("5", "\x03\x03");
    Program { name: "aks-egress", path, arguments, to_a_list, quit, takes_bursts: true }
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
            session.look();
            let answer = session.send(if round / 8 % 2 == 0 { DOWN } else { "\x1b[A" });
            self.keys.push(answer.took);
            self.key_bytes.push(answer.bytes);
        }
        for _ in 0..KEYS / 4 {
            session.look();
            let answer = session.send(" ");
            self.toggles.push(answer.took);
            self.toggle_bytes.push(answer.bytes);
        }
        session.quit(program.quit);
    }

    /// Many keys at once must end on the screen that they end on one by one.
    fn bursts(&mut self, program: &Program, size: (u16, u16)) {
        for count in [1000, 5000] {
            let one = |_| {
                let (mut session, _) = Session::start(program, size);
                session.send(program.to_a_list);
                let answer = session.send(&DOWN.repeat(count));
                let there = session.text();
                session.send(DOWN);
                let stays = session.text() == there;
                session.quit(program.quit);
                (answer.took, answer.reads, stays)
            };
            let each: Vec<_> = (0..ROUNDS).map(one).collect();
            let always = each.iter().all(|(.., stays)| *stays);
            let (took, reads, _) = percentile(&each, 50);
            self.bursts.push((count, took, reads, always));
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

/// What was timed, where the times are, and the percentiles to show.
type Times = (&'static str, fn(&Figures) -> &[Duration], &'static [usize]);

fn table((columns, rows): (u16, u16), programs: &[Program; 3], figures: &[Figures; 3]) {
    let [floor, usual, ours] = figures;
    println!(
        "\n{columns}x{rows:<6} {:>21} {:>12} {:>12} {:>8} {:>10}",
        programs[0].name, programs[1].name, programs[2].name, "of floor", "of ratatui"
    );
    let time = |name: &str, of: &dyn Fn(&Figures) -> Option<Duration>| {
        let (Some(took), Some(least)) = (of(ours), of(floor)) else { return };
        let ratio = |to: Duration| took.as_secs_f64() / to.as_secs_f64();
        print!("{name:<22} {least:>6.0?} ");
        match of(usual) {
            Some(usual) => println!(
                "{usual:>12.0?} {took:>12.0?} {:>7.1}x {:>9.1}x",
                ratio(least),
                ratio(usual)
            ),
            None => println!("{:>12} {took:>12.0?} {:>7.1}x", "", ratio(least)),
        }
    };
    let lists: [Times; 4] = [
        ("first frame", |it| &it.starts, &[50, 95]),
        ("cursor key", |it| &it.keys, &[50, 95, 99]),
        ("toggle key", |it| &it.toggles, &[50, 95]),
        ("quit", |it| &it.quits, &[50]),
    ];
    for (name, list, percents) in lists {
        for &percent in percents {
            let name = format!("{name} p{percent}");
            time(&name, &|it| Some(percentile(list(it), percent)));
        }
    }
    for (index, (count, _, reads, stays)) in ours.bursts.iter().enumerate() {
        let at = |it: &Figures| it.bursts.get(index).map(|burst| burst.1);
        time(&format!("{count} keys at once"), &at);
        println!("{:<22} {reads} reads, ends on the right screen: {stays}", "");
    }
    for (program, it) in programs.iter().zip(figures) {
        let bytes = |list: &[usize]| percentile(list, 50);
        println!(
            "{:<10} bytes a key: cursor {}, toggle {}; idle wake-ups in 2 s: {}; threads: {}; \
             peak memory: {} kB; program: {} bytes",
            program.name,
            bytes(&it.key_bytes),
            bytes(&it.toggle_bytes),
            it.wakeups,
            it.threads,
            it.peak,
            std::fs::metadata(&program.path).map_or(0, |data| data.len())
        );
    }
}
