//! One pack: a file that contents are appended to, and the index that is written beside it when it is full. Belongs here: the two
//! formats, appending, finding, reading, names. Does not belong here: which pack is looked at, when one begins or ends.
//!
//! A pack is a sequence of entries: the hash of the content (32 bytes), the length of what follows (4 bytes, little endian), the content
//! as a zstd frame. An entry is there when all its bytes are; one that was cut off is the last and is passed over. An index has the
//! same hashes in order, each with the place of its frame, so that a look-up reads a few kilobytes of it.
//!
//! Whoever appends to a pack holds a lock on its file, which the system takes back when that process ends, however it ends: a pack
//! without an index that can be locked is nobody's.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use super::ContentHash;

/// The ending of a pack's name.
pub(super) const PACK: &str = "pack";
/// The ending of its index.
pub(super) const INDEX: &str = "index";

const HASH: usize = 32;
/// Hash and length.
const HEAD: usize = HASH + 4;
/// Hash, place and length in an index.
const ROW: usize = HASH + 8 + 4;
/// Rows of an index that are read at once. Hashes are spread evenly, so that a hash is nearly always within so many of where it would
/// stand if they were spread perfectly.
const WINDOW: u64 = 256;
/// No page is as large: a length beyond it is no length.
const MAX_FRAME: u32 = 256 * 1024 * 1024;

/// Where a frame stands in its pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) offset: u64,
    pub(super) length: u32,
}

/// A pack's name without its ending: when it was begun, in milliseconds, and what makes it no other's. It sorts by that time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stem(String);

impl Stem {
    /// For a pack that is begun now, at `millis`.
    pub(super) fn new(millis: u128, unique: &str) -> Self {
        Self(format!("{millis:013}-{unique}"))
    }

    /// Reads the name of a pack or of an index; `None` for what is no such name, whoever wrote it.
    pub(super) fn of(name: &str) -> Option<(Self, Kind)> {
        let (stem, ending) = name.rsplit_once('.')?;
        let kind = match ending {
            PACK => Kind::Pack,
            INDEX => Kind::Index,
            _ => return None,
        };
        let (millis, unique) = stem.split_once('-')?;
        let is_time = millis.len() == 13 && millis.bytes().all(|b| b.is_ascii_digit());
        let is_word = (1..=64).contains(&unique.len()) && unique.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (is_time && is_word).then(|| (Self(stem.to_owned()), kind))
    }

    /// When the pack was begun, Unix milliseconds.
    pub(super) fn begun(&self) -> u64 {
        self.0.get(..13).and_then(|millis| millis.parse().ok()).unwrap_or(0)
    }

    pub(super) fn pack(&self) -> String {
        format!("{}.{PACK}", self.0)
    }

    pub(super) fn index(&self) -> String {
        format!("{}.{INDEX}", self.0)
    }
}

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pack,
    Index,
}

/// A pack that this process appends to.
#[derive(Debug)]
pub(super) struct Writer {
    path: PathBuf,
    file: File,
    end: u64,
    places: HashMap<ContentHash, Place>,
}

impl Writer {
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        match file.try_lock() {
            // Somebody took it for a dead one's in the moment between.
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::AlreadyExists.into()),
            // A file system without locks: a pack that has no index is then taken by nobody.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        Ok(Self { path, file, end: 0, places: HashMap::new() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes so far.
    pub(super) fn len(&self) -> u64 {
        self.end
    }

    pub(super) fn has(&self, hash: ContentHash) -> bool {
        self.places.contains_key(&hash)
    }

    /// Appends a content. When it fails the pack is as it was: the next entry is written over what there is of this one.
    pub(super) fn append(&mut self, hash: ContentHash, frame: &[u8]) -> io::Result<()> {
        let length = u32::try_from(frame.len()).ok().filter(|length| *length <= MAX_FRAME);
        let length = length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a content larger than a pack takes"))?;
        let mut entry = Vec::with_capacity(HEAD + frame.len());
        entry.extend_from_slice(hash.0.as_bytes());
        entry.extend_from_slice(&length.to_le_bytes());
        entry.extend_from_slice(frame);
        self.file.write_all_at(&entry, self.end)?;
        self.places.insert(hash, Place { offset: self.end + HEAD as u64, length });
        self.end += entry.len() as u64;
        Ok(())
    }

