//! Tasks that were claimed ahead of a place: what becomes of them when there is none.

use super::*;

/// Done at once, or never before it is stopped; says so when it begins.
struct OneHolds(mpsc::UnboundedSender<bool>);

#[async_trait]
impl Handler for OneHolds {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let holds = run.payload["do"] == "hold";
        let _ = self.0.send(holds);
        if holds {
            run.stop.cancelled().await;
            return Outcome::Released;
        }
        Outcome::Done
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

/// A supervisor with one place, which has seen many short tasks and claims ahead, and then got one that holds the place, and `others`.
async fn held_up(op: &Op, others: usize) -> Running {
    let (told, mut heard) = mpsc::unbounded_channel();
    let running = Supervisor::new(op.clone(), settings()).handle("count", 1, Arc::new(OneHolds(told))).start();
    enqueue(op.db.write(), op.now(), 3, (0..200).map(|_| task("count", json!({})))).await.expect("enqueued");
    op.bus.publish(WAKE, Uuid::nil());
    for _ in 0..200 {
        assert_eq!(heard.recv().await, Some(false));
    }
    let holding = NewTask { priority: 1, ..task("count", json!({ "do": "hold" })) };
    let tasks = std::iter::once(holding).chain((0..others).map(|_| task("count", json!({}))));
    let tx = op.db.write_tx().await.expect("a transaction");
    enqueue(&tx, op.now(), 3, tasks).await.expect("enqueued");
    tx.commit().await.expect("committed");
    op.bus.publish(WAKE, Uuid::nil());
    assert_eq!(heard.recv().await, Some(true), "the urgent one holds the place");
    running
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_place_is_handed_back_at_a_stop_without_counting_an_attempt() {
    let (_database, op) = op().await;
    assert!(held_up(&op, 50).await.stop().await);
    let again = claim(&op, "next", 100).await;
    assert_eq!(again.iter().map(|task| task.attempts).collect::<Vec<_>>(), [1; 51]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_whose_only_place_is_held_leaves_to_others_what_it_claimed_ahead() {
    let (_database, op) = op().await;
    let slow = held_up(&op, 50).await;
    let handler = Arc::new(Counting::default());
    let other = Supervisor::new(op.clone(), settings()).handle("count", 1, handler.clone()).start();
    while handler.runs.load(Ordering::SeqCst) < 50 {
        tokio::task::yield_now().await;
    }
    assert!(slow.stop().await);
    assert!(other.stop().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_handed_back_keeps_its_turn() {
    let (_database, op) = op().await;
    let named = |n: i64| NewTask { run_at: Timestamp(n), ..task("count", json!(n)) };
    enqueue(op.db.write(), op.now(), 3, [1, 2, 3].map(named)).await.expect("enqueued");
    let first = claim(&op, "one", 1).await.remove(0);
    queue::hand_back(&op.db, "another", &[first.id]).await.expect("an answer");
    assert_eq!(claim(&op, "two", 1).await[0].payload, json!(2), "only who holds a lease gives it back");
    queue::hand_back(&op.db, "one", &[first.id]).await.expect("handed back");
    let again = claim(&op, "two", 1).await.remove(0);
    assert_eq!((again.id, again.attempts), (first.id, 1));
}
