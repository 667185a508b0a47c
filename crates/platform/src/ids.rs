//! Identifiers: a UUIDv7 inside, a TypeID ("lead_01h455vb4pex5vsknk084sn02q") outside.
//! Invariant: an id of one kind never passes for another; each kind is its own type, made by [`typed_id!`](crate::typed_id).
//!
//! Text form after the TypeID specification 0.3: a lower-case prefix, an underscore, 26 characters of Crockford base32.

use std::fmt;

use uuid::Uuid;

use super::clock::Timestamp;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Another kind of id, or none.
    #[error("expected an id that begins with \"{expected}_\"")]
    Prefix {
        /// The prefix wanted.
        expected: &'static str,
    },
    /// Not 26 characters of base32, or more than 128 bits.
    #[error("the id is malformed")]
    Malformed,
}

/// A new UUIDv7 that carries `at`, so that ids sort by creation.
#[must_use]
pub fn new_v7(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes::<10>()).into_uuid()
}

/// `N` bytes from the operating system's secure source.
///
/// # Panics
/// When the operating system has no randomness to give, because nothing that needs a secret may go on then.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    #[allow(clippy::disallowed_methods, clippy::expect_used)] // the one place
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Writes the TypeID form.
///
/// # Errors
/// Whatever the formatter says.
pub fn write(f: &mut fmt::Formatter<'_>, prefix: &str, id: Uuid) -> fmt::Result {
    let n = id.as_u128();
    let mut out = [0_u8; 26];
    for (i, slot) in out.iter_mut().enumerate() {
        let shift = 125 - 5 * i;
        *slot = ALPHABET[usize::try_from((n >> shift) & 31).unwrap_or(0)];
    }
    write!(f, "{prefix}_{}", std::str::from_utf8(&out).map_err(|_| fmt::Error)?)
}

/// Reads the TypeID form.
///
/// # Errors
/// [`IdError`] when the prefix is another or the rest is no 128-bit number.
pub fn parse(prefix: &'static str, text: &str) -> Result<Uuid, IdError> {
    let rest = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or(IdError::Prefix { expected: prefix })?;
    if rest.len() != 26 {
        return Err(IdError::Malformed);
    }
    let mut n: u128 = 0;
    for (i, byte) in rest.bytes().enumerate() {
        let digit = ALPHABET.iter().position(|c| *c == byte).ok_or(IdError::Malformed)?;
        if i == 0 && digit > 7 {
            return Err(IdError::Malformed);
        }
        n = (n << 5) | u128::try_from(digit).map_err(|_| IdError::Malformed)?;
    }
    Ok(Uuid::from_u128(n))
}

/// Makes a newtype id with its prefix: `typed_id!(/// A lead. LeadId, "lead");`
#[macro_export]
macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub ::uuid::Uuid);

        impl $name {
            /// What the text form begins with.
            pub const PREFIX: &'static str = $prefix;

            /// A new id made at `at`.
            #[must_use]
            pub fn generate(at: $crate::clock::Timestamp) -> Self {
                Self($crate::ids::new_v7(at))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::ids::write(f, $prefix, self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ids::IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::ids::parse($prefix, text).map(Self)
            }
        }

        impl From<::uuid::Uuid> for $name {
            fn from(id: ::uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for ::uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    typed_id!(
        /// For the tests.
        TestId,
        "lead"
    );

    #[test]
    fn the_specification_example_reads_and_writes() {
        let id: TestId = "lead_01h455vb4pex5vsknk084sn02q".parse().expect("a valid id");
        assert_eq!(id.0, Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057").expect("a uuid"));
        assert_eq!(id.to_string(), "lead_01h455vb4pex5vsknk084sn02q");
    }

    #[test]
    fn another_prefix_and_malformed_texts_are_refused() {
        for text in [
            "",
            "lead",
            "lead_",
            "hunt_01h455vb4pex5vsknk084sn02q",
            "lead_01h455vb4pex5vsknk084sn02",
            "lead_81h455vb4pex5vsknk084sn02q",
            "lead_01h455vb4pex5vsknk084sn02u",
            "lead_01H455VB4PEX5VSKNK084SN02Q",
        ] {
            assert!(text.parse::<TestId>().is_err(), "{text} should be refused");
        }
    }

    proptest! {
        #[test]
        fn every_id_survives_the_round_trip(n: u128) {
            let id = TestId(Uuid::from_u128(n));
            prop_assert_eq!(id.to_string().parse::<TestId>(), Ok(id));
        }
    }
}
