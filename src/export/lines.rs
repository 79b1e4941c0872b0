//! N-Triples and N-Quads: one statement a line, each once, in byte order (`LC_ALL=C sort -u`).

use oxigraph::model::Quad;
use std::io::{self, Write};

/// Writes quads as N-Quads.
pub(super) fn write_quads(quads: &[Quad], out: &mut impl Write) -> io::Result<()> {
    write_sorted(quads.iter().map(ToString::to_string).collect(), out)
}

/// Writes the triples of quads as N-Triples, whatever their graph.
pub(super) fn write_triples(quads: &[Quad], out: &mut impl Write) -> io::Result<()> {
    let triple = |quad: &Quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object);
    write_sorted(quads.iter().map(triple).collect(), out)
}

fn write_sorted(mut lines: Vec<String>, out: &mut impl Write) -> io::Result<()> {
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        writeln!(out, "{line} .")?;
    }
    Ok(())
}
