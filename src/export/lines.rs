//! N-Triples and N-Quads: one statement a line, each once, in byte order (`LC_ALL=C sort -u`).

use super::runs::{Record, Run, Scratch};
use oxigraph::model::Quad;
use std::cmp::Ordering;
use std::io::{self, BufRead as _, BufReader, Write};

/// A statement without its final dot.
pub(super) struct Line(pub(super) String);

impl Record for Line {
    fn order(a: &Self, b: &Self) -> Ordering {
        a.0.cmp(&b.0)
    }

    fn size(&self) -> usize {
        self.0.capacity() + size_of::<Self>()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.0.as_bytes())?;
        out.write_all(b"\n")
    }

    fn read_all(from: Box<dyn Scratch>) -> Run<Self> {
        Box::new(BufReader::with_capacity(1 << 16, from).lines().map(|line| line.map(Self)))
    }
}

/// The lines of quads, sorted, each once; with the names of their graphs or without.
pub(super) fn of(quads: &[Quad], with_graphs: bool) -> Vec<Line> {
    let line = |quad: &Quad| {
        if with_graphs { quad.to_string() } else { format!("{} {} {}", quad.subject, quad.predicate, quad.object) }
    };
    let mut lines: Vec<Line> = quads.iter().map(line).map(Line).collect();
    lines.sort_by(Line::order);
    lines.dedup_by(|a, b| a.0 == b.0);
    lines
}

/// Writes lines that are sorted.
pub(super) fn write(lines: impl Iterator<Item = io::Result<Line>>, out: &mut impl Write) -> io::Result<()> {
    for line in lines {
        out.write_all(line?.0.as_bytes())?;
        out.write_all(b" .\n")?;
    }
    Ok(())
}
