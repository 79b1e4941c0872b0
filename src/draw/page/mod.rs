//! A page to explore the graph in: one HTML file that works from disk, without network.
//!
//! The page itself is written in TypeScript, in `web/`, and put together by npm into `web/dist/explorer.html`, which is compiled into
//! the program where it was there. Here only its data is made: entities with their names in every language, claims with their
//! evidence, documents with their text, and where everything stands.

mod build;
mod data;
mod deeds;
mod places;

use super::{DrawError, Drawn, EntityGraph, Picture, Renderer};
use std::borrow::Cow;

/// The page without its data; empty when the program was built without it.
const TEMPLATE: &str = include_str!(concat!(env!("OUT_DIR"), "/explorer.html"));
/// Where the data goes.
const SLOT: &str = "{{data}}";

/// The HTML format.
#[derive(Clone, Copy, Debug)]
pub struct Page;

impl Page {
    /// Whether this program has the page.
    #[must_use]
    pub fn is_built_in() -> bool {
        TEMPLATE.contains(SLOT)
    }
}

impl Renderer for Page {
    /// All of the graph is in the page; it begins with the most connected entities.
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let Some((before, after)) = TEMPLATE.split_once(SLOT) else { return Err(DrawError::NoPage) };
        let (graph, note) = stated(&picture);
        let data = build::data(Picture { graph: &graph, ..picture }, note)?;
        let json = serde_json::to_string(&data).map_err(|error| DrawError::Unwritten(error.to_string()))?;
        let mut page = String::with_capacity(before.len() + json.len() + after.len());
        page.push_str(before);
        escape(&json, &mut page);
        page.push_str(after);
        Ok(Drawn::File(page.into_bytes()))
    }
}

/// The relations that claims state, since every line of a page has its sentence, and a remark about the others.
fn stated<'a>(picture: &Picture<'a>) -> (Cow<'a, EntityGraph>, Option<String>) {
    let graph = picture.graph;
    let made = graph.graph.edge_weights().filter(|relation| relation.is_made()).count();
    if made == 0 {
        return (Cow::Borrowed(graph), None);
    }
    let (interface, language) = (&picture.options.interface, &graph.words.language);
    let count = interface.count(language, "relations", made, &made.to_string());
    let note = interface.say(language, "made_left_out", &[("relations", &count)]);
    let mut stated = graph.clone();
    stated.graph.retain_edges(|relations, edge| !relations[edge].is_made());
    (Cow::Owned(stated), Some(note))
}

/// JSON as it may stand in a script element: nothing in it can end the element or begin a comment.
fn escape(json: &str, out: &mut String) {
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            '\u{7f}'.. if !super::names::is_printable(c) && (c as u32) < 0x1_0000 => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_element() {
        let mut out = String::new();
        escape("{\"a\":\"</script><!-- & \u{2028}\u{202e}\"}", &mut out);
        assert_eq!(out, "{\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u202e\"}");
    }
}
