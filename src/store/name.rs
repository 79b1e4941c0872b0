//! From the path of a source to the name of its graph file and back to something readable.
//!
//! Injective, so that no two sources share a file, and safe on every file system: ASCII only (macOS folds the two ways
//! to write é into one), no leading or trailing dot, no component longer than a file system takes. Folders stay folders
//! so that a store can be browsed.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Ending of graph files.
pub(super) const ENDING: &str = ".nq";
/// Longest component kept as it is; most file systems take 255 bytes.
const LONGEST: usize = 200;
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// How the file of a curated graph ends, before [`ENDING`].
const CURATED_END: &str = "%3E";

/// The path by which a store knows a graph that no document has made: its name in angle brackets.
#[must_use]
pub fn curated_path(graph: &str) -> String {
    format!("<{graph}>")
}

/// Whether a path is that of a graph that no document has made.
#[must_use]
pub fn is_curated(path: &str) -> bool {
    path.starts_with('<') && path.ends_with('>') && path.contains(':')
}

/// The same, by the file.
pub(super) fn is_curated_file(file: &Path) -> bool {
    let is_bracket =
        |part: std::path::Component<'_>| part.as_os_str().to_str().is_some_and(|part| part.starts_with("%3C"));
    let ends = file.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.ends_with(CURATED_END));
    ends && file.components().any(is_bracket)
}

/// The graph file of the source at `source`, relative to `graphs/`.
pub(super) fn file(source: &str) -> PathBuf {
    let mut parts: Vec<String> = source.split('/').map(component).collect();
    let mut last = parts.pop().unwrap_or_default();
    // A name that was too long has lost its end, by which a curated graph is known.
    if is_curated(source) && !last.ends_with(CURATED_END) {
        last += CURATED_END;
    }
    // A folder must not have the name that another source's file has.
    let mut path: PathBuf = parts.into_iter().map(|folder| escape_end(folder, ENDING)).collect();
    path.push(last + ENDING);
    path
}

fn component(text: &str) -> String {
    if text.is_empty() {
        // `~` is escaped everywhere else.
        return "~".to_owned();
    }
    let mut name = utf8_percent_encode(text, KEPT).to_string();
    if let Some(rest) = name.strip_prefix('.') {
        name = format!("%2E{rest}");
    }
    name = escape_end(name, ".");
    if name.len() > LONGEST {
        name.truncate(LONGEST - 66);
        name.push('~');
        name.push_str(&hex(&Sha256::digest(text)));
    }
    name
}

/// Escapes the dot of `ending` where `name` ends so.
fn escape_end(name: String, ending: &str) -> String {
    match name.strip_suffix(ending) {
        Some(rest) => format!("{rest}%2E{}", ending.trim_start_matches('.')),
        None => name,
    }
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{curated_path, file, is_curated_file};
    use std::collections::BTreeSet;

    fn name(source: &str) -> String {
        file(source).to_string_lossy().into_owned()
    }

    #[test]
    fn ordinary_paths_stay_readable() {
        assert_eq!(name("2012/AG-2012_RES.01.fr.md"), "2012/AG-2012_RES.01.fr.md.nq");
        assert_eq!(name("résolution 1.txt"), "r%C3%A9solution%201.txt.nq");
    }

    #[test]
    fn no_path_leaves_the_store_or_hides_in_it() {
        for source in
            ["../../etc/passwd", "/etc/passwd", "..", ".", "", ".hidden", "a/../b", "c:\\x", "a\0b\n", "con. "]
        {
            let path = file(source);
            assert!(
                path.components().all(|part| matches!(part, std::path::Component::Normal(_))),
                "{source:?} {path:?}"
            );
            assert!(path.is_relative() && !name(source).split('/').any(|part| part.starts_with('.')), "{source:?}");
        }
    }

    #[test]
    fn a_curated_graph_is_known_by_its_file_however_long_its_name() {
        for length in [1, 190, 195, 200, 300] {
            for graph in [format!("https://example.org/{}", "x".repeat(length)), format!("urn:{}", "é".repeat(length))]
            {
                let path = file(&curated_path(&graph));
                assert!(is_curated_file(&path), "{path:?}");
                assert!(path.components().all(|part| part.as_os_str().len() <= 255), "{path:?}");
            }
        }
        assert!(!is_curated_file(&file(&"x".repeat(300))));
    }

    #[test]
    fn no_two_paths_share_a_file_or_a_folder_with_a_file() {
        let long = "x".repeat(300);
        let sources = [
            "a",
            "a.nq",
            "a.nq/b",
            "a%2Enq/b",
            "a/b",
            "a//b",
            "/a/b",
            "a/b/",
            "a/~/b",
            "a%2Fb",
            "A",
            ".a",
            "%2Ea",
            "a.",
            "a%2E",
            &long,
            &format!("{long}x"),
            "",
        ];
        let names: BTreeSet<String> = sources.iter().map(|source| name(source)).collect();
        assert_eq!(names.len(), sources.len(), "{names:?}");
        for name in &names {
            assert!(!names.iter().any(|other| other.starts_with(&format!("{name}/"))), "{name} is a file and a folder");
            assert!(name.split('/').all(|part| part.len() <= 255));
        }
    }
}
