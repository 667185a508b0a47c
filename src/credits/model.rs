//! The words of credits: exact amounts, ledger entries, prices, quotes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{accounts::UserId, platform::clock::Timestamp};

crate::platform::typed_id!(
    /// One line of a ledger.
    EntryId,
    "entry"
);

/// An amount of credits, exact to the millionth. Written as a decimal: "1", "0.5", "-3".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Credits(i64);

/// A text is no amount of credits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an amount of credits is a decimal number with at most six decimals, like 50 or 0.5")]
pub struct CreditsError;

impl Credits {
    /// None.
    pub const ZERO: Self = Self(0);
    /// One credit in the smallest unit.
    pub const UNIT: i64 = 1_000_000;

    /// Whole credits.
    #[must_use]
    pub const fn whole(credits: i32) -> Self {
        Self(credits as i64 * Self::UNIT)
    }

    /// An amount in micro-credits, as it is stored.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// In micro-credits, as it is stored.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// More than none.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Less than none.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum, when it can be said.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, when it can be said.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The other way round; the most negative amount, which no account reaches, stays the most that can be said.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = self.0.unsigned_abs();
        let (whole, rest) = (micros / Self::UNIT.unsigned_abs(), micros % Self::UNIT.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let decimals = format!("{rest:06}");
            write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
        }
    }
}

impl FromStr for Credits {
    type Err = CreditsError;

    fn from_str(text: &str) -> Result<Self, CreditsError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // Zeros behind the sixth decimal change nothing; anything else there could not be kept.
        let kept = decimals.get(..decimals.len().min(6)).ok_or(CreditsError)?;
        if !is_number(whole) || !is_number(decimals) || decimals[kept.len()..].bytes().any(|b| b != b'0') {
            return Err(CreditsError);
        }
        let micros: i64 = format!("{kept:0<6}").parse().map_err(|_| CreditsError)?;
        let whole: i64 = whole.parse().map_err(|_| CreditsError)?;
        let total = whole.checked_mul(Self::UNIT).and_then(|n| n.checked_add(micros)).ok_or(CreditsError)?;
        Ok(Self(if negative { -total } else { total }))
    }
}

impl Serialize for Credits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Credits {
    /// From a text, or in a configuration file from a number.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Credits;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{CreditsError}")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Credits, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Credits, E> {
                self.visit_str(&n.to_string())
            }

            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Credits, E> {
                self.visit_str(&n.to_string())
            }

            fn visit_f64<E: de::Error>(self, n: f64) -> Result<Credits, E> {
                // The shortest decimal that means this number, which is what was written.
                self.visit_str(&n.to_string())
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// What an entry of the ledger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Given by the installation.
    Grant,
    /// Paid for.
    Purchase,
    /// Set aside for work whose price is not known yet: available goes down, held goes up.
    Hold,
    /// Spent.
    Capture,
    /// The end of a hold: what was set aside comes back, before what was really spent is captured.
    Release,
    /// Given back for something that was not worth its price.
    Refund,
    /// Ran out.
    Expiry,
    /// Set right by hand, with a reason.
    Adjustment,
}

impl EntryKind {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Grant, Self::Purchase, Self::Hold, Self::Capture, Self::Release, Self::Refund, Self::Expiry, Self::Adjustment];

    /// The contract's word, which is also the stored one.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grant => "GRANT",
            Self::Purchase => "PURCHASE",
            Self::Hold => "HOLD",
            Self::Capture => "CAPTURE",
            Self::Release => "RELEASE",
            Self::Refund => "REFUND",
            Self::Expiry => "EXPIRY",
            Self::Adjustment => "ADJUSTMENT",
        }
    }

    /// The kind a stored word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One line of a workspace's ledger; written once, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: EntryId,
    /// Its place in the ledger, from 1, without gaps.
    pub number: i64,
    /// What it is.
    pub kind: EntryKind,
    /// What it does to the available credits; negative when they go down.
    pub amount: Credits,
    /// The available credits after it.
    pub balance_after: Credits,
    /// What it belongs to, as far as anything.
    pub reference: Option<String>,
    /// One line for a person.
    pub description: String,
    /// Of a RELEASE: the HOLD it ends.
    pub hold: Option<EntryId>,
    /// The person who caused it.
    pub actor: Option<UserId>,
    /// The hash of the entry before; of the first, 64 zeros.
    pub previous_hash: String,
    /// The hash over everything above.
    pub hash: String,
    /// When.
    pub created_at: Timestamp,
}

/// What a workspace has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// To spend.
    pub available: Credits,
    /// Set aside.
    pub held: Credits,
    /// How many entries the ledger has.
    pub entries: i64,
    /// The hash of the last one.
    pub chain_head: String,
}

