//! The packs in the folder that somebody else appends to, or nobody any more: finding a content in them. Does not belong here: the
//! bucket's packs (`remote`).

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ContentHash;
use super::pack::{PACK, Reader};

/// Packs that are held open to be read.
const HELD_OPEN: usize = 16;

/// The packs in the folder, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Others {
    pub(super) packs: Vec<(PathBuf, Option<Reader>)>,
    /// Where something was last found: pages that were read together lie together.
    last: usize,
}

impl Others {
    /// Looks for a content in all packs, `except` one; first where the last one was, then ever farther from there.
    pub(super) fn read(&mut self, folder: &Path, hash: ContentHash, except: Option<&Path>) -> io::Result<Option<Vec<u8>>> {
        let mut order: Vec<usize> = (0..self.packs.len()).collect();
        order.sort_by_key(|n| n.abs_diff(self.last));
        for n in order {
            if let Some(frame) = self.read_in(n, hash, except)? {
                return Ok(Some(frame));
            }
        }
        // Perhaps it is in one that was begun since.
        let mut added = self.look(folder)?;
        added.retain(|path| Some(path.as_path()) != except);
        for path in added {
            let n = self.packs.partition_point(|(known, _)| *known < path);
            if let Some(frame) = self.read_in(n, hash, except)? {
                return Ok(Some(frame));
            }
        }
        Ok(None)
    }

    fn read_in(&mut self, n: usize, hash: ContentHash, except: Option<&Path>) -> io::Result<Option<Vec<u8>>> {
        let held = self.packs.iter().filter(|(_, reader)| reader.is_some()).count();
        let Some((path, reader)) = self.packs.get_mut(n) else { return Ok(None) };
        if Some(path.as_path()) == except {
            return Ok(None);
        }
        if reader.is_none() {
            *reader = Reader::open(path)?;
        }
        let found = reader.as_mut().map(|reader| reader.read(hash)).transpose()?.flatten();
        if found.is_some() {
            self.last = n;
        }
        if held >= HELD_OPEN {
            for (at, (_, reader)) in self.packs.iter_mut().enumerate() {
                if at.abs_diff(self.last) >= HELD_OPEN / 2 {
                    *reader = None;
                }
            }
        }
        Ok(found)
    }

    /// Takes in the folder as it is; the answer are the packs that are new.
    fn look(&mut self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut there: Vec<PathBuf> = fs::read_dir(folder)?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == PACK))
            .collect();
        there.sort();
        let mut known: HashMap<PathBuf, Option<Reader>> = self.packs.drain(..).collect();
        let mut added = Vec::new();
        for path in there {
            let reader = known.remove(&path).unwrap_or_else(|| {
                added.push(path.clone());
                None
            });
            self.packs.push((path, reader));
        }
        Ok(added)
    }
}
