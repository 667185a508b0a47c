//! Quotes and requests of e-mail verification, as the schema shows them. The levels and their price are decided in the rooms of
//! leads and credits.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::{
    context::Ask,
    credits::{CreditAccount, account_after},
    error::{UserError, settle},
    guard::SignedIn,
    leads::Contact,
    scalars::{Decimal, input_ids},
};
use crate::{
    leads::{self, ContactId, verification::ops},
    platform::error::Result,
};

/// Contacts to price the verification of.
#[derive(InputObject, Debug)]
pub struct QuoteVerificationInput {
    /// E-mail contacts, at most 1000.
    contact_ids: Vec<ID>,
}

/// What verifying one contact would cost.
#[derive(SimpleObject, Debug)]
pub struct VerificationPrice {
    /// The contact.
    contact_id: ID,
    /// At most; "0" when its verdict is good still or on its way, or it stands earlier in the list.
    price: Decimal,
    /// Its verdict is younger than 30 days, or on its way.
    verified: bool,
}

/// A quote, or what the caller can mend. Nothing is written by it.
#[derive(SimpleObject, Debug)]
pub struct QuoteVerificationPayload {
    /// What verifying all of them would cost at most.
    total: Option<Decimal>,
    /// How many of them cost nothing, because their verdict is good still or on its way.
    already_verified: Option<i32>,
    /// What there is to spend.
    available: Option<Decimal>,
    /// Contact by contact, in the order asked.
    prices: Vec<VerificationPrice>,
    /// Mistakes in the input.
    user_errors: Vec<UserError>,
}

/// Contacts to verify.
#[derive(InputObject, Debug)]
pub struct VerifyContactsInput {
    /// The same key and contacts give the same answer for 24 hours; with others CONFLICT.
    idempotency_key: String,
    /// E-mail contacts, at most 1000.
    contact_ids: Vec<ID>,
}

/// Contacts whose verification was asked for, or what the caller can mend.
#[derive(SimpleObject, Debug)]
#[graphql(complex)]
pub struct VerifyContactsPayload {
    /// The contacts in the order asked; `verification` is filled as the verdicts come (see the subscription leadChanged).
    contacts: Vec<Contact>,
    /// Credits held for it; what could not be learnt is given back at the end.
    held: Option<Decimal>,
    /// Mistakes in the input; nothing is verified or charged when there are any.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl VerifyContactsPayload {
    /// The credit account as it is now; none when there are mistakes.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<CreditAccount>> {
        account_after(ctx, self.held.is_some()).await
    }
}

/// Mutations that verify.
#[derive(Debug, Default)]
pub struct VerificationsMutation;

#[Object(guard = "SignedIn")]
impl VerificationsMutation {
    /// What verifying e-mail addresses would cost at most. Writes nothing.
    async fn quote_verification(&self, ctx: &Context<'_>, input: QuoteVerificationInput) -> Result<QuoteVerificationPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match input_ids::<ContactId>(&input.contact_ids, "contactIds") {
            Ok(ids) => ops::quote(op, &scope, &ids).await,
            Err(error) => Err(error),
        };
        let (quote, user_errors) = settle(outcome)?;
        let prices = quote.iter().flat_map(|quote| &quote.items).zip(input.contact_ids);
        let prices = prices
            .map(|(item, contact_id)| VerificationPrice { contact_id, price: item.price.into(), verified: item.verified })
            .collect();
        Ok(QuoteVerificationPayload {
            total: quote.as_ref().map(|quote| quote.total.into()),
            already_verified: quote.as_ref().map(|quote| i32::try_from(quote.already_verified).unwrap_or(i32::MAX)),
            available: quote.as_ref().map(|quote| quote.available.into()),
            prices,
            user_errors,
        })
    }

    /// Looks whether e-mail addresses take mail, in five levels: syntax, domain and mail exchangers, throw-away domains,
    /// functions, and the mail server where the operator allows it. Nothing is ever sent. A verdict is good for 30 days; one that
    /// could not be had is UNKNOWN and costs nothing.
    #[graphql(complexity = "1 + input.contact_ids.len().min(100) * child_complexity")]
    async fn verify_contacts(&self, ctx: &Context<'_>, input: VerifyContactsInput) -> Result<VerifyContactsPayload> {
        let (services, scope) = (ctx.services()?, ctx.scope()?);
        let op = &services.op;
        let outcome = match input_ids::<ContactId>(&input.contact_ids, "contactIds") {
            Ok(ids) => {
                let held = ops::request(op, &scope, services.task_attempts, &input.idempotency_key, &ids).await;
                held.map(|held| (ids, held))
            }
            Err(error) => Err(error),
        };
        let (settled, user_errors) = settle(outcome)?;
        let Some((ids, held)) = settled else {
            return Ok(VerifyContactsPayload { contacts: Vec::new(), held: None, user_errors });
        };
        let contacts = leads::ops::contacts_by_ids(op, &scope, &ids).await?;
        Ok(VerifyContactsPayload {
            contacts: contacts.into_iter().map(Contact::from).collect(),
            held: Some(held.into()),
            user_errors,
        })
    }
}
