//! `--text`: the canonical text of each document as a file beside the graph, so that its spans can be looked up without the program.
//!
//! The file has the name of the document, its folders and its ending with `.txt` after it: two documents never share one. A volume that is
//! cut into several documents has one text, since their spans count from its start.

use super::output;
use crate::relate::Extraction;
use anyhow::Context as _;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A folder of canonical texts.
#[derive(Debug)]
pub(super) struct Texts<'a> {
    folder: Option<&'a Path>,
    /// What has been written.
    written: Mutex<BTreeSet<PathBuf>>,
}

impl<'a> Texts<'a> {
    /// The texts in a folder, which is made; nothing is written when there is none.
    pub(super) fn new(folder: Option<&'a Path>) -> anyhow::Result<Self> {
        if let Some(folder) = folder {
            make(folder)?;
        }
        Ok(Self { folder, written: Mutex::default() })
    }

    /// Writes the text of a document.
    pub(super) fn write(&self, extraction: &Extraction) -> anyhow::Result<()> {
        let Some(folder) = self.folder else { return Ok(()) };
        let source = &extraction.source;
        let path = folder.join(file(&source.path));
        if !self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone()) {
            return Ok(());
        }
        make(path.parent().unwrap_or(folder))?;
        output::to(Some(&path), |out| Ok(out.write_all(source.whole_text().as_bytes())?))
    }
}

/// Where the text of a document stands, relative to the folder. No part of its name leads out of there.
fn file(document: &str) -> PathBuf {
    let mut path: PathBuf =
        Path::new(document).components().filter(|part| matches!(part, Component::Normal(_))).collect();
    path.as_mut_os_string().push(".txt");
    path
}

fn make(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: expected a folder that can be written", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_folder() {
        let told = |document| file(document).to_string_lossy().into_owned();
        assert_eq!(told("2012/a.pdf"), "2012/a.pdf.txt");
        assert_eq!(told("../../a.pdf"), "a.pdf.txt");
        assert_eq!(told("/etc/a.txt"), "etc/a.txt.txt");
    }
}
