//! Snapshots in a bucket, against a storage that speaks the S3 protocol and checks signatures: what one process keeps another finds,
//! and nothing is lost or wrong whatever happens to the storage.
#![allow(clippy::disallowed_methods)] // a file's date is the file system's, not the operation's

use glouton_platform::bucket;
use glouton_platform::egress::Egress;
use glouton_testbed::storage::{ACCESS_KEY, BUCKET, SECRET_KEY, TestStorage};

use super::super::pack::Stem;
use super::super::*;

const PREFIX: &str = "glouton";

fn settings(storage: &TestStorage) -> bucket::Settings {
    bucket::Settings {
        name: BUCKET.into(),
        endpoint: storage.endpoint(),
        region: "us-east-1".into(),
        path_style: true,
        prefix: PREFIX.into(),
        access_key: ACCESS_KEY.into(),
        secret_key: SECRET_KEY.into(),
    }
}

fn bucket(settings: &bucket::Settings) -> Option<Bucket> {
    let table: toml::Table = toml::from_str(include_str!("../../../../../config/default.toml")).expect("the defaults");
    // Pages may reach nothing on this machine, nor any port but the web's; the operator's own storage is reached all the same.
    let egress = Egress::new(&table["egress"].clone().try_into().expect("the section")).expect("a door");
    Bucket::new(settings, &egress).expect("usable settings")
}

/// A process on a machine of its own.
struct Machine {
    folder: tempfile::TempDir,
    store: SnapshotStore,
}

impl Machine {
    fn new(storage: &TestStorage) -> Self {
        Self::with(&settings(storage))
    }

    fn with(settings: &bucket::Settings) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SnapshotStore::open_with(folder.path(), bucket(settings), Duration::from_secs(600)).expect("a store");
        Self { folder, store }
    }

    /// The packs that are in its folder.
    fn packs(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.folder.path()).expect("the folder").flatten().map(|entry| entry.path());
        files.filter(|path| path.extension().is_some_and(|extension| extension == PACK)).collect()
    }

    async fn upload(&self) -> Result<Uploaded, UploadError> {
        self.store.upload(Duration::ZERO).await
    }

    async fn find(&self, hash: ContentHash) -> Found {
        self.store.find(hash, 0).await.expect("the disk")
    }

    /// The indexes that it keeps, with their bytes.
    fn indexes(&self) -> Vec<u64> {
        let files = fs::read_dir(self.folder.path().join(remote::FOLDER)).expect("the folder").flatten();
        files.map(|file| file.metadata().expect("a file").len()).collect()
    }
}

fn page(n: u32) -> Vec<u8> {
    format!("<p>Page {n} of a shop that sells {}</p>", n.wrapping_mul(2_654_435_761)).into_bytes()
}

