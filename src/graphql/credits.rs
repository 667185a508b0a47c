//! The credit account, as the schema shows it.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject, connection::Connection};

use super::{
    accounts::User,
    context::Ask,
    error::{UserError, settle},
    guard::{Open, SignedIn},
    page::{Opaque, connection},
    scalars::{DateTime, Decimal, input_id},
};
use crate::{
    accounts::{self, Scope},
    credits::{self, Credits, ops},
    platform::{
        error::{Error, RejectionCode, Result},
        page::PageRequest,
    },
};

impl From<Credits> for Decimal {
    fn from(credits: Credits) -> Self {
        Self(credits.to_string())
    }
}

/// What an entry of the ledger is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "credits::EntryKind")]
pub enum CreditEntryKind {
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
    /// Given back.
    Refund,
    /// Ran out.
    Expiry,
    /// Set right by hand, with a reason.
    Adjustment,
}

/// What a workspace has to spend, and how it came to it.
#[derive(Debug, Clone)]
pub struct CreditAccount(credits::Account);

impl From<credits::Account> for CreditAccount {
    fn from(account: credits::Account) -> Self {
        Self(account)
    }
}

/// The account as it is after a mutation that may have moved credits; none when it was refused.
pub(super) async fn account_after(ctx: &Context<'_>, moved: bool) -> Result<Option<CreditAccount>> {
    if !moved {
        return Ok(None);
    }
    Ok(Some(ops::account(ctx.op()?, &ctx.scope()?).await?.into()))
}

/// What a workspace has to spend, and how it came to it.
#[Object]
impl CreditAccount {
    /// To spend; the sum of the amounts of all entries.
    async fn available(&self) -> Decimal {
        self.0.available.into()
    }

    /// Set aside for work that runs.
    async fn held(&self) -> Decimal {
        self.0.held.into()
    }

    /// The ledger, the newest entry first. Entries are added and never changed.
    #[graphql(complexity = "1 + usize::try_from(first.clamp(1, 100)).unwrap_or(1) * child_complexity")]
    async fn entries(&self, ctx: &Context<'_>, first: i32, after: Option<String>) -> Result<Connection<Opaque, CreditEntry>> {
        let page = PageRequest::parse(Some(first), None, after.as_deref(), None, ops::ENTRY_ORDER)?;
        Ok(connection(ops::entries(ctx.op()?, &ctx.scope()?, &page).await?, Default::default(), CreditEntry::from))
    }

    /// The ledger added up again, entry by entry.
    #[graphql(complexity = 20)]
    async fn proof(&self, ctx: &Context<'_>) -> Result<LedgerProof> {
        let proof = ops::prove(ctx.op()?, &ctx.scope()?).await?;
        Ok(LedgerProof {
            entries: i32::try_from(proof.entries).unwrap_or(i32::MAX),
            balanced: proof.balanced,
            chain_head: proof.chain_head,
        })
    }
}

/// One line of the ledger.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct CreditEntry {
    #[graphql(skip)]
    entry_id: credits::EntryId,
    /// Its place in the ledger, from 1, without gaps.
    number: f64,
    /// What it is.
    kind: CreditEntryKind,
    /// What it does to the available credits; negative when they go down.
    amount: Decimal,
    /// The available credits after it.
    balance_after: Decimal,
    /// What it belongs to, as far as anything.
    reference: Option<String>,
    /// One line for a person.
    description: String,
    /// The hash over this entry and the hash of the one before.
    hash: String,
    /// When.
    created_at: DateTime,
    #[graphql(skip)]
    actor_id: Option<accounts::UserId>,
}

#[ComplexObject]
impl CreditEntry {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        ID(self.entry_id.to_string())
    }

    /// The person who caused it; null for Glouton itself and for keys.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        let Some(id) = self.actor_id else { return Ok(None) };
        Ok(accounts::ops::users(ctx.op()?, &[id]).await?.remove(&id).map(User::from))
    }
}

impl From<credits::Entry> for CreditEntry {
    fn from(entry: credits::Entry) -> Self {
        Self {
            entry_id: entry.id,
            #[allow(clippy::cast_precision_loss)] // exact up to 2^53 entries
            number: entry.number as f64,
            kind: entry.kind.into(),
            amount: entry.amount.into(),
            balance_after: entry.balance_after.into(),
            reference: entry.reference,
            description: entry.description,
            hash: entry.hash,
            created_at: entry.created_at.into(),
            actor_id: entry.actor,
        }
    }
}

/// What a ledger says when it is added up again.
#[derive(SimpleObject, Debug, Clone)]
pub struct LedgerProof {
    /// How many entries there are.
    entries: i32,
    /// Every hash follows from the one before, every balance from the amounts, and the account says what the entries say.
    balanced: bool,
    /// The hash of the last entry; kept elsewhere, it shows later that nothing before it was changed.
    chain_head: String,
}

/// What something costs.
#[derive(SimpleObject, Debug, Clone)]
pub struct Price {
    /// What, for instance EMAIL_REVEAL.
    action: String,
    /// How much.
    credits: Decimal,
}

/// Queries of credits.
#[derive(Debug, Default)]
pub struct CreditsQuery;

#[Object(guard = "SignedIn")]
impl CreditsQuery {
    /// The credit account of the workspace.
    async fn credits(&self, ctx: &Context<'_>) -> Result<CreditAccount> {
        Ok(ops::account(ctx.op()?, &ctx.scope()?).await?.into())
    }

    /// What everything costs.
    #[graphql(guard = "Open")]
    async fn price_list(&self) -> Vec<Price> {
        let prices = ops::price_list().iter();
        prices.map(|price| Price { action: price.action.as_str().to_owned(), credits: price.credits.into() }).collect()
    }
}

/// Credits to give.
#[derive(InputObject, Debug)]
pub struct GrantCreditsInput {
    /// The same key and input give the same answer for 24 hours.
    idempotency_key: String,
    /// To whom; the workspace of the request when absent.
    workspace_id: Option<ID>,
    /// How much; more than none, at most six decimals.
    amount: Decimal,
    /// Why, one line for the ledger.
    description: String,
}

/// What was given, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct GrantCreditsPayload {
    /// The entry in the ledger of the one who got it.
    entry: Option<CreditEntry>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Mutations of credits.
#[derive(Debug, Default)]
pub struct CreditsMutation;

#[Object(guard = "SignedIn")]
impl CreditsMutation {
    /// Gives credits to a workspace. For admins of the installation.
    async fn grant_credits(&self, ctx: &Context<'_>, input: GrantCreditsInput) -> Result<GrantCreditsPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match grant(&input, &scope) {
            Ok(grant) => ops::grant(op, &scope, &input.idempotency_key, grant).await,
            Err(error) => Err(error),
        };
        let (entry, user_errors) = settle(outcome)?;
        Ok(GrantCreditsPayload { entry: entry.map(CreditEntry::from), user_errors })
    }
}

fn grant(input: &GrantCreditsInput, scope: &Scope) -> Result<ops::Grant> {
    let workspace = match &input.workspace_id {
        Some(id) => input_id(id, "workspaceId")?,
        None => scope.workspace(),
    };
    let amount = input
        .amount
        .0
        .parse()
        .map_err(|error: credits::CreditsError| Error::rejected(RejectionCode::Invalid, "amount", error.to_string()))?;
    Ok(ops::Grant { workspace, amount, description: input.description.clone() })
}
