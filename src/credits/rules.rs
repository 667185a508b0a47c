//! The decisions of credits, pure: prices, what an entry does to the account, the hash chain, and the proof.

use std::collections::HashSet;

use super::model::{
    Account, Credits, Entry, EntryKind, LedgerProof, Price, PriceAction, Quote, QuotedItem, RevealItem, RevealKind,
};
use crate::accounts::WorkspaceId;

/// The hash that the first entry of a ledger follows.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What everything costs.
pub const PRICES: [Price; 7] = [
    Price { action: PriceAction::EmailReveal, credits: Credits::whole(1) },
    Price { action: PriceAction::PhoneReveal, credits: Credits::whole(3) },
    Price { action: PriceAction::FaxReveal, credits: Credits::whole(1) },
    Price { action: PriceAction::Enrichment, credits: Credits::whole(2) },
    Price { action: PriceAction::EmailVerification, credits: Credits::from_micros(Credits::UNIT / 2) },
    Price { action: PriceAction::TechStack, credits: Credits::whole(3) },
    Price { action: PriceAction::CompanyDetails, credits: Credits::whole(2) },
];

/// The price of one action.
#[must_use]
pub fn price(action: PriceAction) -> Credits {
    PRICES.iter().find(|price| price.action == action).map_or(Credits::ZERO, |price| price.credits)
}

/// The price of revealing a contact of this kind for the first time. A form is on the site for everyone to see: it is free.
#[must_use]
pub fn reveal_price(kind: RevealKind) -> Credits {
    match kind {
        RevealKind::Email => price(PriceAction::EmailReveal),
        RevealKind::Phone => price(PriceAction::PhoneReveal),
        RevealKind::Fax => price(PriceAction::FaxReveal),
        RevealKind::Form => Credits::ZERO,
    }
}

/// What revealing `items` would cost, given what is revealed already. `None` when the sum is beyond any account.
#[must_use]
pub fn quote(items: &[RevealItem], revealed: &HashSet<String>, available: Credits) -> Option<Quote> {
    let mut seen = HashSet::new();
    let mut total = Credits::ZERO;
    let mut already_revealed = 0;
    let mut quoted = Vec::with_capacity(items.len());
    for item in items {
        let is_revealed = revealed.contains(&item.value_key);
        already_revealed += usize::from(is_revealed);
        let price = if is_revealed || !seen.insert(item.value_key.as_str()) { Credits::ZERO } else { reveal_price(item.kind) };
        total = total.plus(price)?;
        quoted.push(QuotedItem { value_key: item.value_key.clone(), price, revealed: is_revealed });
    }
    Some(Quote { items: quoted, total, already_revealed, available })
}

/// "2 e-mail addresses, 1 phone number": what a reveal was for, in one line of the ledger.
#[must_use]
pub fn describe(items: &[&RevealItem]) -> String {
    let named = [
        (RevealKind::Email, "e-mail address", "e-mail addresses"),
        (RevealKind::Phone, "phone number", "phone numbers"),
        (RevealKind::Fax, "fax number", "fax numbers"),
        (RevealKind::Form, "contact form", "contact forms"),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .filter_map(|(kind, one, many)| match items.iter().filter(|item| item.kind == kind).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        })
        .collect();
    format!("Revealed {}", parts.join(", "))
}

/// Why an entry cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is not enough to spend.
    #[error("the credits do not suffice")]
    Insufficient {
        /// Wanted.
        needed: Credits,
        /// There.
        available: Credits,
    },
    /// The amount has the wrong sign for its kind, or is none.
    #[error("this amount is not one for this kind of entry")]
    Amount,
    /// The account would hold more than can be counted.
    #[error("the account cannot hold that much")]
    TooMuch,
}

