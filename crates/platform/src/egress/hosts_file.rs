//! The system's hosts file, kept in memory and read again when it has changed. The system's resolver reads it from its beginning at
//! every look-up: 80 µs for a thousand lines, 8 ms for the hundred thousand of a block list, in a thread of its own.
//! Does not belong here: judging what a name leads to. A name that does not stand in the file is for the system's resolver.

use std::collections::HashMap;
use std::fs::Metadata;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

/// Where the file stands on Unix.
const PATH: &str = "/etc/hosts";
/// Where the order of the resolver's sources stands (nsswitch.conf(5)).
const SOURCES: &str = "/etc/nsswitch.conf";

/// Addresses by name, in lower case.
type Names = HashMap<Box<str>, Vec<IpAddr>>;

/// What tells one version of the file from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Version {
    modified: Option<SystemTime>,
    bytes: u64,
}

impl Version {
    fn of(metadata: &Metadata) -> Self {
        Self { modified: metadata.modified().ok(), bytes: metadata.len() }
    }
}

/// The hosts file.
#[derive(Debug)]
pub(super) struct HostsFile {
    path: PathBuf,
    read: RwLock<Option<(Version, Arc<Names>)>>,
}

impl HostsFile {
    /// The system's, when its resolver would look there first.
    pub(super) fn of_system() -> Option<Self> {
        let sources = std::fs::read_to_string(SOURCES).unwrap_or_default();
        comes_first(&sources).then(|| Self::at(PATH))
    }

    fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), read: RwLock::new(None) }
    }

    /// The addresses that the file gives `name`, in its order; none when it does not stand there.
    pub(super) fn addresses(&self, name: &str) -> Option<Vec<IpAddr>> {
        let names = self.names()?;
        let name = name.trim_end_matches('.');
        match names.get(name) {
            None if name.bytes().any(|b| b.is_ascii_uppercase()) => names.get(name.to_ascii_lowercase().as_str()),
            found => found,
        }
        .cloned()
    }

    /// The file as it is now. One look at its metadata costs a microsecond; the file is on this machine.
    fn names(&self) -> Option<Arc<Names>> {
        let version = Version::of(&std::fs::metadata(&self.path).ok()?);
        if let Some((known, names)) = &*self.read.read().unwrap_or_else(PoisonError::into_inner)
            && *known == version
        {
            return Some(Arc::clone(names));
        }
        let mut slot = self.read.write().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, names)) = &*slot
            && *known == version
        {
            return Some(Arc::clone(names));
        }
        let names = Arc::new(parse(&String::from_utf8_lossy(&std::fs::read(&self.path).ok()?)));
        *slot = Some((version, Arc::clone(&names)));
        Some(names)
    }
}

/// Whether nsswitch.conf asks the hosts file before anything else, as it does without a word on hosts.
fn comes_first(sources: &str) -> bool {
    let line = sources.lines().find_map(|line| line.trim_start().strip_prefix("hosts:"));
    line.is_none_or(|line| line.split_whitespace().next() == Some("files"))
}

/// An address and its names a line, `#` before a remark (hosts(5)). What is neither is passed over.
fn parse(text: &str) -> Names {
    let mut names = Names::new();
    for line in text.lines() {
        let line = line.split_once('#').map_or(line, |(facts, _)| facts);
        let mut words = line.split_ascii_whitespace();
        let Some(address) = words.next().and_then(|word| word.parse::<IpAddr>().ok()) else {
            continue;
        };
        for name in words {
            names.entry(name.trim_end_matches('.').to_ascii_lowercase().into()).or_default().push(address);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(list: &[&str]) -> Option<Vec<IpAddr>> {
        Some(list.iter().map(|text| text.parse().expect("an address")).collect())
    }

    #[test]
    fn names_have_the_addresses_of_their_lines() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("hosts");
        let text = "127.0.0.1\tlocalhost\n# 10.9.9.9 remark.test\n10.0.0.5 shop.test  WWW.Shop.test # the shop\nnonsense odd.test\n\
                    fd00::5 shop.test\nfe80::1%lo0 link.test\n";
        std::fs::write(&path, text).expect("written");
        let file = HostsFile::at(&path);
        assert_eq!(file.addresses("shop.test"), addresses(&["10.0.0.5", "fd00::5"]));
        assert_eq!(file.addresses("Www.shop.test."), addresses(&["10.0.0.5"]));
        for unknown in ["remark.test", "odd.test", "link.test", "other.test", ""] {
            assert_eq!(file.addresses(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_changed_file_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("hosts");
        let file = HostsFile::at(&path);
        assert_eq!(file.addresses("shop.test"), None, "there is no file yet");
        std::fs::write(&path, "10.0.0.5 shop.test\n").expect("written");
        assert_eq!(file.addresses("shop.test"), addresses(&["10.0.0.5"]));
        std::fs::write(&path, "10.0.0.66 shop.test\n").expect("written");
        assert_eq!(file.addresses("shop.test"), addresses(&["10.0.0.66"]));
    }

    #[test]
    fn the_file_is_asked_when_the_system_would_ask_it_first() {
        assert!(comes_first(""));
        assert!(comes_first("passwd: files\nhosts:          files dns\n"));
        assert!(comes_first("#hosts: dns\nhosts: files mdns4_minimal [NOTFOUND=return] dns"));
        assert!(!comes_first("hosts: dns files"));
        assert!(!comes_first("hosts: resolve [!UNAVAIL=return] files"));
    }
}
