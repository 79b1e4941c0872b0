//! XML as the readers of marked-up formats need it: a tree, names without prefixes, and limits.
//!
//! Document type definitions are refused, so that there are no entities of entities and nothing outside of the file is named.

use super::ReadError;
#[cfg(feature = "office")]
use super::{encoding, html};
use roxmltree::{Document, Node, ParsingOptions};

/// Nodes of a file at most.
const NODES: u32 = 4_000_000;
/// Elements within elements at most.
pub(super) const DEEPEST: usize = 400;

/// The letters of an XML file.
#[cfg(feature = "office")]
pub(super) fn letters(bytes: &[u8], what: &'static str) -> Result<String, ReadError> {
    let decoded = encoding::characters(bytes, html::declared(&bytes[..bytes.len().min(256)]));
    decoded.map(|decoded| decoded.text).map_err(|error| ReadError::Damaged { what, why: error.to_string() })
}

/// The tree of an XML text.
pub(super) fn parse<'a>(text: &'a str, what: &'static str) -> Result<Document<'a>, ReadError> {
    let damaged = |why: String| ReadError::Damaged { what, why };
    if depth(text) > DEEPEST {
        return Err(ReadError::Limit { what: "elements within elements", most: DEEPEST.to_string() });
    }
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            damaged("it has a document type definition, which no document needs".to_owned())
        }
        roxmltree::Error::NodesLimitReached => ReadError::Limit { what: "elements", most: NODES.to_string() },
        other => damaged(other.to_string()),
    })
}

/// How deep elements are nested, at most; tags inside comments count too, which hostile files alone have many of.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for (at, _) in text.match_indices('<') {
        let rest = &text.as_bytes()[at + 1..];
        match rest.first() {
            Some(b'/') => open = open.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = rest.iter().position(|byte| *byte == b'>');
                let closed = end.is_some_and(|end| end > 0 && rest[end - 1] == b'/');
                open += usize::from(!closed);
                deepest = deepest.max(open);
            }
        }
    }
    deepest
}

/// The name of an element without its prefix; empty for what is no element.
pub(super) fn name<'a>(node: Node<'a, '_>) -> &'a str {
    if node.is_element() { node.tag_name().name() } else { "" }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The first child element of a name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| name(*child) == wanted)
}

/// The value of an attribute of a child: `<w:numId w:val="3"/>`.
#[cfg(feature = "office")]
pub(super) fn child_value<'a>(node: Node<'a, '_>, wanted: &str, attribute_name: &str) -> Option<&'a str> {
    attribute(child(node, wanted)?, attribute_name)
}

/// All text below a node.
#[cfg(feature = "office")]
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}
