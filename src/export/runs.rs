//! Sorting more than memory holds: sorted runs are put aside and merged.
//!
//! Nothing here opens a file: who sorts says where runs are put. What fits into memory is never put aside.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::io::{self, BufWriter, Read, Seek, Write};

/// Something that can be written, rewound and read: a temporary file.
pub trait Scratch: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Scratch for T {}

/// Makes a new empty [`Scratch`].
pub type NewScratch<'a> = dyn Fn() -> io::Result<Box<dyn Scratch>> + 'a;

/// Bytes that are held in memory before they are put aside as a run.
const HELD: usize = 32 << 20;
/// Runs that are read side by side; when there are more, they become one.
const RUNS: usize = 64;

/// What can be sorted.
pub(super) trait Record: Sized + Send {
    /// The order; equal ones are the same and kept once.
    fn order(a: &Self, b: &Self) -> Ordering;
    /// About how much memory it takes, in bytes.
    fn size(&self) -> usize;
    /// Writes it so that [`Self::read_all`] reads it.
    fn write(&self, out: &mut dyn Write) -> io::Result<()>;
    /// Reads what was written, one after the other.
    fn read_all(from: Box<dyn Scratch>) -> Run<Self>;
}

/// Records of one run, in order.
pub(super) type Run<T> = Box<dyn Iterator<Item = io::Result<T>> + Send>;

/// Records on their way to be sorted.
pub(super) struct Sorter<'a, T> {
    new_scratch: &'a NewScratch<'a>,
    held: Vec<T>,
    size: usize,
    /// Bytes at which what is held is put aside.
    pub(super) limit: usize,
    runs: Vec<Box<dyn Scratch>>,
}

impl<'a, T: Record + 'static> Sorter<'a, T> {
    pub(super) fn new(new_scratch: &'a NewScratch<'a>) -> Self {
        Self { new_scratch, held: Vec::new(), size: 0, limit: HELD, runs: Vec::new() }
    }

    /// Adds records in any order.
    pub(super) fn extend(&mut self, records: Vec<T>) -> io::Result<()> {
        self.size += records.iter().map(T::size).sum::<usize>();
        self.held.extend(records);
        if self.size < self.limit {
            return Ok(());
        }
        let held = self.take_held();
        self.put_aside(held.into_iter().map(Ok))?;
        if self.runs.len() == RUNS {
            let merged = Merge::new(std::mem::take(&mut self.runs).into_iter().map(T::read_all).collect())?;
            self.put_aside(merged)?;
        }
        Ok(())
    }

    /// All of them in order, each once.
    pub(super) fn sorted(mut self) -> io::Result<Run<T>> {
        let held = self.take_held().into_iter().map(Ok);
        if self.runs.is_empty() {
            return Ok(Box::new(held));
        }
        let mut runs: Vec<Run<T>> = self.runs.into_iter().map(T::read_all).collect();
        runs.push(Box::new(held));
        Ok(Box::new(Merge::new(runs)?))
    }

    fn take_held(&mut self) -> Vec<T> {
        self.size = 0;
        let mut held = std::mem::take(&mut self.held);
        // What comes in is sorted by document: this sort makes use of it.
        held.sort_by(T::order);
        held.dedup_by(|a, b| T::order(a, b) == Ordering::Equal);
        held
    }

    fn put_aside(&mut self, records: impl Iterator<Item = io::Result<T>>) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, (self.new_scratch)()?);
        for record in records {
            record?.write(&mut out)?;
        }
        let mut run = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        run.rewind()?;
        self.runs.push(run);
        Ok(())
    }
}

/// The next record of a run.
struct Head<T> {
    record: T,
    run: usize,
}

impl<T: Record> Ord for Head<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        T::order(&self.record, &other.record).then(self.run.cmp(&other.run))
    }
}

impl<T: Record> PartialOrd for Head<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Record> PartialEq for Head<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T: Record> Eq for Head<T> {}

/// Runs made one.
struct Merge<T> {
    runs: Vec<Run<T>>,
    heads: BinaryHeap<Reverse<Head<T>>>,
}

impl<T: Record> Merge<T> {
    fn new(runs: Vec<Run<T>>) -> io::Result<Self> {
        let mut merge = Self { runs, heads: BinaryHeap::new() };
        for run in 0..merge.runs.len() {
            merge.refill(run)?;
        }
        Ok(merge)
    }

    fn refill(&mut self, run: usize) -> io::Result<()> {
        if let Some(record) = self.runs[run].next() {
            self.heads.push(Reverse(Head { record: record?, run }));
        }
        Ok(())
    }

    /// The least record, and its like in other runs gone.
    fn least(&mut self) -> io::Result<Option<T>> {
        let Some(Reverse(Head { record, run })) = self.heads.pop() else { return Ok(None) };
        self.refill(run)?;
        while let Some(Reverse(head)) = self.heads.peek()
            && T::order(&head.record, &record) == Ordering::Equal
        {
            let run = head.run;
            self.heads.pop();
            self.refill(run)?;
        }
        Ok(Some(record))
    }
}

impl<T: Record> Iterator for Merge<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        self.least().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Line;
    use super::*;

    fn memory() -> io::Result<Box<dyn Scratch>> {
        Ok(Box::new(io::Cursor::new(Vec::new())))
    }

    #[test]
    fn runs_give_what_memory_would_give() {
        let numbers = || (0..5000_u32).map(|n| n.wrapping_mul(2_654_435_761) % 700);
        let mut expected: Vec<String> = numbers().map(|n| n.to_string()).collect();
        expected.sort();
        expected.dedup();
        // One, a few, and more runs than are read side by side.
        for limit in [usize::MAX, 9_000, 400] {
            let mut sorter = Sorter { limit, ..Sorter::new(&memory) };
            for number in numbers() {
                sorter.extend(vec![Line(number.to_string())]).expect("memory takes it");
            }
            let sorted = sorter.sorted().expect("memory gives it").map(|line| line.map(|line| line.0));
            assert_eq!(sorted.collect::<io::Result<Vec<_>>>().expect("all is read"), expected);
        }
    }
}
