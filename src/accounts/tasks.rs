//! The durable work of accounts: mailing a code. The code is made when the mail is written, so that no task holds a secret.

use async_trait::async_trait;

use super::ops;
use crate::platform::{
    error::Result,
    mail::{Mail, SendError},
    op::Op,
    tasks::{DeadTask, Handler, Outcome, TaskRun},
};

/// Kind of the task that mails a code; its payload says what for and to which address.
pub const LETTER_TASK: &str = "account.letter";

/// Mails codes.
#[derive(Debug)]
pub struct LetterHandler {
    /// Database, clock, bus.
    pub op: Op,
    /// Where mail goes.
    pub mail: Mail,
}

#[async_trait]
impl Handler for LetterHandler {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let Ok(task) = serde_json::from_value(run.payload.clone()) else {
            return Outcome::Fail { reason: "the payload cannot be read".to_owned() };
        };
        let letter = match ops::write_letter(&self.op, &task).await {
            Ok(Some(letter)) => letter,
            Ok(None) => return Outcome::Done,
            Err(error) => return Outcome::Retry { at: None, reason: error.operator_message() },
        };
        match self.mail.send(&letter).await {
            Ok(()) => Outcome::Done,
            Err(SendError::Refused(reason)) => Outcome::Fail { reason },
            Err(SendError::Later(reason)) => Outcome::Retry { at: None, reason },
        }
    }

    async fn dead(&self, task: &DeadTask) -> Result<()> {
        tracing::warn!(task = %task.id, reason = task.reason, "a mail could not be sent");
        Ok(())
    }
}
