//! Tasks that remove their own rows, together with what they wrote.

use super::*;
use crate::error::Error;

#[tokio::test(flavor = "multi_thread")]
async fn tasks_are_finished_together_or_not_at_all() {
    let (_folder, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, (0..3).map(|n| task("count", json!({ "n": n })))).await.expect("enqueued");
    let runs: Vec<TaskRun> = claim(&op, "process", 3).await.into_iter().map(|model| run_of(model, "process")).collect();
    let tx = op.db.write_tx().await.expect("a transaction");
    assert_eq!(fence_all(&tx, &runs).await.expect("fenced").len(), 3);
    finish_all(&tx, &runs[..2]).await.expect("finished");
    assert!(matches!(finish_all(&tx, &runs[1..]).await, Err(Error::Conflict(_))), "one of them is gone already");
    drop(tx);
    let tx = op.db.write_tx().await.expect("a transaction");
    finish_all(&tx, &runs).await.expect("nothing was kept of the transaction that failed");
    finish_all(&tx, []).await.expect("nobody is nobody's trouble");
    tx.commit().await.expect("committed");
    assert_eq!(census(&op.db).await.expect("census"), Census::default());
}

/// Finishes its task within a transaction of its own.
struct Itself(Op);

#[async_trait]
impl Handler for Itself {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let tx = self.0.db.write_tx().await.expect("a transaction");
        run.fence(&tx).await.expect("the lease is held");
        finish_all(&tx, [run]).await.expect("finished");
        tx.commit().await.expect("committed");
        Outcome::Finished
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_that_finish_themselves_give_their_places_to_others() {
    let (_folder, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, (0..50).map(|n| task("count", json!({ "n": n })))).await.expect("enqueued");
    let running = Supervisor::new(op.clone(), settings()).handle("count", 4, Arc::new(Itself(op.clone()))).start();
    running.until_idle().await.expect("idle");
    assert_eq!(census(&op.db).await.expect("census"), Census::default());
    assert!(running.stop().await, "and the process stops in time");
}
