//! Quotes and reveals of contacts, as the schema shows them. What a reveal costs and when it is refused is decided in the rooms of
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
    leads::{self, ContactId},
    platform::error::Result,
};

/// Contacts to price.
#[derive(InputObject, Debug)]
pub struct QuoteRevealInput {
    /// At most 1000.
    contact_ids: Vec<ID>,
}

/// What one contact of a quote would cost.
#[derive(SimpleObject, Debug)]
pub struct ContactPrice {
    /// The contact.
    contact_id: ID,
    /// What it would cost now; "0" when it is revealed already or stands earlier in the list.
    price: Decimal,
    /// It is revealed already.
    revealed: bool,
}

/// A quote, or what the caller can mend. Nothing is written by it.
#[derive(SimpleObject, Debug)]
pub struct QuoteRevealPayload {
    /// What revealing all of them would cost now.
    total: Option<Decimal>,
    /// How many of them are revealed already and cost nothing.
    already_revealed: Option<i32>,
    /// What there is to spend.
    available: Option<Decimal>,
    /// Contact by contact, in the order asked.
    prices: Vec<ContactPrice>,
    /// Mistakes in the input.
    user_errors: Vec<UserError>,
}

/// Contacts to reveal.
#[derive(InputObject, Debug)]
pub struct RevealContactsInput {
    /// The same key and contacts give the same answer for 24 hours; with others CONFLICT.
    idempotency_key: String,
    /// At most 1000; all of them are revealed or none.
    contact_ids: Vec<ID>,
}

/// Revealed contacts, or what the caller can mend.
#[derive(SimpleObject, Debug)]
#[graphql(complex)]
pub struct RevealContactsPayload {
    /// The contacts in clear, in the order asked; empty when there are mistakes.
    contacts: Vec<Contact>,
    /// What was charged; "0" when all were revealed before.
    charged: Option<Decimal>,
    /// Mistakes in the input; nothing was revealed or charged when there are any.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl RevealContactsPayload {
    /// The credit account as it is now; none when there are mistakes.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<CreditAccount>> {
        account_after(ctx, self.charged.is_some()).await
    }
}

/// Mutations that reveal.
#[derive(Debug, Default)]
pub struct RevealsMutation;

#[Object(guard = "SignedIn")]
impl RevealsMutation {
    /// What revealing contacts would cost now. Writes nothing.
    async fn quote_reveal(&self, ctx: &Context<'_>, input: QuoteRevealInput) -> Result<QuoteRevealPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match input_ids::<ContactId>(&input.contact_ids, "contactIds") {
            Ok(ids) => leads::ops::quote_reveal(op, &scope, &ids).await,
            Err(error) => Err(error),
        };
        let (quote, user_errors) = settle(outcome)?;
        let Some(quote) = quote else {
            return Ok(QuoteRevealPayload {
                total: None,
                already_revealed: None,
                available: None,
                prices: Vec::new(),
                user_errors,
            });
        };
        let prices = input.contact_ids.into_iter().zip(&quote.items);
        Ok(QuoteRevealPayload {
            total: Some(quote.total.into()),
            already_revealed: Some(i32::try_from(quote.already_revealed).unwrap_or(i32::MAX)),
            available: Some(quote.available.into()),
            prices: prices
                .map(|(contact_id, item)| ContactPrice { contact_id, price: item.price.into(), revealed: item.revealed })
                .collect(),
            user_errors,
        })
    }

    /// Shows contacts to the workspace in clear, for credits: all or nothing, and each value is paid for once, for ever.
    #[graphql(complexity = "1 + input.contact_ids.len().min(100) * child_complexity")]
    async fn reveal_contacts(&self, ctx: &Context<'_>, input: RevealContactsInput) -> Result<RevealContactsPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match input_ids::<ContactId>(&input.contact_ids, "contactIds") {
            Ok(ids) => leads::ops::reveal_contacts(op, &scope, &input.idempotency_key, &ids).await.map(|charged| (ids, charged)),
            Err(error) => Err(error),
        };
        let (settled, user_errors) = settle(outcome)?;
        let Some((ids, charged)) = settled else {
            return Ok(RevealContactsPayload { contacts: Vec::new(), charged: None, user_errors });
        };
        let contacts = leads::ops::contacts_by_ids(op, &scope, &ids).await?;
        Ok(RevealContactsPayload {
            contacts: contacts.into_iter().map(Contact::from).collect(),
            charged: Some(charged.into()),
            user_errors,
        })
    }
}
