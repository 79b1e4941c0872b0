//! Which documents the inputs name: files, folders, archives, lists of paths.
//!
//! A file that was named must be readable; a file that merely lies in a folder or an archive is skipped when no reader takes it, and so
//! are links: what lies outside of an input is no part of it.

use super::archive::{self, Archive};
use super::{Document, Tally, Where};
use crate::cli::common::Common;
use anyhow::{Context as _, bail};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// Bytes of a list of paths at most.
const LONGEST_LIST: u64 = 64 << 20;

/// Which files of folders and archives are wanted.
#[derive(Debug)]
struct Wanted {
    include: Option<GlobSet>,
    exclude: GlobSet,
}

impl Wanted {
    fn new(common: &Common) -> anyhow::Result<Self> {
        let include = (!common.include.is_empty()).then(|| set("--include", &common.include)).transpose()?;
        Ok(Self { include, exclude: set("--exclude", &common.exclude)? })
    }

    /// Whether a path below an input is wanted.
    fn has(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|include| include.is_match(path)) && !self.exclude.is_match(path)
    }
}

/// Patterns; one without a slash is of file names, wherever they lie.
fn set(flag: &str, patterns: &[String]) -> anyhow::Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let whole = if pattern.contains('/') { pattern.clone() } else { format!("**/{pattern}") };
        let glob = GlobBuilder::new(&whole).literal_separator(true).build();
        set.add(glob.with_context(|| format!("{flag} {pattern}: expected a pattern of paths"))?);
    }
    Ok(set.build()?)
}

/// All documents of the inputs, in order; files of a folder or archive by path.
pub(in crate::cli) fn gather(inputs: &[PathBuf], common: &Common, tally: &mut Tally) -> anyhow::Result<Vec<Document>> {
    let mut search = Search { wanted: Wanted::new(common)?, tally, documents: Vec::new() };
    for input in inputs {
        search.input(input)?;
    }
    if let Some(list) = &common.files_from {
        for path in listed(list)? {
            search.listed(&path)?;
        }
    }
    let documents = search.documents;
    if documents.is_empty() {
        let listed = common.files_from.iter();
        let named: Vec<String> = inputs.iter().chain(listed).map(|input| input.display().to_string()).collect();
        let skipped = if tally.skipped > 0 { format!(", but {}", tally.skipped_shown()) } else { String::new() };
        bail!("{}: expected documents ({}), found none{skipped}", named.join(", "), crate::read::TAKEN);
    }
    once_each(documents, tally)
}

/// The paths of a list: parted by NUL where there is one, else by line ends.
fn listed(list: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let name = list.display();
    let mut bytes = Vec::new();
    if list.as_os_str() == "-" {
        std::io::stdin().take(LONGEST_LIST).read_to_end(&mut bytes)?;
    } else {
        let file =
            std::fs::File::open(list).with_context(|| format!("--files-from {name}: expected a readable list"))?;
        file.take(LONGEST_LIST).read_to_end(&mut bytes)?;
    }
    let text =
        String::from_utf8(bytes).ok().with_context(|| format!("--files-from {name}: expected paths in UTF-8"))?;
    let end = if text.contains('\0') { '\0' } else { '\n' };
    let paths = text.split(end).map(|path| path.strip_suffix('\r').unwrap_or(path)).filter(|path| !path.is_empty());
    Ok(paths.map(PathBuf::from).collect())
}

struct Search<'a> {
    wanted: Wanted,
    tally: &'a mut Tally,
    documents: Vec<Document>,
}

