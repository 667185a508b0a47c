//! Domains that nobody asks any more, whatever for. Belongs here: whether a host is one of them. Does not belong here: who says so.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

/// The list; replaced as a whole.
#[derive(Debug, Default)]
pub(super) struct Shunned {
    domains: RwLock<Arc<HashSet<String>>>,
}

impl Shunned {
    pub(super) fn replace(&self, domains: HashSet<String>) {
        *self.domains.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(domains);
    }

    /// True when `host`, or a domain above it, is on the list.
    pub(super) fn has(&self, host: &str) -> bool {
        let domains = Arc::clone(&self.domains.read().unwrap_or_else(PoisonError::into_inner));
        if domains.is_empty() {
            return false;
        }
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let mut names = std::iter::successors(Some(host.as_str()), |name| name.split_once('.').map(|(_, parent)| parent));
        names.any(|name| domains.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_shunned_with_everything_below_it_and_nothing_beside_it() {
        let shunned = Shunned::default();
        assert!(!shunned.has("shop.example"));
        shunned.replace(HashSet::from(["shop.example".to_owned(), "192.0.2.7".to_owned()]));
        for host in ["shop.example", "www.shop.example", "a.b.SHOP.example", "shop.example.", "192.0.2.7"] {
            assert!(shunned.has(host), "{host}");
        }
        for host in ["example", "myshop.example", "shop.example.test", "192.0.2.70", ""] {
            assert!(!shunned.has(host), "{host}");
        }
    }
}
