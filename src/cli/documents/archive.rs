//! Archives: `.zip`, `.tar.gz` and `.tar`, read without unpacking them to disk.
//!
//! What lies in an archive is a document with the path it has there; nothing is ever written, so a path that leads out of the archive leads
//! nowhere. All limits count bytes that are really read: what an archive says of its own sizes is only a promise. An archive is listed
//! first and read again in runs of a few files, so that memory does not grow with it.

use anyhow::{Context as _, bail, ensure};
use flate2::read::MultiGzDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Entries of an archive at most.
const ENTRIES: usize = 100_000;
/// Bytes of what an archive holds, unpacked, at most.
const UNPACKED: u64 = 1 << 30;
/// Documents read ahead at most, and their bytes.
const AHEAD: usize = 64;
const AHEAD_BYTES: u64 = 32 << 20;
/// Bytes of the name of an entry at most.
const LONGEST_NAME: u64 = 1 << 16;

/// The kinds of archive, by the ending of their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Zip,
    Tar,
    TarGz,
}

/// An archive, listed.
#[derive(Debug)]
pub(super) struct Archive {
    file: PathBuf,
    kind: Kind,
    /// What lies in it, in its order.
    pub(super) entries: Vec<Entry>,
    /// Those that are documents, in the order in which they are read.
    pub(super) documents: Vec<usize>,
    /// The bytes of the next documents.
    ahead: Mutex<BTreeMap<usize, anyhow::Result<Vec<u8>>>>,
}

/// A thing in an archive.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its path there, with `/`, and without what would lead out.
    pub(super) path: String,
    /// Whether it is a file, and not a link or device.
    pub(super) plain: bool,
    /// Whether it is a folder.
    pub(super) folder: bool,
    /// Bytes that it promises to have.
    pub(super) size: u64,
}

/// Whether a file's name is an archive's.
pub(super) fn is_one(path: &str) -> bool {
    kind(path).is_some()
}

fn kind(path: &str) -> Option<Kind> {
    let name = path.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match () {
        () if ends(&[".zip"]) => Some(Kind::Zip),
        () if ends(&[".tar.gz", ".tgz"]) => Some(Kind::TarGz),
        () if ends(&[".tar"]) => Some(Kind::Tar),
        () => None,
    }
}

