//! Ctrl-C while a store is written: the first one ends the work after the documents in hand, the second one at once.

use super::common::Exit;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Whether the user, or the system, wants the program to stop.
#[derive(Debug)]
pub(super) struct Stop {
    /// The signal that came; 0 is none.
    signal: Arc<AtomicUsize>,
    /// Whether a signal ends the program, as it does outside of this.
    at_once: Arc<AtomicBool>,
}

impl Stop {
    /// From here on a first signal only asks.
    ///
    /// # Errors
    /// When the system does not let signals be caught.
    pub(super) fn listen() -> io::Result<Self> {
        let stop = Self { signal: Arc::default(), at_once: Arc::default() };
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds the flag down and raises it.
            flag::register_conditional_default(signal, Arc::clone(&stop.at_once))?;
            flag::register(signal, Arc::clone(&stop.at_once))?;
            let number = usize::try_from(signal).unwrap_or(0);
            flag::register_usize(signal, Arc::clone(&stop.signal), number)?;
        }
        Ok(stop)
    }

    /// How the program is to end, if it was asked to: as a shell says it of a program that a signal has ended.
    pub(super) fn asked(&self) -> Option<Exit> {
        match self.signal.load(Ordering::Relaxed) {
            0 => None,
            signal => Some(Exit::Stopped(u8::try_from(128 + signal).unwrap_or(u8::MAX))),
        }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.at_once.store(true, Ordering::Relaxed);
    }
}