    pub(super) fn read(&self, hash: ContentHash) -> io::Result<Option<Vec<u8>>> {
        self.places.get(&hash).map(|place| frame_at(&self.file, *place)).transpose()
    }

    /// Writes the index; the answer are the beginnings of the hashes, in order.
    pub(super) fn seal(self) -> io::Result<Box<[u64]>> {
        write_index(&self.path, self.places)
    }
}

/// Writes the index of a pack; the answer are the beginnings of the hashes, in order.
fn write_index(pack: &Path, places: HashMap<ContentHash, Place>) -> io::Result<Box<[u64]>> {
    let mut rows: Vec<(ContentHash, Place)> = places.into_iter().collect();
    rows.sort_unstable_by_key(|(hash, _)| *hash.0.as_bytes());
    let beside = pack.with_extension("new");
    let write = || {
        let mut index = io::BufWriter::new(File::create(&beside)?);
        for (hash, place) in &rows {
            index.write_all(hash.0.as_bytes())?;
            index.write_all(&place.offset.to_le_bytes())?;
            index.write_all(&place.length.to_le_bytes())?;
        }
        index.flush()?;
        fs::rename(&beside, pack.with_extension(INDEX))
    };
    write().inspect_err(|_| drop(fs::remove_file(&beside)))?;
    Ok(rows.iter().map(|(hash, _)| beginning(hash.0.as_bytes())).collect())
}

/// A pack that nobody appends to any more, with its index; nobody else has it as long as this is held.
#[derive(Debug)]
pub(super) struct Ended {
    _locked: File,
    pub(super) length: u64,
}

impl Ended {
    /// Takes a pack; one that was left without an index by a process that is no more gets one. `None` when somebody has it, when it is
    /// gone, or when there is nothing in it.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        let Some(file) = there(File::options().read(true).write(true).open(path))? else { return Ok(None) };
        let is_sealed = has_index(path);
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(_)) if is_sealed => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let length = file.metadata()?.len();
        // Whoever had it before may have been done with it.
        if length == 0 || !path.exists() {
            return Ok(None);
        }
        if !has_index(path) {
            let mut places = HashMap::new();
            scan(&file, 0, &mut places)?;
            write_index(path, places)?;
        }
        Ok(Some(Self { _locked: file, length }))
    }
}

/// Whether the index of a pack is there; one that has no rows, or a part of one, was cut off by a failure of the power.
fn has_index(pack: &Path) -> bool {
    fs::metadata(pack.with_extension(INDEX)).is_ok_and(|index| index.len() > 0 && index.len() % ROW as u64 == 0)
}

/// Looks a hash up in the index at `path`; `None` when it is not in it.
///
/// # Errors
/// The disk's, also that there is no such file.
pub(super) fn find(path: &Path, hash: ContentHash) -> io::Result<Option<Place>> {
    let index = File::open(path)?;
    let rows = index.metadata()?.len() / ROW as u64;
    Ok(look_up(&index, rows, hash)?.filter(|place| (1..=MAX_FRAME).contains(&place.length)))
}

/// A pack that is read.
#[derive(Debug)]
pub(super) struct Reader {
    file: File,
    table: Table,
}

#[derive(Debug)]
enum Table {
    /// The index beside it, and how many rows that has.
    Index(File, u64),
    /// Of a pack without one, because somebody appends to it or did not come to its end: what was found up to here.
    Scanned(HashMap<ContentHash, Place>, u64),
}

impl Reader {
    /// Opens a pack; `None` when it is not there any more.
    pub(super) fn open(path: &Path) -> io::Result<Option<Self>> {
        let Some(file) = there(File::open(path))? else { return Ok(None) };
        let table = match there(File::open(path.with_extension(INDEX)))? {
            Some(index) => {
                let rows = index.metadata()?.len() / ROW as u64;
                Table::Index(index, rows)
            }
            None => Table::Scanned(HashMap::new(), 0),
        };
        Ok(Some(Self { file, table }))
    }

