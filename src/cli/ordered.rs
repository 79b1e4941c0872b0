//! Work done side by side, its results handed on in order while more work goes on.
//!
//! Not in batches that wait for their slowest member: who takes results may be slow too (it writes to the disk), and neither has
//! to wait for the other.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Items that are begun before the first of them is handed on, at most: memory does not grow with their number.
const AHEAD: usize = 256;
/// After how long without a result that is next in order the taker hears that there is none.
const PATIENCE: Duration = Duration::from_millis(100);

/// Does `work` on each item on `threads` threads and calls `take` with each result in the order of the items; with none now
/// and then when nothing comes.
///
/// # Errors
/// The first of `take`, after which no further item is begun.
pub(super) fn ordered<I: Sync, T: Send, E>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(Option<(&I, T)>) -> Result<(), E>,
) -> Result<(), E> {
    let is_over = AtomicBool::new(false);
    let (begin, jobs) = mpsc::channel::<usize>();
    let (finish, results) = mpsc::channel();
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            let (finish, jobs, work, is_over) = (finish.clone(), &jobs, &work, &is_over);
            scope.spawn(move || {
                loop {
                    // Whoever waits for a job holds the lock, and the others wait for the lock.
                    let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(at) = next else { break };
                    if is_over.load(Ordering::Relaxed) || finish.send((at, work(&items[at]))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(finish);
        let mut to_begin = 0..items.len();
        let mut begin_next = || to_begin.next().is_some_and(|at| begin.send(at).is_ok());
        for _ in 0..AHEAD {
            begin_next();
        }
        let mut early = BTreeMap::new();
        let mut taken = 0;
        let taking = loop {
            if taken == items.len() {
                break Ok(());
            }
            match results.recv_timeout(PATIENCE) {
                Ok((at, result)) => drop(early.insert(at, result)),
                Err(RecvTimeoutError::Timeout) => match take(None) {
                    Ok(()) => continue,
                    error => break error,
                },
                // A thread has panicked, and the scope will say so.
                Err(RecvTimeoutError::Disconnected) => break Ok(()),
            }
            let mut result = Ok(());
            while let Some(next) = early.remove(&taken).filter(|_| result.is_ok()) {
                result = take(Some((&items[taken], next)));
                taken += 1;
                begin_next();
            }
            if result.is_err() {
                break result;
            }
        };
        is_over.store(true, Ordering::Relaxed);
        drop(begin);
        taking
    })
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        let items: Vec<usize> = (0..1_000).collect();
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            let work = |n: &usize| {
                if n.is_multiple_of(97) {
                    std::thread::sleep(std::time::Duration::from_millis(3));
                }
                n * 2
            };
            let done: Result<(), ()> = ordered(&items, threads, work, |result| {
                taken.extend(result.map(|(_, n)| n));
                Ok(())
            });
            assert_eq!(done, Ok(()));
            assert_eq!(taken, items.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_it_and_nothing_more_is_taken() {
        let items: Vec<usize> = (0..10_000).collect();
        let mut taken = 0;
        let done = ordered(
            &items,
            3,
            |n| *n,
            |result| {
                taken += usize::from(result.is_some());
                if taken == 10 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((done, taken), (Err("enough"), 10));
    }

    #[test]
    fn nothing_to_do_is_done() {
        assert_eq!(ordered(&[] as &[u8], 4, |n| *n, |_| Err(())), Ok(()));
    }
}