/// What a ledger says when it is added up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerProof {
    /// How many entries were read.
    pub entries: i64,
    /// Every hash follows from the one before, every balance from the amounts, and the account says what the entries say.
    pub balanced: bool,
    /// The hash of the last entry, as computed.
    pub chain_head: String,
    /// The number of the first entry that is wrong, or of the end when only the account is; `None` when balanced.
    pub first_fault: Option<i64>,
}

/// What costs credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PriceAction {
    /// To see an e-mail address.
    EmailReveal,
    /// To see a phone number.
    PhoneReveal,
    /// To see a fax number.
    FaxReveal,
    /// To complete a lead from other sources.
    Enrichment,
    /// To ask whether an address takes mail.
    EmailVerification,
    /// To list a site's technologies.
    TechStack,
    /// To fetch a company's register details.
    CompanyDetails,
}

impl PriceAction {
    /// The contract's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmailReveal => "EMAIL_REVEAL",
            Self::PhoneReveal => "PHONE_REVEAL",
            Self::FaxReveal => "FAX_REVEAL",
            Self::Enrichment => "ENRICHMENT",
            Self::EmailVerification => "EMAIL_VERIFICATION",
            Self::TechStack => "TECH_STACK",
            Self::CompanyDetails => "COMPANY_DETAILS",
        }
    }
}

/// A price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// Of what.
    pub action: PriceAction,
    /// How much.
    pub credits: Credits,
}

/// What kind of contact is to be revealed; the price goes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RevealKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A fax number.
    Fax,
    /// A contact form.
    Form,
}

/// Something to be revealed: the caller's name for it and the value's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevealItem {
    /// What it is.
    pub kind: RevealKind,
    /// The same for the same value, wherever in the workspace it is found; paid for once.
    pub value_key: String,
}

/// What a reveal would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// One for each item asked for, in that order.
    pub items: Vec<QuotedItem>,
    /// What would be charged now.
    pub total: Credits,
    /// How many of the items are revealed already and cost nothing.
    pub already_revealed: usize,
    /// What there is to spend.
    pub available: Credits,
}

/// One item of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedItem {
    /// The item's value key.
    pub value_key: String,
    /// What it would cost now; nothing when it is revealed already or stands earlier in the list.
    pub price: Credits,
    /// It is revealed already.
    pub revealed: bool,
}

/// What a reveal did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revealed {
    /// What was charged.
    pub charged: Credits,
    /// The entry that says so; `None` when nothing was.
    pub entry: Option<EntryId>,
    /// The value keys that were hidden until now.
    pub newly: Vec<String>,
}

/// `credits.*` of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What a new account starts with.
    pub starter: Credits,
}

impl Default for Settings {
    fn default() -> Self {
        Self { starter: Credits::whole(50) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_read_and_written_exactly() {
        for (text, micros, written) in [
            ("50", 50_000_000, "50"),
            ("0.5", 500_000, "0.5"),
            ("-3", -3_000_000, "-3"),
            ("-0.000001", -1, "-0.000001"),
            ("1.2300000000", 1_230_000, "1.23"),
            ("007", 7_000_000, "7"),
            ("9223372036854.775807", i64::MAX, "9223372036854.775807"),
        ] {
            let credits: Credits = text.parse().expect("an amount");
            assert_eq!((credits.micros(), credits.to_string().as_str()), (micros, written));
        }
    }

    #[test]
    fn texts_that_cannot_be_kept_exactly_are_refused() {
        for text in ["", "-", ".5", "5.", "1,5", "1e3", "+1", " 1", "0.0000001", "9223372036854.775808", "٣", "0.00000é", "--1"]
        {
            assert_eq!(text.parse::<Credits>(), Err(CreditsError), "{text}");
        }
    }

    #[test]
    fn a_configuration_may_write_an_amount_as_number_or_text() {
        let read = |text: &str| toml::from_str::<Settings>(text).map(|settings| settings.starter).ok();
        assert_eq!(read("starter = 12"), Some(Credits::whole(12)));
        assert_eq!(read("starter = 0.1"), Some(Credits::from_micros(100_000)));
        assert_eq!(read("starter = \"2.5\""), Some(Credits::from_micros(2_500_000)));
        assert_eq!(read("starter = \"much\""), None);
        assert_eq!(read(""), Some(Credits::whole(50)));
    }

    proptest! {
        #[test]
        fn every_amount_survives_the_round_trip(micros in -i64::MAX..) {
            let credits = Credits::from_micros(micros);
            prop_assert_eq!(credits.to_string().parse(), Ok(credits));
        }
    }
}
