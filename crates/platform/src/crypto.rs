//! Secrets: passwords hashed with argon2id off the async threads, random tokens, hashes of tokens, comparison that tells nothing.
//! Does not belong here: who owns a secret, what it opens, and where it is stored.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    sync::Arc,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::{
    error::{Error, Result},
    ids::random_bytes,
};

/// What the letters of a random token are drawn from: 32 signs nobody confuses, safe in URLs, headers and file names.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How much work one password hash takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordCost {
    /// Memory in KiB, at least 8.
    pub memory_kib: u32,
    /// Passes over the memory, at least 1.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// The parameters that OWASP recommends for argon2id: 19 MiB, two passes.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2 }
    }
}

impl PasswordCost {
    /// The least that argon2 allows; for tests only.
    #[must_use]
    pub const fn cheap() -> Self {
        Self { memory_kib: 8, passes: 1 }
    }
}

/// The cost that was asked for lies outside what argon2 can do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a password hash needs at least 8 KiB of memory and one pass, and at most 4 GiB")]
pub struct CostError;

/// Hashes and checks passwords, a few at a time: each hash takes the configured memory, so that a burst of sign-ins must queue
/// instead of exhausting the machine. Clones share the queue.
#[derive(Debug, Clone)]
pub struct PasswordHasher {
    params: Params,
    at_once: Arc<Semaphore>,
}

/// How a check of a password ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordCheck {
    /// It is the one.
    Right,
    /// It is the one, but was hashed at another cost: here is its hash at today's.
    Outdated(String),
    /// It is not.
    Wrong,
}

impl PasswordHasher {
    /// A hasher that works on at most `at_once` passwords at a time (at least one).
    ///
    /// # Errors
    /// [`CostError`] when argon2 cannot work at this cost.
    pub fn new(cost: PasswordCost, at_once: usize) -> Result<Self, CostError> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(|_| CostError)?;
        Ok(Self { params, at_once: Arc::new(Semaphore::new(at_once.max(1))) })
    }

    /// The hash of `password` as a PHC string with a fresh salt.
    ///
    /// # Errors
    /// An internal fault only.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = SecretString::from(password);
        let params = self.params.clone();
        self.off_thread(move || hash_now(&params, &password)).await?
    }

    /// Checks `password` against `stored`, or, when there is no such account, does the same work in vain: the time of the answer
    /// must not tell which addresses have an account.
    ///
    /// # Errors
    /// An internal fault only, for instance a stored hash that is none.
    pub async fn check(&self, password: &str, stored: Option<&str>) -> Result<PasswordCheck> {
        let password = SecretString::from(password);
        let params = self.params.clone();
        let exists = stored.is_some();
        let stored = stored.map_or_else(|| decoy(&params), str::to_owned);
        self.off_thread(move || {
            let hash = PasswordHash::new(&stored).map_err(|_| Error::bug("a stored password hash is malformed"))?;
            let right = hasher(&params).verify_password(password.expose_secret().as_bytes(), &hash).is_ok();
            Ok(match (right && exists, Params::try_from(&hash)) {
                (false, _) => PasswordCheck::Wrong,
                (true, Ok(used)) if same_work(&used, &params) => PasswordCheck::Right,
                (true, _) => PasswordCheck::Outdated(hash_now(&params, &password)?),
            })
        })
        .await?
    }

    async fn off_thread<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = Arc::clone(&self.at_once).acquire_owned().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(Error::internal)
    }
}