#[tokio::test]
async fn what_one_machine_keeps_another_finds() {
    let storage = TestStorage::start().await;
    let (one, other) = (Machine::new(&storage), Machine::new(&storage));
    let large: Vec<u8> = (0..700_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let mut hashes: Vec<ContentHash> = (0..500).map(|n| one.store.put(&page(n)).expect("kept")).collect();
    hashes.push(one.store.put(&large).expect("kept"));
    assert_eq!(other.find(hashes[0]).await, Found::Missing, "nothing is in the bucket yet");

    let uploaded = one.upload().await.expect("uploaded");
    assert_eq!(uploaded.packs, 1);
    assert!(uploaded.bytes > 1 << 20, "{uploaded:?}");
    assert!(one.packs().is_empty(), "what the bucket has is not in the folder any more");
    let names = storage.names(PREFIX);
    assert_eq!(names.len(), 2, "{names:?}");

    let third = Machine::new(&storage);
    for machine in [&one, &third] {
        for (n, hash) in hashes.iter().enumerate() {
            let Found::Here(bytes) = machine.find(*hash).await else { panic!("page {n} is missing") };
            assert_eq!(ContentHash::of(&bytes), *hash);
        }
        assert_eq!(machine.find(ContentHash::of(b"never seen")).await, Found::Missing);
    }
    // What one has uploaded it need not keep again on this day.
    one.store.put(&page(7)).expect("kept");
    assert_eq!(one.upload().await.expect("uploaded"), Uploaded::default());
}

#[tokio::test]
async fn a_pack_that_is_young_waits_and_one_that_is_appended_to_is_left_alone() {
    let storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let hash = one.store.put(&page(1)).expect("kept");
    assert_eq!(one.store.upload(DAY).await.expect("uploaded"), Uploaded::default());
    // Another process with the same folder must not take it either.
    let beside = SnapshotStore::open_with(one.folder.path(), bucket(&settings(&storage)), DAY).expect("a store");
    assert_eq!(beside.upload(Duration::ZERO).await.expect("uploaded"), Uploaded::default());
    assert!(storage.names(PREFIX).is_empty());
    assert!(matches!(one.find(hash).await, Found::Here(_)));
}

#[tokio::test]
async fn the_packs_of_a_killed_process_are_uploaded_by_the_next() {
    let storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let hashes: Vec<ContentHash> = (0..50).map(|n| one.store.put(&page(n)).expect("kept")).collect();
    // As a kill leaves it: a pack without an index, and nobody who holds it.
    let killed = one.store.shared.own().now.take();
    drop(killed);
    let next = SnapshotStore::open_with(one.folder.path(), bucket(&settings(&storage)), DAY).expect("a store");
    assert_eq!(next.upload(DAY).await.expect("uploaded").packs, 1);
    let other = Machine::new(&storage);
    for hash in hashes {
        assert!(matches!(other.find(hash).await, Found::Here(_)));
    }
}

#[tokio::test]
async fn half_an_upload_is_not_seen_and_is_made_whole() {
    let storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let hash = one.store.put(&page(1)).expect("kept");
    one.store.shared.own().end();
    let pack = one.packs().pop().expect("a pack");
    // Killed between the pack and its index.
    let half = bucket(&settings(&storage)).expect("a bucket");
    let name = pack.file_name().and_then(|name| name.to_str()).expect("a name");
    half.put(name, File::open(&pack).expect("the pack"), fs::metadata(&pack).expect("the pack").len()).await.expect("uploaded");
    let other = Machine::new(&storage);
    assert_eq!(other.find(hash).await, Found::Missing);
    assert!(matches!(one.find(hash).await, Found::Here(_)), "where it was kept it still is");

    assert_eq!(one.upload().await.expect("uploaded").packs, 1);
    assert!(matches!(Machine::new(&storage).find(hash).await, Found::Here(_)));
}

#[tokio::test]
async fn a_wrong_key_is_said_to_be_wrong_and_nothing_is_lost() {
    let storage = TestStorage::start().await;
    for (access_key, secret_key) in [(ACCESS_KEY, "another-secret"), ("AKNOBODY", SECRET_KEY)] {
        let machine = Machine::with(&bucket::Settings {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            ..settings(&storage)
        });
        let hash = machine.store.put(&page(1)).expect("kept");
        let error = machine.upload().await.expect_err("refused");
        assert!(matches!(error, UploadError::Bucket(BucketError::Refused { .. })), "{error:?}");
        assert!(!format!("{error:?} {error}").contains(secret_key), "{error:?}");
        assert_eq!(machine.store.bucket_is_well(), Some(false));
        assert_eq!(machine.packs().len(), 1);
        assert!(matches!(machine.find(hash).await, Found::Here(_)));
        assert!(matches!(machine.find(ContentHash::of(b"elsewhere")).await, Found::Unreachable(BucketError::Refused { .. })));
    }
    assert!(storage.names(PREFIX).is_empty());
}

#[tokio::test]
async fn a_wrong_key_is_said_to_be_wrong_in_the_middle_of_a_large_pack_too() {
    let storage = TestStorage::start().await;
    let machine = Machine::with(&bucket::Settings { secret_key: "another-secret".into(), ..settings(&storage) });
    let large: Vec<u8> = (0..3_000_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    machine.store.put(&large).expect("kept");
    let error = machine.upload().await.expect_err("refused");
    assert!(matches!(error, UploadError::Bucket(BucketError::Refused { .. })), "{error:?}");
}

#[tokio::test]
async fn indexes_are_kept_up_to_a_bound_and_fetched_again() {
    let storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let mut hashes = Vec::new();
    for n in 0..6 {
        hashes.push(one.store.put(&page(n)).expect("kept"));
        one.upload().await.expect("uploaded");
    }
    assert_eq!(one.indexes(), [44; 6]);
    let folder = tempfile::tempdir().expect("a folder");
    let remote = Remote::new(bucket(&settings(&storage)).expect("a bucket"), folder.path().to_owned(), 100);
    for hash in hashes.iter().chain(hashes.iter().rev()) {
        let bytes = remote.read(*hash, 0).await.expect("the disk").expect("the storage").expect("the page");
        assert_eq!(ContentHash::of(&bytes), *hash);
        assert!(fs::read_dir(folder.path()).expect("the folder").count() <= 2);
    }
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_named() {
    let storage = TestStorage::start().await;
    let machine = Machine::with(&bucket::Settings { name: "elsewhere".into(), ..settings(&storage) });
    assert_eq!(machine.find(ContentHash::of(b"a page")).await, Found::Unreachable(BucketError::NoBucket));
}

#[tokio::test]
async fn while_the_storage_is_away_packs_wait_and_when_it_is_back_they_go() {
    let mut storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let first = one.store.put(&page(1)).expect("kept");
    one.upload().await.expect("uploaded");
    storage.go_away().await;
    let second = one.store.put(&page(2)).expect("kept although the storage is away");
    let error = one.upload().await.expect_err("away");
    assert!(matches!(error, UploadError::Bucket(BucketError::Away(_))), "{error:?}");
    assert!(matches!(one.find(second).await, Found::Here(_)));
    assert!(matches!(one.find(first).await, Found::Unreachable(BucketError::Away(_))), "not missing: it could not be asked");

    storage.come_back().await;
    assert_eq!(one.upload().await.expect("uploaded").packs, 1);
    assert_eq!(one.store.bucket_is_well(), Some(true));
    let other = Machine::new(&storage);
    for hash in [first, second] {
        assert!(matches!(other.find(hash).await, Found::Here(_)));
    }
}

#[tokio::test]
async fn what_is_damaged_in_the_bucket_is_missing_and_never_wrong() {
    let storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let (hash, other) = (one.store.put(&page(1)).expect("kept"), one.store.put(&page(2)).expect("kept"));
    one.upload().await.expect("uploaded");
    let names = storage.names(PREFIX);
    let object = |ending: &str| {
        let name = names.iter().find(|name| name.ends_with(ending)).expect("an object");
        storage.objects().join(PREFIX).join(name)
    };
    let (pack, index) = (object(PACK), object(INDEX));
    let (whole_pack, whole_index) = (fs::read(&pack).expect("the pack"), fs::read(&index).expect("the index"));

    // Each content at the other's place.
    let mut swapped = whole_index.clone();
    let (one_row, other_row) = (whole_index[32..44].to_vec(), whole_index[76..88].to_vec());
    swapped[32..44].copy_from_slice(&other_row);
    swapped[76..88].copy_from_slice(&one_row);
    let mut beyond = whole_index.clone();
    beyond[32..40].copy_from_slice(&u64::MAX.to_le_bytes());
    beyond[76..84].copy_from_slice(&(1_u64 << 40).to_le_bytes());
    let zeros = vec![0; whole_pack.len()];
    for (pack_bytes, index_bytes) in [
        (&whole_pack, &swapped),
        (&whole_pack, &beyond),
        (&whole_pack, &vec![7; 88]),
        (&whole_pack, &Vec::new()),
        (&zeros, &whole_index),
        (&whole_pack[..whole_pack.len() / 2].to_vec(), &swapped),
    ] {
        fs::write(&pack, pack_bytes).expect("written");
        fs::write(&index, index_bytes).expect("written");
        let machine = Machine::new(&storage);
        assert_eq!([machine.find(hash).await, machine.find(other).await], [Found::Missing, Found::Missing]);
    }
    fs::remove_file(&pack).expect("removed");
    fs::write(&index, &whole_index).expect("written");
    assert_eq!(Machine::new(&storage).find(hash).await, Found::Missing);
}

#[tokio::test]
async fn retention_removes_old_packs_of_ours_from_the_bucket_and_nothing_else() {
    let storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let hash = one.store.put(&page(1)).expect("kept");
    one.upload().await.expect("uploaded");
    let folder = storage.objects().join(PREFIX);
    let now = SystemTime::now();
    let long_ago = now - DAY * 33;
    let millis = long_ago.duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    let old = Stem::new(millis, "00ff");
    fs::write(folder.join(old.pack()), b"old").expect("written");
    fs::write(folder.join(old.index()), b"old").expect("written");
    let foreign = ["backup.tar", "0000000000001-.pack", "readme.index"];
    for name in foreign {
        fs::write(folder.join(name), b"somebody else's").expect("written");
    }
    fs::write(storage.objects().join(old.pack()), b"outside the prefix").expect("written");

    assert_eq!(one.store.sweep_bucket(DAY * 30, now).await.expect("swept"), 1);
    let names = storage.names(PREFIX);
    assert!(!names.contains(&old.pack()) && !names.contains(&old.index()), "{names:?}");
    assert!(foreign.iter().all(|name| names.iter().any(|there| there == name)), "{names:?}");
    assert!(storage.objects().join(old.pack()).exists());
    assert!(matches!(Machine::new(&storage).find(hash).await, Found::Here(_)));

    // Every replica may do it, and what is gone is missing on each.
    let other = Machine::new(&storage);
    assert!(matches!(other.find(hash).await, Found::Here(_)));
    let later = now + DAY * 33;
    // This storage may tell one of them that it failed at what the other has just done; what is left then goes the next time.
    let _ = tokio::join!(one.store.sweep_bucket(DAY * 30, later), other.store.sweep_bucket(DAY * 30, later));
    other.store.sweep_bucket(DAY * 30, later).await.expect("swept");
    one.store.sweep_bucket(DAY * 30, later).await.expect("swept");
    for machine in [&one, &other, &Machine::new(&storage)] {
        assert_eq!(machine.find(hash).await, Found::Missing);
        assert!(machine.indexes().is_empty(), "nobody keeps the index of a pack that is gone");
    }
}

#[tokio::test]
async fn a_bucket_with_more_packs_than_one_listing_names_is_listed_whole() {
    let storage = TestStorage::start().await;
    let folder = storage.objects().join(PREFIX);
    fs::create_dir_all(&folder).expect("made");
    for n in 0..1_200_u64 {
        fs::write(folder.join(format!("object-{n:04}")), b"x").expect("written");
    }
    let names = bucket(&settings(&storage)).expect("a bucket").list().await.expect("listed");
    assert_eq!(names.len(), 1_200);
    assert_eq!((names[0].as_str(), names[1_199].as_str()), ("object-0000", "object-1199"));
}

#[tokio::test]
async fn a_service_uploads_until_it_is_stopped_and_the_end_leaves_nothing_behind() {
    let storage = TestStorage::start().await;
    let mut machine = Machine::new(&storage);
    machine.store =
        SnapshotStore::open_with(machine.folder.path(), bucket(&settings(&storage)), Duration::ZERO).expect("a store");
    let stop = tokio_util::sync::CancellationToken::new();
    let first = machine.store.put(&page(1)).expect("kept");
    let watch = async {
        // Another machine sees it without anybody's doing.
        while storage.names(PREFIX).len() < 2 {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    };
    tokio::join!(machine.store.keep_uploading(stop.clone()), watch);
    let second = machine.store.put(&page(2)).expect("kept");
    machine.store.finish(Duration::from_secs(60)).await;
    assert!(machine.packs().is_empty());
    let other = Machine::new(&storage);
    for hash in [first, second] {
        assert!(matches!(other.find(hash).await, Found::Here(_)));
    }
}

#[tokio::test]
async fn two_processes_with_one_folder_upload_each_pack_once_and_find_it_at_once() {
    let storage = TestStorage::start().await;
    let one = Machine::new(&storage);
    let beside = Machine {
        folder: tempfile::tempdir().expect("a folder"),
        store: SnapshotStore::open_with(one.folder.path(), bucket(&settings(&storage)), DAY).expect("a store"),
    };
    // It has looked at the bucket, and does not look again so soon.
    assert_eq!(beside.find(ContentHash::of(b"not there")).await, Found::Missing);
    let mut hashes = Vec::new();
    for n in 0..4 {
        hashes.push(one.store.put(&page(n)).expect("kept"));
        one.store.shared.own().end();
    }
    let (mine, theirs) = tokio::join!(one.upload(), beside.upload());
    assert_eq!(mine.expect("uploaded").packs + theirs.expect("uploaded").packs, 4);
    for hash in hashes {
        assert!(matches!(beside.find(hash).await, Found::Here(_)));
        assert!(matches!(one.find(hash).await, Found::Here(_)));
    }
}