/// The account's available and held credits after an entry.
///
/// # Errors
/// [`Refusal`] when the entry must not be written.
pub fn apply(available: Credits, held: Credits, kind: EntryKind, amount: Credits) -> Result<(Credits, Credits), Refusal> {
    let gives = match kind {
        EntryKind::Grant | EntryKind::Purchase | EntryKind::Release | EntryKind::Refund => true,
        EntryKind::Hold | EntryKind::Capture | EntryKind::Expiry => false,
        EntryKind::Adjustment => amount.is_positive(),
    };
    if amount == Credits::ZERO || amount.is_positive() != gives {
        return Err(Refusal::Amount);
    }
    let after = available.plus(amount).ok_or(Refusal::TooMuch)?;
    if after.is_negative() {
        return Err(Refusal::Insufficient { needed: amount.negated(), available });
    }
    let held = match kind {
        EntryKind::Hold | EntryKind::Release => held.minus(amount).ok_or(Refusal::TooMuch)?,
        _ => held,
    };
    // More comes back than was set aside: the hold is not one of this account.
    if held.is_negative() {
        return Err(Refusal::Amount);
    }
    Ok((after, held))
}

/// The hash of an entry: over the workspace, every field and the hash before it. Each part goes in with its length, so that no two
/// different entries are written the same.
#[must_use]
pub fn entry_hash(workspace: WorkspaceId, entry: &Entry) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("glouton 2026 ledger entry v1");
    let mut part = |bytes: Option<&[u8]>| match bytes {
        Some(bytes) => {
            hasher.update(&(bytes.len() as u64 + 1).to_le_bytes());
            hasher.update(bytes);
        }
        None => {
            hasher.update(&0_u64.to_le_bytes());
        }
    };
    part(Some(entry.previous_hash.as_bytes()));
    part(Some(workspace.0.as_bytes()));
    part(Some(&entry.number.to_le_bytes()));
    part(Some(entry.id.0.as_bytes()));
    part(Some(entry.kind.as_str().as_bytes()));
    part(Some(&entry.amount.micros().to_le_bytes()));
    part(Some(&entry.balance_after.micros().to_le_bytes()));
    part(entry.reference.as_deref().map(str::as_bytes));
    part(Some(entry.description.as_bytes()));
    part(entry.hold.as_ref().map(|hold| hold.0.as_bytes().as_slice()));
    part(entry.actor.as_ref().map(|actor| actor.0.as_bytes().as_slice()));
    part(Some(&entry.created_at.millis().to_le_bytes()));
    hasher.finalize().to_hex().to_string()
}

/// Adds a ledger up again, entry by entry.
#[derive(Debug)]
pub struct Audit {
    workspace: WorkspaceId,
    entries: i64,
    available: Credits,
    held: Credits,
    head: String,
    first_fault: Option<i64>,
}

impl Audit {
    /// At the beginning of a workspace's ledger.
    #[must_use]
    pub fn new(workspace: WorkspaceId) -> Self {
        let head = GENESIS.to_owned();
        Self { workspace, entries: 0, available: Credits::ZERO, held: Credits::ZERO, head, first_fault: None }
    }

    /// Reads the next entry, in the order of their numbers.
    pub fn read(&mut self, entry: &Entry) {
        let number = self.entries + 1;
        let applied = apply(self.available, self.held, entry.kind, entry.amount);
        let hash = entry_hash(self.workspace, entry);
        let sound = entry.number == number
            && entry.previous_hash == self.head
            && entry.hash == hash
            && applied.is_ok_and(|(available, _)| available == entry.balance_after);
        if !sound {
            self.first_fault.get_or_insert(number);
        }
        (self.available, self.held) = applied.unwrap_or((entry.balance_after, self.held));
        self.entries = number;
        self.head = hash;
    }

