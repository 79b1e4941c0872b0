//! Packed files: `graph.nq.gz` and `graph.ttl.zst` are written and read like any other, by the ending of their name.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How files are packed, by the ending of their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
}

impl Packing {
    /// The packing of a file, if it is packed.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "gz" => Some(Self::Gzip),
            "zst" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// What unpacks a file.
    pub(super) fn reader(packing: Option<Self>, file: File) -> io::Result<Box<dyn io::BufRead>> {
        Ok(match packing {
            None => Box::new(BufReader::new(file)),
            Some(Self::Gzip) => Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(BufReader::new(file)))),
            Some(Self::Zstd) => Box::new(BufReader::new(zstd::Decoder::new(file)?)),
        })
    }
}

/// The name of a file without the ending of its packing: `graph.ttl` of `graph.ttl.gz`.
pub(super) fn unpacked(path: &Path) -> PathBuf {
    if Packing::of(path).is_some() { path.with_extension("") } else { path.to_owned() }
}

/// What is written to. It has to be finished, or the end of what is packed is missing.
pub(super) enum Out {
    /// As it is.
    Plain(Box<dyn Write + Send>),
    /// Packed with gzip.
    Gzip(flate2::write::GzEncoder<BufWriter<File>>),
    /// Packed with Zstandard.
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

impl Out {
    /// What writes to the file that gets a name.
    pub(super) fn new(path: &Path, file: File) -> io::Result<Self> {
        let file = BufWriter::new(file);
        Ok(match Packing::of(path) {
            None => Self::Plain(Box::new(file)),
            Some(Packing::Gzip) => Self::Gzip(flate2::write::GzEncoder::new(file, flate2::Compression::default())),
            Some(Packing::Zstd) => Self::Zstd(zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        })
    }

    /// Writes what is still to be written.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(mut out) => out.flush(),
            Self::Gzip(packer) => packer.finish()?.flush(),
            Self::Zstd(packer) => packer.finish()?.flush(),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Gzip(packer) => packer.write(bytes),
            Self::Zstd(packer) => packer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Gzip(packer) => packer.flush(),
            Self::Zstd(packer) => packer.flush(),
        }
    }
}
