//! What dies with its process: how long it rests, when it is given up, and what clears it.

use super::*;

/// A process claims the task "count" and dies; says how long the task then rests.
async fn die(op: &Op) -> Duration {
    let held = claim(op, "dead", 1).await.remove(0);
    op.clock.advance(Duration::from_secs(16));
    assert_eq!(crate::tasks::deaths::take_over(&op.db, &resting(), op.now(), &[]).await.expect("looked"), ["count"]);
    let row = queue::Entity::find_by_id(held.id).one(op.db.read()).await.expect("an answer").expect("the task");
    assert_eq!(row.attempts, held.attempts);
    let rest = if row.ready { Duration::ZERO } else { Timestamp(row.run_at).since(op.now()) };
    assert_eq!(row.ready, rest.is_zero());
    op.clock.advance(rest);
    claim::promote(&op.db, op.now()).await.expect("promoted");
    rest
}

fn resting() -> Settings {
    Settings { backoff_ms: 1_000, max_backoff_ms: 3_000, ..settings() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_dies_with_its_process_rests_ever_longer_and_is_given_up_without_being_run_again() {
    let (_database, mut op) = op().await;
    op.clock = Clock::manual(Timestamp(1_000_000));
    // Of one attempt: deaths are counted by themselves.
    enqueue(op.db.write(), op.now(), 1, [task("count", json!({}))]).await.expect("enqueued");
    let mut rests = Vec::new();
    for _ in 0..4 {
        rests.push(die(&op).await);
    }
    let seconds: Vec<f64> = rests.iter().map(Duration::as_secs_f64).collect();
    assert!(seconds[0] == 0.0 && (0.8..=1.2).contains(&seconds[1]) && (1.6..=2.4).contains(&seconds[2]), "{seconds:?}");
    assert!((2.4..=3.6).contains(&seconds[3]), "the longest delay bounds it: {seconds:?}");

    let handler = Arc::new(Counting::default());
    let running = Supervisor::new(op.clone(), resting()).handle("count", 1, handler.clone()).start();
    running.until_idle().await.expect("idle");
    assert_eq!((handler.runs.load(Ordering::SeqCst), handler.deaths.load(Ordering::SeqCst)), (0, 1));
    assert!(running.stop().await);
    let graves = dead(&op.db, None, 10).await.expect("the dead");
    assert_eq!(graves[0].reason, "gave up after 4 processes died with it");
    assert_eq!(rearm(&op.db, op.now(), "count", None).await.expect("armed again"), 1);
    assert!(die(&op).await.is_zero(), "it begins anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_comes_further_between_deaths_is_never_given_up_for_them() {
    let (_database, mut op) = op().await;
    op.clock = Clock::manual(Timestamp(1_000_000));
    enqueue(op.db.write(), op.now(), 2, [task("count", json!({}))]).await.expect("enqueued");
    for _ in 0..10 {
        assert!(die(&op).await.is_zero());
        let run = run_of(claim(&op, "alive", 1).await.remove(0), "alive");
        run.progress(op.db.write()).await.expect("the lease is held");
        queue::release(&op.db, &run.lease, op.now()).await.expect("handed back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_an_embedded_database_takes_every_task_from_the_dead_at_once() {
    let (_database, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, (0..700).map(|_| task("count", json!({})))).await.expect("enqueued");
    assert_eq!(claim(&op, "dead", 600).await.len(), 600);
    assert_eq!(take_all(&op.db, &settings(), op.now()).await.expect("taken"), 600);
    assert_eq!(claim(&op, "alive", 800).await.len(), 700);
}
