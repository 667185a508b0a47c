//! `cargo xtask read`: what the reader reads of pages that were saved. The first thing to run when a site is read wrong.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::Args;
use glouton_reader::{PageInput, read_page, read_site};
use url::Url;

/// Which pages.
#[derive(Args)]
pub struct Options {
    /// The site's pages in the order they would be read: the address of each and the file that holds it
    #[arg(num_args = 2.., value_names = ["URL", "FILE"], required = true)]
    pages: Vec<String>,
}

/// Prints the facts of the site as JSON.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut facts = Vec::new();
    for page in options.pages.chunks(2) {
        let [url, file] = page else { anyhow::bail!("each address is followed by its file") };
        let url: Url = url.parse().with_context(|| format!("{url} is no address"))?;
        let body = fs::read(PathBuf::from(file)).with_context(|| format!("{file} could not be read"))?;
        let headers = [("content-type".to_owned(), "text/html".to_owned())];
        facts.push(read_page(&PageInput { url: &url, status: 200, headers: &headers, body: &body, rendered: false }));
    }
    println!("{}", serde_json::to_string_pretty(&read_site(&facts))?);
    Ok(ExitCode::SUCCESS)
}
