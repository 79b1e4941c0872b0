//! `whereas completions` and `whereas man`: made from the same definition as the help.

use super::{Cli, Exit, output};
use anyhow::Context as _;
use clap::{Args, CommandFactory as _, ValueHint};
use clap_complete::Shell;
use std::io::Write as _;
use std::path::PathBuf;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  whereas completions bash > /etc/bash_completion.d/whereas")]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Write the manual pages, one a command, into a folder
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  whereas man /usr/local/share/man/man1")]
pub(super) struct ManArgs {
    /// The folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
}

pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    // Into memory first: the generator panics when its output fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "whereas", &mut script);
    output::to(None, |out| Ok(out.write_all(&script)?))?;
    Ok(Exit::Done)
}

pub(super) fn man(args: &ManArgs) -> anyhow::Result<Exit> {
    let cannot = || format!("{}: expected a folder that can be written", args.folder.display());
    std::fs::create_dir_all(&args.folder).with_context(cannot)?;
    clap_mangen::generate_to(Cli::command(), &args.folder).with_context(cannot)?;
    Ok(Exit::Done)
}
