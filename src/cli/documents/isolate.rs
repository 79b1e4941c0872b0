//! Documents whose parser may crash, loop or eat memory are parsed in a process of their own: this program, started again.
//!
//! The child gets the bytes on its standard input, has limits on processor time and memory, can open no file and no connection, and
//! writes the content on its standard output. Whatever becomes of it ends that one document with one line. Elsewhere than on Unix
//! only the time by the clock is limited.

use crate::read::{self, ReadError};
use crate::text::{Content, Format};
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Processor time of a child at most, in seconds.
const SECONDS: u64 = 60;
/// Time by the clock, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(5 * SECONDS);
/// Memory of a child at most.
const MEMORY: u64 = 1 << 30;
/// Bytes of an answer at most.
const ANSWER: u64 = 512 << 20;
/// Bytes of a child's last words that are looked at.
const LAST_WORDS: u64 = 4096;
/// Stack of the thread that parses.
const STACK: usize = 64 << 20;

/// Parse the document on standard input: how the program has documents parsed that may crash their parser
#[derive(Debug, Args)]
pub(in crate::cli) struct ParseArgs {
    /// The format
    #[arg(value_name = "FORMAT")]
    format: String,
}

/// What a child answers.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Content(Box<Content>),
    Refused(String),
}

/// The content of a document, made by a child.
pub(super) fn content(format: Format, bytes: &[u8]) -> anyhow::Result<Content> {
    let program = std::env::current_exe().context("cannot find this program to parse the document with")?;
    let mut child = Command::new(program)
        .args(["parse-document", name(format)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start a process to parse the document in")?;
    let (answer, last_words) = converse(&mut child, bytes)?;
    let status = child.wait().context("cannot wait for the process that parses the document")?;
    if !status.success() {
        bail!("{}", fate(status, &last_words));
    }
    match serde_json::from_slice(&answer).context("the process that parses the document gave no answer")? {
        Answer::Content(content) => Ok(*content),
        Answer::Refused(why) => Err(anyhow!(why)),
    }
}

/// Gives the child its bytes and takes what it says, within the time that is allowed.
fn converse(child: &mut Child, bytes: &[u8]) -> anyhow::Result<(Vec<u8>, String)> {
    let ends = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(mut stdin), Some(stdout), Some(stderr)) = ends else { bail!("no pipes to the process") };
    std::thread::scope(|scope| {
        // A child that dies early reads no more: that shows in its answer.
        scope.spawn(move || {
            let _ = stdin.write_all(bytes);
        });
        let words = scope.spawn(move || {
            let mut words = Vec::new();
            let _ = stderr.take(LAST_WORDS).read_to_end(&mut words);
            String::from_utf8_lossy(&words).into_owned()
        });
        let (send, receive) = mpsc::channel();
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.take(ANSWER).read_to_end(&mut answer);
            let _ = send.send(read.map(|_| answer));
        });
        let answer = receive.recv_timeout(PATIENCE);
        if answer.is_err() {
            let _ = child.kill();
        }
        let last_words = words.join().unwrap_or_default();
        match answer {
            Ok(answer) => Ok((answer?, last_words)),
            Err(_) => Err(anyhow!("gave up after {} s: no document takes that long", PATIENCE.as_secs())),
        }
    })
}

/// Why a child came to no good end.
fn fate(status: ExitStatus, last_words: &str) -> String {
    if last_words.contains("memory allocation") {
        return format!("needs more than {} MB of memory to be read", MEMORY >> 20);
    }
    if last_words.contains("overflowed its stack") {
        return "is nested too deeply to be read".to_owned();
    }
    match signal(status) {
        Some(24) => format!("needs more than {SECONDS} s of processor time to be read"),
        Some(signal) => format!("its parser crashed on it (signal {signal})"),
        None => "its parser crashed on it".to_owned(),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

/// The child's part: limits itself, parses, answers.
pub(in crate::cli) fn run(args: &ParseArgs) -> anyhow::Result<crate::cli::Exit> {
    let format = format(&args.format).context("expected the name of a format")?;
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    limit()?;
    // A panic is an answer, and not for people to see.
    std::panic::set_hook(Box::new(|_| {}));
    let parser = std::thread::Builder::new().stack_size(STACK).spawn(move || read::content(format, &bytes))?;
    let answer = match parser.join() {
        Ok(Ok(content)) => Answer::Content(Box::new(content)),
        Ok(Err(error)) => Answer::Refused(error.to_string()),
        Err(_) => Answer::Refused(
            ReadError::Damaged { what: read::called(format), why: "its parser cannot make sense of it".to_owned() }
                .to_string(),
        ),
    };
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()?;
    Ok(crate::cli::Exit::Done)
}

#[cfg(unix)]
fn limit() -> anyhow::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // No file, socket or directory can be opened beside the three that are.
    let limits = [
        (Resource::Cpu, SECONDS),
        (Resource::As, MEMORY),
        (Resource::Nofile, 3),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn limit() -> anyhow::Result<()> {
    Ok(())
}

const NAMES: [(Format, &str); 7] = [
    (Format::Text, "text"),
    (Format::Markdown, "markdown"),
    (Format::Html, "html"),
    (Format::Pdf, "pdf"),
    (Format::Docx, "docx"),
    (Format::Odt, "odt"),
    (Format::Akn, "akn"),
];

fn name(format: Format) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == format).map_or("text", |(_, name)| name)
}

fn format(name: &str) -> Option<Format> {
    NAMES.iter().find(|(_, known)| *known == name).map(|(format, _)| *format)
}
