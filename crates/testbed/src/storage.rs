//! A storage for one test: a server on this machine that speaks the S3 protocol, checks signatures, and keeps objects as files. It can
//! go away and come back. Does not belong here: what is kept there.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// The one key that this storage knows.
pub const ACCESS_KEY: &str = "AKTESTBED";
/// Its secret.
pub const SECRET_KEY: &str = "a-secret-of-the-tests-alone";
/// The one bucket that it has.
pub const BUCKET: &str = "pages";

/// A storage that belongs to one test. It is gone when this is dropped.
#[derive(Debug)]
pub struct TestStorage {
    folder: TempDir,
    address: SocketAddr,
    service: S3Service,
    /// The server while it is there; its connections end with it.
    serving: JoinSet<()>,
}

impl TestStorage {
    /// A storage with an empty bucket.
    ///
    /// # Panics
    /// When this machine gives no folder or no port: the test then has nothing to say.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let files = FileSystem::new(folder.path()).expect("a storage in a folder");
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let mut storage = Self { folder, address, service: builder.build(), serving: JoinSet::new() };
        storage.serve(listener);
        storage
    }

    /// Where it listens, as a configuration names it.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder with the objects of the bucket, each a file.
    #[must_use]
    pub fn objects(&self) -> PathBuf {
        self.folder.path().join(BUCKET)
    }

    /// The names of the objects below `prefix`, a folder's name, in order.
    ///
    /// # Panics
    /// When the folder cannot be read.
    #[must_use]
    pub fn names(&self, prefix: &str) -> Vec<String> {
        let folder: PathBuf = self.objects().join(prefix);
        let mut names = if Path::new(&folder).exists() {
            let entries = std::fs::read_dir(folder).expect("the folder").flatten();
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        } else {
            Vec::new()
        };
        names.sort();
        names
    }

    /// Goes away: every connection breaks, and none is accepted.
    pub async fn go_away(&mut self) {
        self.serving.shutdown().await;
    }

    /// Comes back at the same address.
    ///
    /// # Panics
    /// When somebody took the port meanwhile.
    pub async fn come_back(&mut self) {
        self.serve(TcpListener::bind(self.address).await.expect("the same port"));
    }

    fn serve(&mut self, listener: TcpListener) {
        let service = self.service.clone();
        self.serving.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let Ok((stream, _)) = listener.accept().await else { return };
                let service = service.clone();
                connections.spawn(async move {
                    // Whoever breaks it off does so in the test's name.
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
                });
                while connections.try_join_next().is_some() {}
            }
        });
    }
}