fn hasher(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

fn hash_now(params: &Params, password: &SecretString) -> Result<String> {
    hasher(params)
        .hash_password(password.expose_secret().as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::internal(anyhow::anyhow!("a password could not be hashed: {error}")))
}

fn same_work(a: &Params, b: &Params) -> bool {
    (a.m_cost(), a.t_cost(), a.p_cost()) == (b.m_cost(), b.t_cost(), b.p_cost())
}

/// A well-formed hash of no password, at today's cost.
fn decoy(params: &Params) -> String {
    let (salt, digest) = (random_bytes::<16>(), random_bytes::<32>());
    format!(
        "$argon2id$v=19$m={},t={},p={}${}${}",
        params.m_cost(),
        params.t_cost(),
        params.p_cost(),
        STANDARD_NO_PAD.encode(salt),
        STANDARD_NO_PAD.encode(digest)
    )
}

/// `N` random signs of 5 bits each from the operating system's secure source.
#[must_use]
pub fn random_token<const N: usize>() -> String {
    random_bytes::<N>().iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// The hash under which a random token is stored, 64 hexadecimal digits. Only for secrets with 128 bits or more of randomness:
/// it is fast, so a password does not belong here.
#[must_use]
pub fn token_hash(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}

/// True when `token` is the one whose [`token_hash`] is stored; takes the same time whatever the difference.
#[must_use]
pub fn token_matches(token: &str, stored_hash: &str) -> bool {
    // The comparison of two BLAKE3 hashes is in constant time by that crate's promise.
    blake3::Hash::from_hex(stored_hash).is_ok_and(|stored| stored == blake3::hash(token.as_bytes()))
}

/// The hash of anything that serialises, to tell whether two inputs are the same.
///
/// # Errors
/// When `value` cannot be written as JSON.
pub fn fingerprint(value: &impl Serialize) -> Result<String> {
    Ok(blake3::hash(&serde_json::to_vec(value)?).to_hex().to_string())
}

/// The secret kept in the file at `path`; made there on the first start, readable by its owner only.
///
/// # Errors
/// When the file cannot be read or made, or holds less than 32 signs.
pub fn kept_secret(path: &Path) -> io::Result<SecretString> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            file.write_all(random_token::<52>().as_bytes())?;
            file.sync_all()?;
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let secret = fs::read_to_string(path)?.trim().to_owned();
    if secret.len() < 32 {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("the secret in {} is shorter than 32 signs; delete the file to have a new one made", path.display()),
        ));
    }
    Ok(SecretString::from(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheap() -> PasswordHasher {
        PasswordHasher::new(PasswordCost::cheap(), 2).expect("a cost that argon2 can do")
    }

    #[tokio::test]
    async fn a_password_is_right_only_for_its_own_hash() {
        let hasher = cheap();
        let hash = hasher.hash("correct horse battery").await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert_eq!(hasher.check("correct horse battery", Some(&hash)).await.expect("a check"), PasswordCheck::Right);
        assert_eq!(hasher.check("correct horse batterz", Some(&hash)).await.expect("a check"), PasswordCheck::Wrong);
    }

    #[tokio::test]
    async fn the_same_password_has_another_hash_each_time() {
        let hasher = cheap();
        assert_ne!(
            hasher.hash("one and the same").await.expect("a hash"),
            hasher.hash("one and the same").await.expect("a hash")
        );
    }

    #[tokio::test]
    async fn no_password_opens_an_account_that_does_not_exist() {
        assert_eq!(cheap().check("anything at all", None).await.expect("a check"), PasswordCheck::Wrong);
        assert!(PasswordHash::new(&decoy(&cheap().params)).is_ok(), "the decoy costs as much as a real hash only if it is read");
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_replaced_when_the_password_is_right() {
        let old = PasswordHasher::new(PasswordCost { memory_kib: 16, passes: 1 }, 1).expect("a cost");
        let stored = old.hash("correct horse battery").await.expect("a hash");
        let PasswordCheck::Outdated(fresh) = cheap().check("correct horse battery", Some(&stored)).await.expect("a check") else {
            panic!("expected a new hash");
        };
        assert_eq!(cheap().check("correct horse battery", Some(&fresh)).await.expect("a check"), PasswordCheck::Right);
        assert_eq!(cheap().check("wrong", Some(&stored)).await.expect("a check"), PasswordCheck::Wrong);
    }

    #[tokio::test]
    async fn a_stored_hash_that_is_none_is_a_fault_and_opens_nothing() {
        assert!(matches!(cheap().check("anything", Some("plain text")).await, Err(Error::Internal(_))));
    }

    #[test]
    fn a_cost_that_argon2_cannot_do_is_refused() {
        assert_eq!(PasswordHasher::new(PasswordCost { memory_kib: 1, passes: 1 }, 1).err(), Some(CostError));
        assert_eq!(PasswordHasher::new(PasswordCost { memory_kib: 8, passes: 0 }, 1).err(), Some(CostError));
    }

    #[test]
    fn a_token_matches_its_own_hash_only() {
        let token = random_token::<32>();
        assert_eq!(token.len(), 32);
        assert_ne!(token, random_token::<32>());
        assert!(token_matches(&token, &token_hash(&token)));
        assert!(!token_matches(&token, &token_hash("another")));
        assert!(!token_matches(&token, "not a hash"));
    }

    #[test]
    fn a_kept_secret_stays_the_same_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret");
        let first = kept_secret(&path).expect("a secret");
        assert_eq!(first.expose_secret(), kept_secret(&path).expect("a secret").expose_secret());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        }
        fs::write(&path, "short").expect("a file");
        assert!(kept_secret(&path).is_err(), "a truncated secret must not sign anything");
    }
}
