//! The scorer of the page reader: fictional sites with the truth about them, read and compared field by field.
//!
//! Belongs here: reading the `.site` files, comparing what the reader found with what is true, counting, and holding the floors.
//! Does not belong here: reading pages (that is `glouton-reader`) and printing (that is `xtask` and the test that calls
//! [`score`]). Invariant: a field the truth does not mention is not judged; a value the truth does not list is invented.
//!
//! Reading order: [`Site`] (a file) → [`Field`] (what is judged, and how two values are compared) → [`Report`] (the counts) →
//! [`Floors`] (what must hold).

mod address;
mod field;
mod floors;
mod hours;
mod report;
mod site;

use std::fs;
use std::path::{Path, PathBuf};

pub use address::Address;
pub use field::Field;
pub use floors::{Bar, Floor, Floors};
pub use report::{ALL, Failure, Fault, Report, Score};
pub use site::{Page, PersonTruth, Site, Truth};

/// Why a truth set could not be scored. Every variant names the file, so that whoever wrote it knows where to look.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("{path}: {source}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A `.site` file does not keep to the format.
    #[error("{site}: {reason}")]
    Site {
        /// The file's name without its ending.
        site: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The floors file does not parse.
    #[error("floors.toml: {0}")]
    Floors(#[from] toml::de::Error),
}

/// The folder that holds the truth set of this repository.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../reader/tests/truth")
}

/// Reads every `.site` file of `folder`, in the order of their names.
///
/// # Errors
/// When the folder or a file cannot be read, or a file does not keep to the format.
pub fn sites(folder: &Path) -> Result<Vec<Site>, Error> {
    let read = |source| Error::Read { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(read)? {
        let path = entry.map_err(read)?.path();
        if path.extension().is_some_and(|e| e == "site") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|path| Site::open(path)).collect()
}

/// Runs the reader over `sites` and compares.
#[must_use]
pub fn score(sites: &[Site]) -> Report {
    let mut report = Report::default();
    for site in sites {
        report.add(site, &site.read());
    }
    report
}
