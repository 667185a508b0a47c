//! The pages of a hunt as a web archive, for `glouton export-warc` and `glouton hunt --warc`. Belongs here: going through the pages
//! and their snapshots. Does not belong here: the format (`crawl::warc`).

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{cli, status};
use crate::{
    accounts::Scope,
    crawl::{Found, SnapshotStore, model::PageRecord, warc::WarcWriter},
    hunts::{self, HuntId},
    platform::{egress::Egress, error::Error, op::Op, page::PageRequest},
};

/// Sites looked up at a time.
const AT_A_TIME: u64 = 200;

/// Options of `glouton export-warc`.
#[derive(Debug, Args)]
pub struct Options {
    /// The hunt, as the API names it (hunt_…).
    #[arg(value_name = "HUNT")]
    hunt: HuntId,
    /// The file to write, usually with the ending .warc.gz ("-" for standard output).
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// What an export did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Pages in the archive.
    pub pages: u64,
    /// Pages that were read and whose snapshots are not there any more.
    pub missing: u64,
    /// Pages whose snapshots may be in the bucket, which could not be asked.
    pub unreachable: u64,
}

/// An archive being written.
pub type Archive = WarcWriter<Box<dyn Write + Send>>;

/// Runs `glouton export-warc`. Needs no running server and takes no lock from one.
///
/// # Errors
/// One sentence.
pub async fn run(file: Option<&PathBuf>, options: &Options) -> Result<ExitCode, cli::Failure> {
    let (op, settings) = status::open(file).await?;
    let failed = |error: Error| error.operator_message();
    let scope = hunts::ops::scope_of(&op, options.hunt)
        .await
        .map_err(failed)?
        .ok_or_else(|| format!("there is no hunt {}", options.hunt))?;
    let egress = Egress::new(&settings.egress).map_err(|error| error.to_string())?;
    let snapshots = super::snapshots(&settings, &settings.data.dir, &egress).map_err(|error| error.to_string())?;
    let archive = begin(&options.out, &op)?;
    let exported = export(&op, &scope, options.hunt, &snapshots, archive).await?;
    op.db.close().await;
    tell(exported, &options.out);
    Ok(ExitCode::SUCCESS)
}

/// Begins an archive in a file.
pub(super) fn begin(path: &Path, op: &Op) -> Result<Archive, cli::Failure> {
    let failed = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    let out: Box<dyn Write + Send> = if path.as_os_str() == "-" {
        Box::new(std::io::stdout())
    } else {
        Box::new(BufWriter::new(File::create(path).map_err(failed)?))
    };
    WarcWriter::new(out, concat!("Glouton/", env!("CARGO_PKG_VERSION")), op.now().millis()).map_err(failed)
}

/// Says on standard error what an export did.
pub(super) fn tell(exported: Exported, path: &Path) {
    let missing = match exported.missing {
        0 => String::new(),
        missing => format!("; {missing} more were read and are not kept any more (crawl.snapshot_days)"),
    };
    let unreachable = match exported.unreachable {
        0 => String::new(),
        unreachable => format!("; {unreachable} more could not be fetched from the bucket: try again when the storage answers"),
    };
    let pages = if exported.pages == 1 { "1 page is".to_owned() } else { format!("{} pages are", exported.pages) };
    eprintln!("{pages} in {}{missing}{unreachable}", path.display());
}

/// Writes every page of a hunt that gave something, site by site, and ends the archive.
///
/// # Errors
/// One sentence: what the database or the disk says.
pub async fn export(
    op: &Op,
    scope: &Scope,
    hunt: HuntId,
    snapshots: &SnapshotStore,
    mut archive: Archive,
) -> Result<Exported, cli::Failure> {
    let mut exported = Exported::default();
    let mut next = PageRequest::first(AT_A_TIME, "position");
    loop {
        let sites = hunts::ops::sites(op, scope, hunt, None, &next).await.map_err(|error| error.operator_message())?;
        let Some((last, _)) = sites.items.last() else { break };
        next = PageRequest::after(AT_A_TIME, last.clone());
        for (_, site) in sites.items {
            for page in hunts::ops::pages(op, scope, site.id).await.map_err(|error| error.operator_message())? {
                // A page that gave nothing names no content.
                let Ok(hash) = page.content_hash.parse() else { continue };
                match snapshots
                    .find(hash, page.fetched_at_ms)
                    .await
                    .map_err(|error| format!("the snapshots cannot be read: {error}"))?
                {
                    Found::Here(body) => {
                        archive = with_page(archive, page, body).await?;
                        exported.pages += 1;
                    }
                    Found::Missing => exported.missing += 1,
                    Found::Unreachable(error) => {
                        if exported.unreachable == 0 {
                            tracing::warn!(%error, "snapshots cannot be fetched from the bucket");
                        }
                        exported.unreachable += 1;
                    }
                }
            }
        }
    }
    archive.finish().map_err(|error| format!("the archive could not be written: {error}"))?;
    Ok(exported)
}

/// Adds a page, off the async threads: it is compressed and written.
async fn with_page(mut archive: Archive, page: PageRecord, body: Vec<u8>) -> Result<Archive, cli::Failure> {
    let written = tokio::task::spawn_blocking(move || archive.page(&page, &body).map(|()| archive));
    let written = written.await.map_err(|_| "the archive could not be written".to_owned())?;
    written.map_err(|error| format!("the archive could not be written: {error}"))
}
