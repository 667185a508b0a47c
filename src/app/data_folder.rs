//! The data folder: made when missing, locked by the one process that embeds a database in it, keeper of the secrets it makes.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use secrecy::SecretString;

use crate::platform::crypto::kept_secret;

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// It cannot be made or written.
    #[error("the data folder {path} cannot be written: {cause}; set data.dir or GLOUTON__DATA__DIR to a folder of yours")]
    Folder {
        /// Which.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// Another process has it.
    #[error("the data folder {path} is in use by another glouton; stop that one, or set data.dir to another folder")]
    Locked {
        /// Which.
        path: String,
    },
}

/// A usable data folder.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    // The lock is the open file: the system releases it when the process ends, however it ends.
    _lock: Option<File>,
}

impl DataFolder {
    /// Opens the folder; `alone` takes the lock.
    ///
    /// # Errors
    /// [`DataError`] in one sentence.
    pub fn open(path: &Path, alone: bool) -> Result<Self, DataError> {
        let shown = || path.display().to_string();
        let failed = |cause| DataError::Folder { path: shown(), cause };
        std::fs::create_dir_all(path).map_err(failed)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock")).map_err(failed)?;
        let lock = if alone {
            match file.try_lock() {
                Ok(()) => Some(file),
                Err(TryLockError::WouldBlock) => return Err(DataError::Locked { path: shown() }),
                Err(TryLockError::Error(cause)) => return Err(failed(cause)),
            }
        } else {
            None
        };
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A secret of this installation, made at first use and readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn secret(&self, name: &str) -> Result<SecretString, DataError> {
        let path = self.path.join(name);
        kept_secret(&path).map_err(|cause| DataError::Folder { path: path.display().to_string(), cause })
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_folder_in_use_is_refused_and_free_again_after() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = DataFolder::open(folder.path(), true).expect("free");
        assert!(matches!(DataFolder::open(folder.path(), true), Err(DataError::Locked { .. })));
        drop(first);
        DataFolder::open(folder.path(), true).expect("free again");
    }

    #[test]
    fn a_secret_is_made_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = DataFolder::open(folder.path(), false).expect("open");
        let first = data.secret("s").expect("made").expose_secret().to_owned();
        assert!(first.len() >= 32);
        assert_eq!(data.secret("s").expect("kept").expose_secret(), first);
    }
}
