//! The binary: sets the process up and hands over to the command line.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    // Two TLS providers in one tree cannot choose for themselves.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    glouton::app::cli::run().await
}