impl Search<'_> {
    fn input(&mut self, input: &Path) -> anyhow::Result<()> {
        if input.as_os_str() == "-" {
            let (name, path) = ("standard input".to_owned(), "standard-input.txt".to_owned());
            self.documents.push(Document { at: Where::Input, name, path, named: true });
            return Ok(());
        }
        if input.is_dir() {
            return self.folder(input);
        }
        let name = input.file_name().with_context(|| format!("{}: expected a file or folder", input.display()))?;
        let path = name.to_string_lossy().into_owned();
        self.file(input, path)
    }

    /// A path of a list: a file is called as it is listed, so that files of one name stay apart.
    fn listed(&mut self, file: &Path) -> anyhow::Result<()> {
        if file.is_dir() {
            return self.folder(file);
        }
        let path = archive::below(&file.to_string_lossy());
        self.file(file, path.unwrap_or_else(|| file.to_string_lossy().into_owned()))
    }

    fn file(&mut self, file: &Path, path: String) -> anyhow::Result<()> {
        if archive::is_one(&path) {
            return self.archive(file, None);
        }
        let name = file.display().to_string();
        self.documents.push(Document { at: Where::File(file.to_owned()), name, path, named: true });
        Ok(())
    }

    fn folder(&mut self, root: &Path) -> anyhow::Result<()> {
        for entry in WalkDir::new(root).sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let at = error.path().unwrap_or(root).display().to_string();
                    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    crate::cli::complain(&format!("{at}: expected a readable folder: {why}"))?;
                    self.tally.refused += 1;
                    self.tally.unseen += 1;
                    continue;
                }
            };
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let path = below.to_string_lossy().replace('\\', "/");
            let beside = crate::correct::NAMES.contains(&path.as_str());
            if is_hidden(&path) || entry.file_type().is_dir() || beside || !self.wanted.has(&path) {
                continue;
            }
            if entry.file_type().is_file() && archive::is_one(&path) {
                self.archive(entry.path(), Some(&path))?;
            } else if entry.file_type().is_file() && crate::read::format_of(&path).is_some() {
                let name = entry.path().display().to_string();
                self.documents.push(Document { at: Where::File(entry.into_path()), name, path, named: false });
            } else {
                self.tally.skipped += 1;
            }
        }
        Ok(())
    }

    /// The documents of an archive: below its own path when it lies in a folder, else as if it were the folder.
    fn archive(&mut self, file: &Path, below: Option<&str>) -> anyhow::Result<()> {
        let shown = file.display().to_string();
        let mut archive = match Archive::open(file) {
            Ok(archive) => archive,
            Err(error) => {
                crate::cli::complain(&format!("{shown}: {error:#}"))?;
                self.tally.refused += 1;
                self.tally.unseen += 1;
                return Ok(());
            }
        };
        for (index, entry) in archive.entries.iter().enumerate() {
            if is_hidden(&entry.path) || !self.wanted.has(&entry.path) {
                continue;
            }
            match entry.plain && crate::read::format_of(&entry.path).is_some() {
                true => archive.documents.push(index),
                false => self.tally.skipped += usize::from(!entry.folder),
            }
        }
        archive.documents.sort_by(|a, b| archive.entries[*a].path.cmp(&archive.entries[*b].path));
        let archive = Arc::new(archive);
        for index in &archive.documents {
            let path = &archive.entries[*index].path;
            let name = format!("{shown}/{path}");
            let path = below.map_or_else(|| path.clone(), |below| format!("{below}/{path}"));
            self.documents.push(Document { at: Where::Entry(Arc::clone(&archive), *index), name, path, named: false });
        }
        Ok(())
    }
}

/// Whether a path is of the kind that programs leave behind.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Drops a file named twice; two files of one relative path would overwrite each other, and the second is refused.
fn once_each(documents: Vec<Document>, tally: &mut Tally) -> anyhow::Result<Vec<Document>> {
    let mut seen: BTreeMap<String, (Option<PathBuf>, String)> = BTreeMap::new();
    let mut kept = Vec::new();
    for document in documents {
        let real = match &document.at {
            Where::File(file) => file.canonicalize().ok(),
            Where::Input | Where::Entry(..) => None,
        };
        match seen.get(&document.path) {
            Some((other, _)) if *other == real && real.is_some() => {}
            Some((_, other)) => {
                crate::cli::complain(&format!(
                    "{}: has the same path below its input as {other} (hint: name their common folder)",
                    document.name
                ))?;
                tally.refused += 1;
            }
            None => {
                seen.insert(document.path.clone(), (real, document.name.clone()));
                kept.push(document);
            }
        }
    }
    Ok(kept)
}
