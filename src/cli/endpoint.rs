//! Endpoints on the command line: where one is, who asks, and how long to wait.
//!
//! What lets somebody in comes from a file or the environment: every process of a machine can read a command line. Commands that read
//! take the address like any other input; `--endpoint URL` is another way to write it.

use super::common::Common;
use crate::endpoint::{Authorization, Endpoint, Settings};
use anyhow::Context as _;
use clap::{Args, CommandFactory as _, ValueHint};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The variable of the environment that says who asks.
const VARIABLE: &str = "WHEREAS_ENDPOINT_AUTH";
/// What says who asks.
const EXPECTED: &str = "expected one line, Bearer TOKEN or Basic USER:PASSWORD";

/// Flags of endpoints.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Endpoint options")]
pub struct EndpointArgs {
    /// A SPARQL endpoint in the place of a store; other commands than load and remove take its address as an input too
    #[arg(long, global = true, value_name = "URL", value_hint = ValueHint::Url)]
    pub endpoint: Option<String>,
    /// Where the endpoint takes updates [default: found beside it]
    #[arg(long, global = true, value_name = "URL", value_hint = ValueHint::Url)]
    pub endpoint_update: Option<String>,
    /// Where the endpoint speaks the Graph Store Protocol [default: found beside it, else updates are sent]
    #[arg(long, global = true, value_name = "URL", value_hint = ValueHint::Url)]
    pub endpoint_graphs: Option<String>,
    /// A file with one line, `Bearer TOKEN` or `Basic USER:PASSWORD` [default: the variable `WHEREAS_ENDPOINT_AUTH`]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub endpoint_auth: Option<PathBuf>,
    /// How long to wait for an answer of the endpoint to begin
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub endpoint_timeout: u64,
}

/// Whether an input is an endpoint.
pub(super) fn is_address(input: impl AsRef<Path>) -> bool {
    input.as_ref().to_str().is_some_and(|text| text.starts_with("http://") || text.starts_with("https://"))
}

/// Connects to the endpoint at an address.
pub(super) fn connect(address: &str, common: &Common) -> anyhow::Result<Endpoint> {
    let args = &common.endpoints;
    let authorization = authorization(args)?;
    let bare = address.strip_prefix("http://").filter(|rest| !is_local(rest));
    if bare.is_some() && authorization.is_some() {
        super::complain(&format!("warning: {address}: who asks is sent unencrypted (hint: https)"))?;
    }
    let settings = Settings {
        address: address.to_owned(),
        update: args.endpoint_update.clone(),
        graph_store: args.endpoint_graphs.clone(),
        authorization,
        patience: Duration::from_secs(args.endpoint_timeout),
    };
    Ok(Endpoint::connect(settings)?)
}

/// Whether an address, without its scheme, is of this machine.
fn is_local(rest: &str) -> bool {
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let name = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() };
    name == "localhost" || name.starts_with("127.") || name.starts_with("[::1]")
}

fn authorization(args: &EndpointArgs) -> anyhow::Result<Option<Authorization>> {
    if let Some(file) = &args.endpoint_auth {
        let name = file.display();
        let text = std::fs::read_to_string(file).with_context(|| format!("{name}: expected a readable text file"))?;
        return Ok(Some(Authorization::parse(&text).with_context(|| format!("{name}: {EXPECTED}"))?));
    }
    let Some(text) = std::env::var_os(VARIABLE).filter(|text| !text.is_empty()) else { return Ok(None) };
    let found = text.to_str().and_then(Authorization::parse);
    Ok(Some(found.with_context(|| format!("{VARIABLE}: {EXPECTED}"))?))
}

/// Commands whose first input may be an endpoint.
const READERS: [&str; 8] = ["query", "find", "export", "draw", "verify", "why", "diff", "check"];

/// The arguments of the program with the endpoint of a command that reads as its first input.
pub(super) fn as_input(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let is_flag = |argument: &OsString| argument.to_str().is_some_and(|text| text.starts_with("--endpoint"));
    if !arguments.iter().any(is_flag) {
        return arguments;
    }
    let names = super::Cli::command().get_subcommands().map(|one| one.get_name().to_owned()).collect::<Vec<_>>();
    let is_command = |argument: &OsString| argument.to_str().is_some_and(|word| names.iter().any(|name| name == word));
    let Some(command) = arguments.iter().skip(1).position(is_command).map(|at| at + 1) else { return arguments };
    if !READERS.iter().any(|reader| arguments[command] == *reader) {
        return arguments;
    }
    let Some(flag) = arguments.iter().position(|argument| {
        argument.to_str().is_some_and(|text| text == "--endpoint" || text.starts_with("--endpoint="))
    }) else {
        return arguments;
    };
    let inline = arguments[flag].to_str().and_then(|text| text.strip_prefix("--endpoint=")).map(OsString::from);
    let taken = 1 + usize::from(inline.is_none());
    let Some(address) = inline.or_else(|| arguments.get(flag + 1).cloned()) else { return arguments };
    arguments.drain(flag..flag + taken);
    let command = if flag < command { command - taken } else { command };
    arguments.insert(command + 1, address);
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_endpoint_of_a_command_that_reads_is_its_first_input() {
        let moved = |line: &str| {
            let moved = as_input(line.split(' ').map(OsString::from).collect());
            moved.iter().map(|word| word.to_str().unwrap_or_default()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(moved("whereas diff --endpoint http://h b.ttl"), "whereas diff http://h b.ttl");
        assert_eq!(moved("whereas query ASK --endpoint=http://h -q"), "whereas query http://h ASK -q");
        assert_eq!(moved("whereas --endpoint http://h check"), "whereas check http://h");
        for unchanged in
            ["whereas load in --endpoint http://h", "whereas load query --endpoint http://h", "whereas query g.ttl ASK"]
        {
            assert_eq!(moved(unchanged), unchanged);
        }
    }

    #[test]
    fn this_machine_is_known() {
        assert!(["localhost:7878/query", "127.0.0.1", "[::1]:80/x"].into_iter().all(is_local));
        assert!(!["localhost.example.org", "example.org:80"].into_iter().any(is_local));
    }
}
