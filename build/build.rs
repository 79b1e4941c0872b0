//! Gives the program a name for what it is made of, `WHEREAS_BUILD`: a store knows by it which graphs another program made,
//! also where two programs have the same version. Puts the explorer page, where npm has made it, at a place the program can
//! include it from; else an empty file. And reads the Turtle of `ontology/`, so that the program need not at every start.

mod triples;

use std::fs;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src");
    // Its files are put into the program by a macro, of which cargo does not know what it reads.
    println!("cargo::rerun-if-changed=ontology");
    println!("cargo::rerun-if-changed=Cargo.toml");
    println!("cargo::rerun-if-changed=web/dist");
    let mut files = vec![PathBuf::from("Cargo.toml")];
    collect(Path::new("build"), &mut files);
    collect(Path::new("src"), &mut files);
    // By their names in parts, so that the order is the same on every system.
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        hash = fnv(hash, name.as_bytes());
        hash = fnv(hash, &fs::read(&file).unwrap_or_default());
    }
    println!("cargo::rustc-env=WHEREAS_BUILD={hash:016x}");
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| std::io::Error::other("expected OUT_DIR, which cargo sets"))?;
    fs::write(Path::new(&out).join("explorer.html"), fs::read("web/dist/explorer.html").unwrap_or_default())?;
    triples::write(Path::new("ontology"), &Path::new(&out).join("triples"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

/// FNV-1a: it tells builds apart, and protects from nobody.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    let next = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    next(bytes.iter().fold(hash, next), &0)
}
