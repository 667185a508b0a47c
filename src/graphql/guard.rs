//! Who passes before a root field looks at its arguments. Every block of root fields is for whoever is signed in, and a field
//! that is open to strangers says so; what a member may do with the workspace's things is decided in the domains.

use async_graphql::{Context, Guard, Result};

use super::context::Ask;

/// Lets pass whoever is signed in. A stranger learns nothing of what was wrong with the input besides.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn;

#[async_trait::async_trait]
impl Guard for SignedIn {
    async fn check(&self, ctx: &Context<'_>) -> Result<()> {
        ctx.scope()?;
        Ok(())
    }
}

/// Lets everybody pass.
#[derive(Debug, Clone, Copy)]
pub struct Open;

#[async_trait::async_trait]
impl Guard for Open {
    async fn check(&self, _: &Context<'_>) -> Result<()> {
        Ok(())
    }
}
