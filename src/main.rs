//! The program: see [`whereas::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    whereas::cli::main()
}