    /// Compares with what the account says.
    #[must_use]
    pub fn finish(mut self, account: &Account) -> LedgerProof {
        let agrees = (account.available, account.held, account.entries, account.chain_head.as_str())
            == (self.available, self.held, self.entries, self.head.as_str());
        if !agrees {
            self.first_fault.get_or_insert(self.entries + 1);
        }
        LedgerProof {
            entries: self.entries,
            balanced: self.first_fault.is_none(),
            chain_head: self.head,
            first_fault: self.first_fault,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{accounts::UserId, credits::model::EntryId, platform::clock::Timestamp};

    const WORKSPACE: WorkspaceId = WorkspaceId(Uuid::from_u128(9));

    fn item(kind: RevealKind, key: &str) -> RevealItem {
        RevealItem { kind, value_key: key.to_owned() }
    }

    #[test]
    fn the_price_list_is_the_contracts() {
        assert_eq!(price(PriceAction::EmailReveal), Credits::whole(1));
        assert_eq!(price(PriceAction::PhoneReveal), Credits::whole(3));
        assert_eq!(price(PriceAction::EmailVerification).to_string(), "0.5");
        assert_eq!(reveal_price(RevealKind::Form), Credits::ZERO);
    }

    #[test]
    fn a_quote_counts_each_value_once_and_what_is_revealed_not_at_all() {
        let items = [
            item(RevealKind::Email, "a"),
            item(RevealKind::Phone, "b"),
            item(RevealKind::Email, "a"),
            item(RevealKind::Phone, "c"),
            item(RevealKind::Form, "d"),
        ];
        let quote = quote(&items, &HashSet::from(["c".to_owned()]), Credits::whole(10)).expect("a sum");
        let prices: Vec<String> = quote.items.iter().map(|item| item.price.to_string()).collect();
        assert_eq!(prices, ["1", "3", "0", "0", "0"]);
        assert_eq!((quote.total, quote.already_revealed), (Credits::whole(4), 1));
    }

    #[test]
    fn a_description_names_what_was_revealed() {
        let items = [item(RevealKind::Phone, "b"), item(RevealKind::Email, "a"), item(RevealKind::Email, "c")];
        assert_eq!(describe(&items.iter().collect::<Vec<_>>()), "Revealed 2 e-mail addresses, 1 phone number");
    }

    #[test]
    fn an_entry_with_the_wrong_sign_or_more_than_there_is_is_refused() {
        let (some, none) = (Credits::whole(5), Credits::ZERO);
        assert_eq!(apply(none, none, EntryKind::Grant, some), Ok((some, none)));
        assert_eq!(apply(some, none, EntryKind::Hold, some.negated()), Ok((none, some)));
        assert_eq!(apply(none, some, EntryKind::Release, some), Ok((some, none)));
        assert_eq!(apply(some, none, EntryKind::Grant, some.negated()), Err(Refusal::Amount));
        assert_eq!(apply(some, none, EntryKind::Capture, some), Err(Refusal::Amount));
        assert_eq!(apply(some, none, EntryKind::Grant, none), Err(Refusal::Amount));
        assert_eq!(apply(none, none, EntryKind::Release, some), Err(Refusal::Amount));
        assert_eq!(
            apply(some, none, EntryKind::Capture, Credits::whole(-6)),
            Err(Refusal::Insufficient { needed: Credits::whole(6), available: some })
        );
        assert_eq!(apply(Credits::from_micros(i64::MAX), none, EntryKind::Grant, some), Err(Refusal::TooMuch));
    }

    /// A sound ledger of the entries that can be written.
    fn ledger(moves: &[(EntryKind, i64)]) -> (Vec<Entry>, Account) {
        let mut account = Account { available: Credits::ZERO, held: Credits::ZERO, entries: 0, chain_head: GENESIS.to_owned() };
        let mut entries = Vec::new();
        for (kind, micros) in moves {
            let amount = Credits::from_micros(*micros);
            let Ok((available, held)) = apply(account.available, account.held, *kind, amount) else { continue };
            let number = account.entries + 1;
            let mut entry = Entry {
                id: EntryId(Uuid::from_u128(u128::try_from(number).expect("positive"))),
                number,
                kind: *kind,
                amount,
                balance_after: available,
                reference: (number % 2 == 0).then(|| format!("reference {number}")),
                description: "invented".to_owned(),
                hold: None,
                actor: (number % 3 == 0).then(|| UserId(Uuid::from_u128(4))),
                previous_hash: account.chain_head.clone(),
                hash: String::new(),
                created_at: Timestamp(number),
            };
            entry.hash = entry_hash(WORKSPACE, &entry);
            account = Account { available, held, entries: number, chain_head: entry.hash.clone() };
            entries.push(entry);
        }
        (entries, account)
    }

    fn audit(entries: &[Entry], account: &Account) -> LedgerProof {
        let mut audit = Audit::new(WORKSPACE);
        entries.iter().for_each(|entry| audit.read(entry));
        audit.finish(account)
    }

    fn any_move() -> impl Strategy<Value = (EntryKind, i64)> {
        (prop::sample::select(EntryKind::ALL.to_vec()), -20_i64..40)
    }

    #[test]
    fn an_empty_ledger_is_balanced() {
        let (entries, account) = ledger(&[]);
        assert_eq!(
            audit(&entries, &account),
            LedgerProof { entries: 0, balanced: true, chain_head: GENESIS.to_owned(), first_fault: None }
        );
    }

    #[test]
    fn an_account_that_says_more_than_its_entries_is_found() {
        let (entries, mut account) = ledger(&[(EntryKind::Grant, 5)]);
        account.available = Credits::from_micros(6);
        assert_eq!(audit(&entries, &account).first_fault, Some(2));
    }

    proptest! {
        #[test]
        fn any_moves_leave_a_ledger_that_is_balanced_and_never_negative(moves in prop::collection::vec(any_move(), 0..60)) {
            let (entries, account) = ledger(&moves);
            let sum: i64 = entries.iter().map(|entry| entry.amount.micros()).sum();
            prop_assert_eq!(sum, account.available.micros());
            prop_assert!(entries.iter().all(|entry| !entry.balance_after.is_negative()));
            prop_assert!(!account.held.is_negative());
            prop_assert!(audit(&entries, &account).balanced);
        }

        #[test]
        fn any_change_of_an_entry_is_found_at_its_place(
            moves in prop::collection::vec((1_i64..40).prop_map(|n| (EntryKind::Grant, n)), 1..20),
            at: prop::sample::Index,
            what in 0_usize..8,
        ) {
            let (mut entries, account) = ledger(&moves);
            let at = at.index(entries.len());
            let entry = &mut entries[at];
            match what {
                0 => entry.amount = Credits::from_micros(entry.amount.micros() + 1),
                1 => entry.description.push('!'),
                2 => entry.created_at = Timestamp(entry.created_at.millis() + 1),
                3 => entry.kind = EntryKind::Refund,
                4 => entry.reference = Some("another".to_owned()),
                5 => entry.actor = Some(UserId(Uuid::from_u128(77))),
                6 => entry.hold = Some(EntryId(Uuid::from_u128(78))),
                _ => entry.balance_after = Credits::from_micros(entry.balance_after.micros() + 1),
            }
            // Even one who computes the entry's own hash anew is found, by the next entry or by the account.
            entry.hash = entry_hash(WORKSPACE, entry);
            let proof = audit(&entries, &account);
            prop_assert!(!proof.balanced);
            prop_assert!(proof.first_fault.is_some_and(|fault| fault > i64::try_from(at).expect("small")));
        }

        #[test]
        fn an_entry_that_is_gone_is_found(
            moves in prop::collection::vec((1_i64..40).prop_map(|n| (EntryKind::Grant, n)), 1..20),
            at: prop::sample::Index,
        ) {
            let (mut entries, account) = ledger(&moves);
            entries.remove(at.index(entries.len()));
            prop_assert!(!audit(&entries, &account).balanced);
        }
    }
}
