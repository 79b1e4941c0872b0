//! Spans in full, as selectors of the Web Annotation vocabulary, compared with the text that they select from.

use super::verify::Problem;
use super::{Record, Records};
use crate::rdf::vocab::oa;
use crate::text::Source;

/// Compares the selectors of a piece of a source with its text: the place, the words, and what stands around them.
///
/// # Errors
/// The first thing that does not hold.
pub(super) fn check(source: &Source, records: &Records<'_>, piece: &Record<'_>) -> Result<(), Problem> {
    let selectors = || piece.iris(oa::HAS_SELECTOR).filter_map(|iri| records.selectors.get(iri));
    let position = selectors().find(|selector| selector.has(oa::START)).ok_or(Problem::Incomplete("oa:start"))?;
    let quote = selectors().find(|selector| selector.has(oa::EXACT)).ok_or(Problem::Incomplete("oa:exact"))?;
    let start = position.number(oa::START).ok_or(Problem::Incomplete("oa:start"))?;
    let end = position.number(oa::END).ok_or(Problem::Incomplete("oa:end"))?;
    let exact = quote.text(oa::EXACT).ok_or(Problem::Incomplete("oa:exact"))?;
    let span = super::verify::cut(source, start, end, exact)?;
    let (before, after) = (&source.text[..span.range().start], &source.text[span.range().end..]);
    let prefix = quote.text(oa::PREFIX).ok_or(Problem::Incomplete("oa:prefix"))?;
    let suffix = quote.text(oa::SUFFIX).ok_or(Problem::Incomplete("oa:suffix"))?;
    let around = if before.ends_with(prefix) { (suffix, after.starts_with(suffix)) } else { (prefix, false) };
    if around.1 { Ok(()) } else { Err(Problem::Around { start, end, expected: around.0.to_owned() }) }
}
