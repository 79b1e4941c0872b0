//! Files that are broken or made to break: whatever they are, each ends in one line, and the good ones beside them are read.
//!
//! Mutations are made from a fixed seed, so that a failure can be seen again. `WHEREAS_MUTATIONS` says how many of each kind; a few by
//! default, since every one of some kinds is a process. `WHEREAS_MUTATIONS_SEED` gives others.

use crate::formats::{self, paragraphs};
use crate::mutations::{Numbers, mutated};
use crate::reading::seed;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Mutations of each kind of file.
const MUTATIONS: usize = 12;

/// Memory that the program holds at most, in kilobytes. Its children have a limit of their own.
const MEMORY: u64 = 1 << 20;

/// The program's output, and the most memory that it held, in kilobytes, where the system tells it.
fn watched(folder: &Path, arguments: &[&str]) -> (Output, u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whereas"));
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let done = Arc::new(AtomicBool::new(false));
    let watcher = std::thread::spawn({
        let done = Arc::clone(&done);
        move || {
            let mut most = 0;
            while !done.load(Ordering::Relaxed) {
                let told = std::fs::read_to_string(&status).unwrap_or_default();
                let peak = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
                most = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(most);
                std::thread::sleep(Duration::from_millis(5));
            }
            most
        }
    });
    let output = child.wait_with_output().unwrap();
    done.store(true, Ordering::Relaxed);
    (output, watcher.join().unwrap())
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_whereas")).args(arguments).current_dir(folder).output();
    program.unwrap()
}

#[test]
#[expect(clippy::print_stdout, reason = "figures, for who asks for many mutations")]
fn a_mutated_file_ends_in_one_line_and_the_good_ones_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = std::env::var_os("WHEREAS_MUTATIONS").and_then(|n| n.to_string_lossy().parse().ok());
    let count: usize = wanted.unwrap_or(MUTATIONS);
    let start = std::env::var_os("WHEREAS_MUTATIONS_SEED").and_then(|n| n.to_string_lossy().parse().ok());
    let mut numbers = Numbers(start.unwrap_or(20_121_105));
    let files = formats::in_every_format(&paragraphs(&seed("fr")));
    for (ending, bytes) in &files {
        std::fs::write(folder.path().join(format!("good-{ending}.{ending}")), bytes).unwrap();
        for number in 0..count {
            let name = format!("bad-{ending}-{number:05}.{ending}");
            std::fs::write(folder.path().join(name), mutated(ending, bytes, &mut numbers)).unwrap();
        }
    }
    let (output, memory) = watched(folder.path(), &["extract", ".", "--format", "jsonl", "--threads", "2"]);
    let (lines, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?} {errors}", output.status);
    assert!(!errors.contains("panicked"), "{errors}");
    for (ending, _) in &files {
        assert!(lines.contains(&format!("\"file\":\"good-{ending}.{ending}\"")), "{ending}: {errors}");
    }
    let refused: Vec<&str> = errors.lines().filter(|line| !line.starts_with("whereas: warning: ")).collect();
    let read = lines.lines().count();
    assert!(refused.iter().all(|line| line.starts_with("whereas: ./bad-")), "{errors}");
    println!("{} files, {read} read, {} refused, {memory} kB at most", files.len() * (count + 1), refused.len());
    assert!(memory < MEMORY, "{memory} kB");
    // A file may end as two documents, and a piece of one as a letter that is left out with a warning.
    let told = lines.lines().filter_map(|line| line.split("\"file\":\"").nth(1)?.split('"').next());
    let told: BTreeSet<&str> =
        told.chain(refused.iter().filter_map(|line| line.split("./").nth(1)?.split(':').next())).collect();
    assert!(!refused.is_empty() && told.len() <= files.len() * (count + 1), "{} files told of", told.len());
}

/// A paragraph may repeat an aside, or the beginning of a name, as often as it likes.
#[test]
fn words_that_repeat_overflow_no_stack() {
    let folder = tempfile::tempdir().unwrap();
    let also = format!("The Security Council,\n\n1. Takes {}note of the report;\n", "also ".repeat(60_000));
    let names = format!("Le Conseil de sécurité,\n\n1. Prend note du {}Conseil;\n", "Comité du ".repeat(2_000));
    for (file, text) in [("aside.txt", also), ("name.txt", names)] {
        std::fs::write(folder.path().join(file), text).unwrap();
        let output = run(folder.path(), &["extract", file, "--format", "jsonl"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// What a zip says of its sizes is a promise, and what it unpacks to is counted.
#[test]
fn a_bomb_ends_at_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let bomb = formats::bomb(200 << 20);
    assert!(bomb.len() < 1 << 20);
    std::fs::write(folder.path().join("bomb.docx"), bomb).unwrap();
    let output = run(folder.path(), &["extract", "bomb.docx"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.starts_with("whereas: bomb.docx: expected the text of a file of 128 MB unpacked at most"),
        "{errors}"
    );
}

/// Neither a link, a pipe nor a file that is a folder is waited for.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("good.txt"), "The Security Council,\n\n1. Requests a report.\n").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("link.txt")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    let made = Command::new("mkfifo").arg(folder.path().join("pipe.txt")).status();
    let piped = made.is_ok_and(|status| status.success());
    let output = run(folder.path(), &["extract", ".", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    if piped {
        let output = run(folder.path(), &["extract", "pipe.txt"]);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.starts_with("whereas: pipe.txt: expected a file, found something else"), "{errors}");
    }
}

/// Archives are read as if they were folders, without a file of theirs on the disk, and their paths lead nowhere else.
#[test]
fn archives_are_read_as_folders() {
    let folder = tempfile::tempdir().unwrap();
    let text = "The Security Council,\n\n1. Requests a report.\n";
    let parts = [("2012/a.txt", text), ("../../b.txt", text), ("2012/c.bin", "x"), (".hidden/d.txt", text)];
    let parts: Vec<(&str, String)> = parts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    std::fs::write(folder.path().join("all.zip"), formats::packed(&parts)).unwrap();
    let output = run(folder.path(), &["extract", "all.zip", "--format", "jsonl", "--quiet"]);
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    for path in ["2012/a.txt", "b.txt"] {
        assert!(lines.contains(&format!("\"file\":\"{path}\"")), "{lines}");
    }
    assert_eq!(lines.lines().count(), 2);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let output = run(folder.path(), &["extract", "all.zip", "--include", "2012/*", "--format", "jsonl", "--quiet"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    std::fs::write(folder.path().join("broken.zip"), "PK\u{3}\u{4}nothing").unwrap();
    let output = run(folder.path(), &["extract", "broken.zip"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.starts_with("whereas: broken.zip: expected a zip archive, found a damaged one"), "{errors}");
}
