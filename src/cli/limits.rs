//! Limits that hold: a thread that watches the clock and the memory, and ends the program when it does not end by itself.
//!
//! The engine looks at its cancellation token only while it reads quads; a sort, a product or a text that doubles never looks. So
//! the question is asked to stop first, and a moment later the program ends, whatever it is doing. An output file that is not yet
//! whole goes with it.

use super::output;
use anyhow::Context as _;
use clap::Args;
use oxigraph::sparql::CancellationToken;
use std::process;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// Limits on time and memory.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct Limits {
    /// Stop after this many seconds, whatever is being done; exit code 2
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Stop when the program holds more memory than this: 500M, 2G; exit code 2
    #[arg(long, value_name = "SIZE", value_parser = size)]
    limit_memory: Option<u64>,
}

/// How often the watcher looks.
const PERIOD: Duration = Duration::from_millis(10);
/// How long a question has to stop by itself.
const GRACE: Duration = Duration::from_millis(200);

/// A watcher at work, or none where there are no limits.
#[derive(Default)]
pub(super) struct Watch {
    token: CancellationToken,
    broken: Arc<OnceLock<String>>,
}

impl Limits {
    /// Watches from now on.
    ///
    /// # Errors
    /// When the system does not tell how much memory a program holds, and that is limited.
    pub(super) fn watch(self) -> anyhow::Result<Watch> {
        let watch = Watch::default();
        if self.limit_memory.is_some() {
            held().context("--limit-memory: this system does not tell how much memory a program holds")?;
        }
        if self.timeout.is_some() || self.limit_memory.is_some() {
            let (token, broken, began) = (watch.token.clone(), Arc::clone(&watch.broken), Instant::now());
            thread::spawn(move || {
                let reason = loop {
                    thread::sleep(PERIOD);
                    if let Some(reason) = self.broken(began) {
                        break reason;
                    }
                };
                let _ = broken.set(reason.clone());
                token.cancel();
                thread::sleep(GRACE);
                output::abandon();
                let _ = super::complain(&reason);
                process::exit(2);
            });
        }
        Ok(watch)
    }

    /// Which limit does not hold any more.
    fn broken(self, began: Instant) -> Option<String> {
        if let Some(timeout) = self.timeout.filter(|timeout| began.elapsed() >= *timeout) {
            return Some(format!("stopped after {} s (--timeout)", timeout.as_secs_f64()));
        }
        let limit = self.limit_memory.filter(|limit| held().is_some_and(|held| held > *limit))?;
        Some(format!("stopped: more than {} of memory (--limit-memory)", shown(limit)))
    }
}

impl Watch {
    /// What tells a question to stop.
    pub(super) fn token(&self) -> CancellationToken {
        self.token.clone()
    }

    /// Why it was told so.
    pub(super) fn reason(&self) -> Option<&str> {
        self.broken.get().map(String::as_str)
    }
}

/// Bytes of memory that the program holds.
fn held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.trim_end_matches('s').parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "expected a number of seconds above 0".to_owned())
}

const UNITS: [(char, u32); 4] = [('K', 10), ('M', 20), ('G', 30), ('T', 40)];

fn size(text: &str) -> Result<u64, String> {
    let plain = text.to_ascii_uppercase();
    let plain = plain.trim_end_matches('B').trim_end_matches('I');
    let unit = UNITS.iter().find(|(unit, _)| plain.ends_with(*unit));
    let number = plain.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u64>().ok();
    let shift = unit.map_or(0, |(_, shift)| *shift);
    let is_known = plain.chars().filter(char::is_ascii_alphabetic).count() == usize::from(unit.is_some());
    number
        .filter(|number| *number > 0 && is_known)
        .and_then(|number| number.checked_mul(1 << shift))
        .ok_or_else(|| "expected a size such as 500M or 2G".to_owned())
}

fn shown(bytes: u64) -> String {
    let unit = UNITS.iter().rev().find(|(_, shift)| bytes.is_multiple_of(1 << *shift));
    unit.map_or_else(|| format!("{bytes} bytes"), |(unit, shift)| format!("{}{unit}", bytes >> shift))
}

#[cfg(test)]
mod tests {
    use super::{seconds, shown, size};
    use std::time::Duration;

    #[test]
    fn sizes_and_times_are_read_and_shown() {
        assert_eq!(size("500M"), Ok(500 << 20));
        assert_eq!(size("2gib"), Ok(2 << 30));
        assert_eq!(size("123"), Ok(123));
        assert!(["", "M", "-1", "0", "5X", "1.5G", "99999999T"].iter().all(|text| size(text).is_err()));
        assert_eq!((shown(500 << 20), shown(123)), ("500M".to_owned(), "123 bytes".to_owned()));
        assert_eq!(seconds("1.5"), Ok(Duration::from_millis(1_500)));
        assert!(["0", "-1", "soon", "NaN", "inf"].iter().all(|text| seconds(text).is_err()));
    }
}
