//! The folder of snapshots as its users see it: what is kept comes back, goes in its time, and is never wrong.
#![allow(clippy::disallowed_methods)] // a file's date is the file system's, not the operation's

mod bucket;

use super::*;

fn store() -> (tempfile::TempDir, SnapshotStore) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SnapshotStore::open(folder.path().join("snapshots")).expect("the store");
    (folder, store)
}

#[test]
fn what_is_kept_comes_back() {
    let (_folder, store) = store();
    for bytes in [b"".as_slice(), b"<html>", &vec![7; 3 << 20]] {
        let hash = store.put(bytes).expect("kept");
        assert_eq!(store.put(bytes).expect("kept again"), hash);
        assert_eq!(store.get(hash).expect("read").as_deref(), Some(bytes));
        assert_eq!(hash.to_string().parse(), Ok(hash));
    }
    assert_eq!(store.get(ContentHash::of(b"never seen")).expect("read"), None);
}

#[test]
fn a_damaged_snapshot_is_missing_and_not_wrong() {
    let (_folder, store) = store();
    let hash = store.put(b"the truth").expect("kept");
    let mut own = store.shared.own();
    let path = own.now.as_ref().expect("a pack").writer.path().to_owned();
    own.end();
    drop(own);
    assert!(store.get(hash).expect("read").is_some());
    let mut bytes = fs::read(&path).expect("the pack");
    let lie = zstd::bulk::compress(b"what is", LEVEL).expect("memory");
    let at = bytes.len() - lie.len();
    bytes[at..].copy_from_slice(&lie);
    fs::write(&path, &bytes).expect("written");
    assert_eq!(store.get(hash).expect("read"), None);
    bytes[at..].fill(0);
    fs::write(&path, &bytes).expect("written");
    assert_eq!(store.get(hash).expect("read"), None);
    fs::write(&path, &bytes[..at]).expect("written");
    assert_eq!(store.get(hash).expect("read"), None);
}

#[test]
fn retention_removes_the_old_and_keeps_the_new() {
    let (_folder, store) = store();
    let hash = store.put(b"a page").expect("kept");
    store.shared.own().end();
    let day = DAY;
    let soon = SystemTime::now() + day * 30;
    assert_eq!(store.sweep(day * 30, soon).expect("swept").removed, 0);
    assert!(store.get(hash).expect("read").is_some());
    let later = SystemTime::now() + day * 31;
    assert_eq!(store.sweep(day * 30, later).expect("swept").removed, 1);
    assert!(store.get(hash).expect("read").is_none());
    assert_eq!(fs::read_dir(&store.shared.folder).expect("the folder").count(), 0, "the index goes with its pack");
}

#[test]
fn many_threads_keep_the_same_page_once() {
    let (_folder, store) = store();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for n in 0..50_u32 {
                    store.put(&n.to_le_bytes()).expect("kept");
                }
            });
        }
    });
    let size = fs::metadata(store.shared.own().now.as_ref().expect("a pack").writer.path()).expect("the pack").len();
    let once: usize = (0..50_u32).map(|n| 36 + compressed(&n.to_le_bytes()).expect("memory").len()).sum();
    assert_eq!(size, once as u64);
    let swept = store.sweep(Duration::from_secs(60), SystemTime::now()).expect("swept");
    assert_eq!(swept, Swept { kept: 1, ..Swept::default() });
}

#[test]
fn what_a_full_pack_has_is_not_kept_again() {
    let (_folder, store) = store();
    let hash = store.put(b"a page").expect("kept");
    store.shared.own().end();
    store.put(b"another page").expect("kept");
    let size = |store: &SnapshotStore| store.shared.own().now.as_ref().map_or(0, |begun| begun.writer.len());
    let before = size(&store);
    assert_eq!(store.put(b"a page").expect("kept"), hash);
    assert_eq!(size(&store), before);
}

#[test]
fn what_another_process_keeps_is_found_before_it_ends_its_pack_and_after() {
    let (folder, one) = store();
    let other = SnapshotStore::open(folder.path().join("snapshots")).expect("the store");
    let pages: Vec<ContentHash> = (0..100_u32).map(|n| one.put(&n.to_le_bytes()).expect("kept")).collect();
    assert!(other.get(pages[0]).expect("read").is_some());
    let late = one.put(b"later").expect("kept");
    assert_eq!(other.get(late).expect("read").as_deref(), Some(&b"later"[..]));
    drop(one);
    let third = SnapshotStore::open(folder.path().join("snapshots")).expect("the store");
    third.put(b"its own").expect("kept");
    assert!(pages.iter().all(|page| third.get(*page).expect("read").is_some()));
}

#[test]
fn what_an_earlier_version_kept_in_files_is_found_and_goes_in_its_time() {
    let (_folder, store) = store();
    let hash = ContentHash::of(b"long ago");
    let file = store.file_of(hash);
    fs::create_dir_all(file.parent().expect("a shelf")).expect("made");
    fs::write(&file, zstd::bulk::compress(b"long ago", LEVEL).expect("memory")).expect("written");
    assert_eq!(store.get(hash).expect("read").as_deref(), Some(&b"long ago"[..]));
    store.sweep(DAY * 30, SystemTime::now() + DAY * 32).expect("swept");
    assert_eq!(store.get(hash).expect("read"), None);
}