/// A path relative to nothing, without steps upwards; none when nothing is left of it.
pub(super) fn below(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

impl Archive {
    /// Lists an archive.
    pub(super) fn open(file: &Path) -> anyhow::Result<Self> {
        let kind = kind(&file.to_string_lossy()).context("expected an archive (.zip, .tar.gz, .tar)")?;
        ensure!(super::is_plain(file)?, "expected a file, found something else");
        let (file, entries, documents) = (file.to_owned(), Vec::new(), Vec::new());
        let mut archive = Self { file, kind, entries, documents, ahead: Mutex::default() };
        archive.entries = match kind {
            Kind::Zip => archive.list_zip()?,
            Kind::Tar | Kind::TarGz => archive.list_tar()?,
        };
        ensure!(!archive.entries.is_empty(), "expected an archive with documents, found an empty one");
        Ok(archive)
    }

    /// The bytes of a document. The next ones are read with it.
    pub(super) fn bytes_of(&self, index: usize) -> anyhow::Result<Vec<u8>> {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        if !ahead.contains_key(&index) {
            let from = self.documents.iter().position(|document| *document == index).unwrap_or(0);
            let mut bytes = 0;
            let fits = |document: &&usize| {
                bytes += self.entries[**document].size;
                bytes <= AHEAD_BYTES
            };
            let next = self.documents[from..].iter().take(AHEAD).take_while(fits).copied();
            ahead.extend(self.load(&std::iter::once(index).chain(next).collect()));
        }
        ahead.remove(&index).context("expected a file in the archive, found none")?
    }

    /// The bytes of some entries, by index; an entry that cannot be read has its reason.
    fn load(&self, wanted: &BTreeSet<usize>) -> BTreeMap<usize, anyhow::Result<Vec<u8>>> {
        let mut loaded = BTreeMap::new();
        let result = match self.kind {
            Kind::Zip => self.load_zip(wanted, &mut loaded),
            Kind::Tar | Kind::TarGz => self.load_tar(wanted, &mut loaded),
        };
        if let Err(error) = result {
            let why = format!("{error:#}");
            for index in wanted {
                loaded.entry(*index).or_insert_with(|| Err(anyhow::anyhow!(why.clone())));
            }
        }
        loaded
    }

    fn bytes(&self) -> anyhow::Result<BufReader<File>> {
        Ok(BufReader::new(File::open(&self.file).context("expected a readable archive")?))
    }

    fn zip(&self) -> anyhow::Result<zip::ZipArchive<BufReader<File>>> {
        zip::ZipArchive::new(self.bytes()?).context("expected a zip archive, found a damaged one")
    }

    fn list_zip(&self) -> anyhow::Result<Vec<Entry>> {
        let mut zip = self.zip()?;
        ensure!(zip.len() <= ENTRIES, "expected an archive of {ENTRIES} files at most, found {}", zip.len());
        let mut entries = Vec::new();
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).context("expected a zip archive, found a damaged one")?;
            let path = entry.name().ok().and_then(|name| below(&name));
            let plain = entry.is_file() && !entry.is_symlink() && path.is_some();
            let folder = entry.is_dir();
            entries.push(Entry { path: path.unwrap_or_default(), plain, folder, size: entry.size() });
        }
        Ok(entries)
    }

    fn load_zip(
        &self,
        wanted: &BTreeSet<usize>,
        loaded: &mut BTreeMap<usize, anyhow::Result<Vec<u8>>>,
    ) -> anyhow::Result<()> {
        let mut zip = self.zip()?;
        for index in wanted {
            let entry = zip.by_index(*index).map_err(|error| match error {
                zip::result::ZipError::UnsupportedArchive(why) => anyhow::anyhow!("cannot be unpacked: {why}"),
                other => anyhow::Error::new(other).context("expected a zip archive, found a damaged one"),
            });
            loaded.insert(*index, entry.and_then(|mut entry| self.whole(*index, &mut entry)));
        }
        Ok(())
    }

    /// All bytes of an entry, which may not be more than it promised.
    fn whole(&self, index: usize, entry: &mut dyn Read) -> anyhow::Result<Vec<u8>> {
        let promised = self.entries[index].size;
        ensure!(promised <= super::LARGEST, "expected a file of {} MB at most", super::LARGEST >> 20);
        let mut bytes = Vec::new();
        entry.take(promised + 1).read_to_end(&mut bytes).context("cannot be unpacked")?;
        ensure!(bytes.len() as u64 <= promised, "holds more bytes than its archive says");
        ensure!(bytes.len() as u64 == promised, "holds fewer bytes than its archive says");
        Ok(bytes)
    }

    fn tar(&self) -> anyhow::Result<tar::Archive<Box<dyn Read>>> {
        let bytes: Box<dyn Read> = match self.kind {
            Kind::TarGz => Box::new(MultiGzDecoder::new(self.bytes()?)),
            Kind::Tar | Kind::Zip => Box::new(self.bytes()?),
        };
        let most = Most { inner: bytes, left: UNPACKED };
        Ok(tar::Archive::new(Box::new(most)))
    }

    fn each_of_tar(
        &self,
        mut take: impl FnMut(usize, &[u8], &mut TarEntry<'_>) -> anyhow::Result<bool>,
    ) -> anyhow::Result<()> {
        let damaged = "expected a tar archive, found a damaged one";
        let mut tar = self.tar()?;
        // Raw, since a name that is too long for its header is an entry before it, and may be a bomb itself.
        let mut long_name = None;
        let mut index = 0;
        for entry in tar.entries().context(damaged)?.raw(true) {
            let mut entry = entry.context(damaged)?;
            let kind = entry.header().entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                long_name = name_of(&mut entry, kind.is_gnu_longname()).context(damaged)?.or(long_name);
                continue;
            }
            if kind.is_gnu_longlink() || kind.is_pax_global_extensions() {
                continue;
            }
            ensure!(index < ENTRIES, "expected an archive of {ENTRIES} files at most");
            let name = long_name.take().unwrap_or_else(|| entry.path_bytes().into_owned());
            if !take(index, &name, &mut entry)? {
                break;
            }
            index += 1;
        }
        Ok(())
    }

    fn list_tar(&self) -> anyhow::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        self.each_of_tar(|_, name, entry| {
            let path = below(&String::from_utf8_lossy(name));
            let plain = entry.header().entry_type().is_file() && path.is_some();
            let folder = entry.header().entry_type().is_dir();
            entries.push(Entry { path: path.unwrap_or_default(), plain, folder, size: entry.size() });
            Ok(true)
        })?;
        if entries.is_empty() {
            bail!("expected an archive with documents, found an empty one");
        }
        Ok(entries)
    }

    fn load_tar(
        &self,
        wanted: &BTreeSet<usize>,
        loaded: &mut BTreeMap<usize, anyhow::Result<Vec<u8>>>,
    ) -> anyhow::Result<()> {
        let last = wanted.last().copied().unwrap_or(0);
        self.each_of_tar(|index, _, entry| {
            if wanted.contains(&index) {
                loaded.insert(index, self.whole(index, entry));
            }
            Ok(index < last)
        })
    }
}

type TarEntry<'a> = tar::Entry<'a, Box<dyn Read>>;

/// The name that an entry holds for the one after it: all of it, or the line `LENGTH path=NAME`.
fn name_of(entry: &mut TarEntry<'_>, all: bool) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    entry.take(LONGEST_NAME).read_to_end(&mut bytes)?;
    if all {
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        bytes.truncate(end);
        return Ok(Some(bytes));
    }
    let lines = bytes.split(|byte| *byte == b'\n');
    let mut named = lines.filter_map(|line| {
        let start = line.iter().position(|byte| *byte == b' ')? + 1;
        line.get(start..)?.strip_prefix(b"path=").map(<[u8]>::to_vec)
    });
    Ok(named.next_back())
}

/// A reader that ends with an error when there is too much.
struct Most {
    inner: Box<dyn Read>,
    left: u64,
}

impl Read for Most {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other(format!("expected an archive of {} GB unpacked at most", UNPACKED >> 30))
        })?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_an_archive() {
        assert_eq!(below("../../etc/passwd").as_deref(), Some("etc/passwd"));
        assert_eq!(below("/a//b/./c.txt").as_deref(), Some("a/b/c.txt"));
        assert_eq!(below("..\\x.txt").as_deref(), Some("x.txt"));
        assert_eq!(below("../.."), None);
    }
}