    #[cfg(test)]
    fn is_scanned(&self) -> bool {
        matches!(self.table, Table::Scanned(..))
    }

    pub(super) fn read(&mut self, hash: ContentHash) -> io::Result<Option<Vec<u8>>> {
        let place = match &mut self.table {
            Table::Index(index, rows) => look_up(index, *rows, hash)?,
            Table::Scanned(places, end) => {
                if !places.contains_key(&hash) {
                    *end = scan(&self.file, *end, places)?;
                }
                places.get(&hash).copied()
            }
        };
        match place.map(|place| frame_at(&self.file, place)).transpose() {
            // An index that says more than there is.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            other => other,
        }
    }
}

fn there<T>(opened: io::Result<T>) -> io::Result<Option<T>> {
    match opened {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

fn frame_at(file: &File, place: Place) -> io::Result<Vec<u8>> {
    let mut frame = vec![0; place.length as usize];
    file.read_exact_at(&mut frame, place.offset)?;
    Ok(frame)
}

/// The first eight bytes of a hash as a number: as evenly spread as the hash itself.
pub(super) fn beginning(hash: &[u8; HASH]) -> u64 {
    let (first, _) = hash.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
    u64::from_be_bytes(*first)
}

/// Goes through the entries from `end` on; the answer is where the last whole one ends.
fn scan(file: &File, mut end: u64, places: &mut HashMap<ContentHash, Place>) -> io::Result<u64> {
    let all = file.metadata()?.len();
    let mut head = [0; HEAD];
    while end + HEAD as u64 <= all {
        file.read_exact_at(&mut head, end)?;
        let Some((hash, length)) = head.split_first_chunk::<HASH>() else { break };
        let length = u32::from_le_bytes(length.try_into().unwrap_or_default());
        let offset = end + HEAD as u64;
        if length == 0 || length > MAX_FRAME || offset + u64::from(length) > all {
            break;
        }
        places.insert(ContentHash(blake3::Hash::from_bytes(*hash)), Place { offset, length });
        end = offset + u64::from(length);
    }
    Ok(end)
}

/// Finds a hash in an index of `rows` rows, beginning where it would stand if all were spread perfectly.
fn look_up(index: &File, rows: u64, hash: ContentHash) -> io::Result<Option<Place>> {
    let wanted = hash.0.as_bytes();
    let expected = u64::try_from((u128::from(beginning(wanted)) * u128::from(rows)) >> 64).unwrap_or(0);
    let (mut low, mut high) = (0, rows);
    let mut from = expected.saturating_sub(WINDOW / 2);
    while low < high {
        from = from.clamp(low, high - 1);
        let number = WINDOW.min(high - from);
        let mut read = vec![0; usize::try_from(number).unwrap_or(0) * ROW];
        index.read_exact_at(&mut read, from * ROW as u64)?;
        let row = |n: usize| &read[n * ROW..(n + 1) * ROW];
        let last = usize::try_from(number).unwrap_or(1) - 1;
        if row(0)[..HASH] > wanted[..] {
            high = from;
            from = from.saturating_sub(WINDOW);
        } else if row(last)[..HASH] < wanted[..] {
            low = from + number;
            from = low;
        } else {
            let mut found = (0..=last).map(row).filter(|row| row[..HASH] == wanted[..]);
            return Ok(found.next().and_then(place_of));
        }
    }
    Ok(None)
}

fn place_of(row: &[u8]) -> Option<Place> {
    let (offset, length) = row.get(HASH..)?.split_first_chunk::<8>()?;
    Some(Place { offset: u64::from_le_bytes(*offset), length: u32::from_le_bytes(length.try_into().ok()?) })
}

/// What a frame holds, at most `most` bytes; `None` when it is no frame.
pub(super) fn unpack(frame: impl io::Read, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let decoder = zstd::stream::read::Decoder::new(frame).ok()?;
    decoder.take(most).read_to_end(&mut bytes).is_ok().then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(folder: &Path, number: u32) -> Writer {
        let mut writer = Writer::create(folder.join("a").with_extension(PACK)).expect("a pack");
        for n in 0..number {
            let content = n.to_le_bytes();
            writer.append(ContentHash::of(&content), &content).expect("appended");
        }
        writer
    }

    fn all_are_found(reader: &mut Reader, number: u32) {
        for n in 0..number {
            let content = n.to_le_bytes();
            assert_eq!(reader.read(ContentHash::of(&content)).expect("read").as_deref(), Some(&content[..]), "{n}");
        }
        assert_eq!(reader.read(ContentHash::of(b"never seen")).expect("read"), None);
    }

    #[test]
    fn every_content_is_found_by_the_index_and_without_it() {
        for number in [0, 1, 2, 255, 256, 257, 5_000] {
            let folder = tempfile::tempdir().expect("a folder");
            let writer = filled(folder.path(), number);
            let path = writer.path().to_owned();
            let mut scanned = Reader::open(&path).expect("opened").expect("there");
            all_are_found(&mut scanned, number);
            assert_eq!(writer.seal().expect("sealed").len(), number as usize);
            let mut indexed = Reader::open(&path).expect("opened").expect("there");
            assert!(scanned.is_scanned() && !indexed.is_scanned());
            all_are_found(&mut indexed, number);
        }
    }

    #[test]
    fn a_pack_is_taken_only_when_nobody_appends_to_it_and_gets_the_index_it_lacks() {
        let folder = tempfile::tempdir().expect("a folder");
        let writer = filled(folder.path(), 300);
        let path = writer.path().to_owned();
        assert!(Ended::take(&path).expect("looked").is_none(), "somebody appends to it");
        // As a process that is killed lets go of it.
        drop(writer);
        let taken = Ended::take(&path).expect("looked").expect("it is nobody's");
        assert_eq!(taken.length, fs::metadata(&path).expect("the pack").len());
        assert!(Ended::take(&path).expect("looked").is_none(), "somebody has taken it");
        let content = 7_u32.to_le_bytes();
        let place = find(&path.with_extension(INDEX), ContentHash::of(&content)).expect("looked up").expect("there");
        assert_eq!(frame_at(&File::open(&path).expect("the pack"), place).expect("read"), content);
        assert!(Ended::take(&folder.path().join("none.pack")).expect("looked").is_none());
    }

    #[test]
    fn a_name_is_read_or_is_none() {
        let stem = Stem::new(1_700_000_000_000, "0123456789abcdef");
        assert_eq!(Stem::of(&stem.pack()), Some((stem.clone(), Kind::Pack)));
        assert_eq!(Stem::of(&stem.index()), Some((stem.clone(), Kind::Index)));
        assert_eq!(stem.begun(), 1_700_000_000_000);
        // As earlier versions named them.
        assert!(Stem::of("1700000000000-4242-1.pack").is_some());
        for other in [
            "",
            "a.pack",
            "../1700000000000-a.pack",
            "1700000000000-../a.pack",
            "1700000000000-a.new",
            "170-a.pack",
            "1700000000000-.pack",
        ] {
            assert_eq!(Stem::of(other), None, "{other}");
        }
    }

    #[test]
    fn an_entry_that_was_cut_off_is_passed_over_and_one_that_came_later_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut writer = filled(folder.path(), 3);
        let whole = writer.len();
        writer.append(ContentHash::of(b"cut"), b"cut").expect("appended");
        writer.file.set_len(whole + HEAD as u64 + 2).expect("cut off");
        let mut reader = Reader::open(writer.path()).expect("opened").expect("there");
        assert_eq!(reader.read(ContentHash::of(b"cut")).expect("read"), None);
        all_are_found(&mut reader, 3);
        writer.end = whole;
        writer.append(ContentHash::of(b"later"), b"later").expect("appended");
        assert_eq!(reader.read(ContentHash::of(b"later")).expect("read").as_deref(), Some(&b"later"[..]));
    }
}
