//! Claims: who gets the next free places, and taking the rows. Where they run is in `places`.
//! Invariants: a claim costs index look-ups in proportion to what it takes, however many rows wait; a workspace is never behind
//! more than its fair share of another's tasks.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::Arc,
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, Statement, entity::prelude::*};

use super::{
    places::{Lane, PLACE, Payer, Taken},
    queue::{BATCH, Bound, Model},
};
use crate::{clock::Timestamp, db::Db, error::Result};

/// A kind that has room.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub kind: Arc<str>,
    /// The newest version of its payload that can be read here.
    pub newest: i32,
    /// More tasks of it that may run.
    pub room: usize,
    /// Where the last look at its lanes was cut short; the next begins behind.
    pub after: Uuid,
}

/// Where claims look: not behind the leases on PostgreSQL, and not in the writer's way on SQLite.
pub(super) fn looking(db: &Db) -> &DatabaseConnection {
    if db.is_shared() { db.leases() } else { db.read() }
}

/// Lanes of the open kinds that have something to do, at most `most` of each kind, the workspaces behind the kind's `after` first.
/// Walks the index from workspace to workspace and reads one row of each.
pub(super) async fn lanes(db: &Db, open: &[Open], most: usize) -> Result<Vec<Lane>> {
    let mut bound = Bound::new(db.backend());
    let (mut tables, mut parts) = (Vec::new(), Vec::new());
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    for (n, kind) in open.iter().enumerate() {
        let due = format!("state = 'QUEUED' AND ready AND kind = {}", bound.bind(&*kind.kind));
        let after = bound.bind(kind.after);
        let cut = bound.bind(most);
        tables.push(format!(
            "l{n}(w, i) AS (\
               SELECT w, 1 FROM (SELECT workspace_id AS w FROM tasks WHERE {due} AND workspace_id > {after} ORDER BY workspace_id LIMIT 1) AS s \
               UNION ALL \
               SELECT (SELECT workspace_id FROM tasks WHERE {due} AND workspace_id > l{n}.w ORDER BY workspace_id LIMIT 1), i + 1 \
               FROM l{n} WHERE l{n}.w IS NOT NULL AND i < {cut})"
        ));
        parts.push(format!("SELECT {n} AS k, w, i FROM l{n} WHERE w IS NOT NULL"));
        // Work for nobody in particular is a lane of its own.
        parts.push(format!(
            "SELECT {n} AS k, NULL AS w, 0 AS i WHERE EXISTS (SELECT 1 FROM tasks WHERE {due} AND workspace_id IS NULL)"
        ));
    }
    let sql = format!("WITH RECURSIVE {} {} ORDER BY k, i", tables.join(", "), parts.join(" UNION ALL "));
    let statement = bound.statement(sql);
    let rows = looking(db).query_all_raw(statement).await?;
    let mut lanes = Vec::with_capacity(rows.len());
    for row in rows {
        let (kind, workspace): (i32, Option<Uuid>) = (row.try_get("", "k")?, row.try_get("", "w")?);
        if let Some(kind) = usize::try_from(kind).ok().and_then(|n| open.get(n)) {
            lanes.push(Lane { kind: Arc::clone(&kind.kind), workspace });
        }
    }
    Ok(lanes)
}

/// Shares `room` places among the lanes: each place goes to the party that has, and lately had, the fewest, then to the lane with the
/// fewest. Nobody gets more than its kind's or its workspace's limit. Lanes that get nothing are left out.
pub(super) fn share(lanes: &[Lane], open: &[Open], room: usize, per_workspace: usize, taken: &Taken) -> Vec<(Lane, usize)> {
    let mut kinds: HashMap<&str, usize> = open.iter().map(|kind| (&*kind.kind, kind.room)).collect();
    let mut parties: HashMap<Payer, usize> = HashMap::new();
    for (lane, number) in &taken.held {
        *parties.entry(lane.payer()).or_default() += number;
    }
    let payers: Vec<(Payer, u64)> = lanes
        .iter()
        .map(|lane| {
            let payer = lane.payer();
            let lately = taken.lately.get(&payer).copied().unwrap_or(0);
            (payer, lately)
        })
        .collect();
    // What a lane would rank by if it got the next place. A rank goes stale when the workspace's other lane gets one; it is then
    // computed again before it counts.
    let rank = |lane: usize, given: &[usize], parties: &HashMap<Payer, usize>| {
        let (payer, lately) = &payers[lane];
        let places = parties.get(payer).copied().unwrap_or(0);
        (lately + places as u64 * PLACE, taken.held.get(&lanes[lane]).copied().unwrap_or(0) + given[lane])
    };
    let mut given = vec![0_usize; lanes.len()];
    let mut heap: BinaryHeap<_> = (0..lanes.len()).map(|lane| Reverse((rank(lane, &given, &parties), lane))).collect();
    let mut left = room;
    while left > 0 {
        let Some(Reverse((old, lane))) = heap.pop() else { break };
        let now = rank(lane, &given, &parties);
        if now != old {
            heap.push(Reverse((now, lane)));
            continue;
        }
        let Some(kind) = kinds.get_mut(&*lanes[lane].kind).filter(|room| **room > 0) else { continue };
        let places = parties.entry(payers[lane].0.clone()).or_default();
        if per_workspace > 0 && lanes[lane].workspace.is_some() && *places >= per_workspace {
            continue;
        }
        *places += 1;
        *kind -= 1;
        given[lane] += 1;
        left -= 1;
        heap.push(Reverse((rank(lane, &given, &parties), lane)));
    }
    lanes.iter().cloned().zip(given).filter(|(_, number)| *number > 0).collect()
}

/// Takes up to the shared number of due tasks of each lane for `owner`: the most urgent first, then the longest due.
/// On PostgreSQL, rows that another process takes at this moment are passed over.
pub(super) async fn take(
    db: &Db,
    shares: &[(Lane, usize)],
    open: &[Open],
    owner: &str,
    lease_until: Timestamp,
) -> Result<Vec<Model>> {
    if shares.is_empty() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::new(db.backend());
    let (owner, until) = (bound.bind(owner), bound.bind(lease_until.millis()));
    let newest = |lane: &Lane| open.iter().find(|kind| kind.kind == lane.kind).map_or(i32::MAX, |kind| kind.newest);
    let (picks, found) = if db.is_shared() {
        // By their place in the table, which no other transaction changes while they are locked: a join could be planned to read all rows.
        (pick_with_arrays(&mut bound, shares, newest), "ctid = ANY(ARRAY(SELECT spot FROM picked))")
    } else {
        (pick(&mut bound, shares, newest), "id IN (SELECT id FROM picked)")
    };
    let sql = format!(
        "WITH picked AS MATERIALIZED ({picks}) \
         UPDATE tasks SET state = 'RUNNING', ready = FALSE, lease_owner = {owner}, lease_until = {until}, attempts = attempts + 1 \
         WHERE {found} RETURNING *"
    );
    let statement = bound.statement(sql);
    let mut rows = Model::find_by_statement(statement).all(db.leases()).await?;
    rows.sort_by(|a, b| b.priority.cmp(&a.priority).then(a.run_at.cmp(&b.run_at)).then(a.id.cmp(&b.id)));
    Ok(rows)
}

/// What a lane gives first: the most urgent, then the longest due. Ordered by the workspace too, which is one: PostgreSQL does not see
/// that an index in that order serves when it is none.
const ORDER: &str = "ORDER BY workspace_id, priority DESC, run_at, id";

/// The rows to take on SQLite. The numbers are written out: one that is bound as a limit is planned anew at every execution.
fn pick(bound: &mut Bound, shares: &[(Lane, usize)], newest: impl Fn(&Lane) -> i32) -> String {
    let mut picks = Vec::with_capacity(shares.len());
    for (n, (lane, number)) in shares.iter().enumerate() {
        let kind = bound.bind(&*lane.kind);
        let workspace = lane.workspace.map_or("IS NULL".to_owned(), |workspace| format!("= {}", bound.bind(workspace)));
        let newest = bound.bind(newest(lane));
        picks.push(format!(
            "SELECT id FROM (SELECT id FROM tasks WHERE state = 'QUEUED' AND ready AND kind = {kind} AND workspace_id {workspace} \
             AND version <= {newest} {ORDER} LIMIT {number}) AS p{n}"
        ));
    }
    picks.join(" UNION ALL ")
}

/// The rows to take on PostgreSQL: one statement however many lanes, planned once. Rows that another process is taking are passed over.
fn pick_with_arrays(bound: &mut Bound, shares: &[(Lane, usize)], newest: impl Fn(&Lane) -> i32) -> String {
    let mut of = |with_workspace: bool, condition: &str| {
        let lanes: Vec<&(Lane, usize)> = shares.iter().filter(|(lane, _)| lane.workspace.is_some() == with_workspace).collect();
        let columns = [
            bound.bind(lanes.iter().map(|(lane, _)| lane.kind.to_string()).collect::<Vec<_>>()),
            bound.bind(lanes.iter().map(|(lane, _)| lane.workspace.unwrap_or_default()).collect::<Vec<_>>()),
            bound.bind(lanes.iter().map(|(lane, _)| newest(lane)).collect::<Vec<_>>()),
            bound.bind(lanes.iter().map(|(_, number)| i64::try_from(*number).unwrap_or(i64::MAX)).collect::<Vec<_>>()),
        ];
        format!(
            "SELECT p.spot FROM unnest({}) AS s(kind, workspace, newest, number) CROSS JOIN LATERAL (SELECT ctid AS spot FROM tasks \
             WHERE state = 'QUEUED' AND ready AND kind = s.kind AND workspace_id {condition} AND version <= s.newest {ORDER} \
             LIMIT s.number FOR UPDATE SKIP LOCKED) AS p",
            columns.join(", ")
        )
    };
    [of(true, "= s.workspace"), of(false, "IS NULL")].join(" UNION ALL ")
}

/// When the next thing happens that nobody signals.
#[derive(Debug, Clone, Copy, Default, FromQueryResult)]
pub(super) struct Horizon {
    /// The earliest task that waits for its time, Unix milliseconds.
    pub due: Option<i64>,
    /// The earliest end of a lease, Unix milliseconds.
    pub lease: Option<i64>,
}

/// Looks ahead.
pub(super) async fn horizon(db: &Db) -> Result<Horizon> {
    let sql = "SELECT (SELECT MIN(run_at) FROM tasks WHERE state = 'QUEUED' AND NOT ready) AS due, \
               (SELECT MIN(lease_until) FROM tasks WHERE state = 'RUNNING') AS lease";
    let statement = Statement::from_string(db.backend(), sql);
    Ok(Horizon::find_by_statement(statement).one(looking(db)).await?.unwrap_or_default())
}

/// Makes those tasks claimable whose time has come; says how many.
pub(super) async fn promote(db: &Db, now: Timestamp) -> Result<u64> {
    let skip = if db.backend() == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT id FROM tasks WHERE state = 'QUEUED' AND NOT ready AND run_at <= $1 ORDER BY run_at LIMIT $2{skip}) \
         UPDATE tasks SET ready = TRUE WHERE id IN (SELECT id FROM due) AND state = 'QUEUED'"
    );
    let values = [now.millis().into(), i64::try_from(BATCH).unwrap_or(i64::MAX).into()];
    Ok(db.leases().execute_raw(Statement::from_sql_and_values(db.backend(), sql, values)).await?.rows_affected())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(kind: &str, workspace: u128) -> Lane {
        Lane { kind: kind.into(), workspace: Some(Uuid::from_u128(workspace)) }
    }

    fn open(kind: &str, room: usize) -> Open {
        Open { kind: kind.into(), newest: 1, room, after: Uuid::nil() }
    }

    fn numbers(shares: &[(Lane, usize)]) -> Vec<usize> {
        shares.iter().map(|(_, number)| *number).collect()
    }

    fn held(lanes: impl IntoIterator<Item = (Lane, usize)>) -> Taken {
        Taken { held: lanes.into_iter().collect(), ..Taken::default() }
    }

    #[test]
    fn one_workspace_alone_gets_all_the_room() {
        assert_eq!(numbers(&share(&[lane("a", 1)], &[open("a", 16)], 16, 0, &Taken::default())), [16]);
    }

    #[test]
    fn workspaces_share_the_room_and_one_that_has_places_waits_for_the_others() {
        let lanes = [lane("a", 1), lane("a", 2)];
        assert_eq!(numbers(&share(&lanes, &[open("a", 16)], 16, 0, &Taken::default())), [8, 8]);
        let busy = held([(lane("a", 1), 12)]);
        assert_eq!(share(&lanes, &[open("a", 4)], 4, 0, &busy), [(lane("a", 2), 4)]);
    }

    #[test]
    fn one_that_had_all_places_lately_waits_until_the_others_had_their_part() {
        let lanes = [lane("a", 1), lane("a", 2)];
        let lately = HashMap::from([(lanes[0].payer(), 16 * PLACE)]);
        let shares = share(&lanes, &[open("a", 16)], 16, 0, &Taken { lately, ..Taken::default() });
        assert_eq!(shares, [(lane("a", 2), 16)]);
        let both = HashMap::from([(lanes[0].payer(), 10 * PLACE), (lanes[1].payer(), 4 * PLACE)]);
        assert_eq!(numbers(&share(&lanes, &[open("a", 16)], 16, 0, &Taken { lately: both, ..Taken::default() })), [5, 11]);
    }

    #[test]
    fn a_workspace_gains_nothing_by_having_several_kinds() {
        let lanes = [lane("a", 1), lane("b", 1), lane("a", 2)];
        assert_eq!(numbers(&share(&lanes, &[open("a", 8), open("b", 8)], 8, 0, &Taken::default())), [2, 2, 4]);
    }

    #[test]
    fn the_limits_of_a_kind_and_of_a_workspace_hold() {
        let lanes = [lane("a", 1), lane("b", 1), lane("b", 2)];
        assert_eq!(numbers(&share(&lanes, &[open("a", 2), open("b", 5)], 20, 0, &Taken::default())), [2, 2, 3]);
        let busy = held([(lane("b", 1), 1)]);
        assert_eq!(numbers(&share(&lanes, &[open("a", 9), open("b", 9)], 20, 3, &busy)), [2, 3]);
    }

    proptest::proptest! {
        #[test]
        fn no_workspace_gets_a_place_while_another_that_waits_has_two_fewer(
            busy in proptest::collection::vec(0_usize..6, 1..6), room in 0_usize..20
        ) {
            let lanes: Vec<Lane> = (0..busy.len()).map(|n| lane("a", n as u128 + 1)).collect();
            let running: HashMap<Lane, usize> = lanes.iter().cloned().zip(busy.iter().copied()).collect();
            let shares: HashMap<Lane, usize> = share(&lanes, &[open("a", 100)], room, 0, &held(running.clone())).into_iter().collect();
            proptest::prop_assert_eq!(shares.values().sum::<usize>(), room);
            let after = |lane: &Lane| running[lane] + shares.get(lane).copied().unwrap_or(0);
            let least = lanes.iter().map(after).min().unwrap_or(0);
            for lane in shares.keys() {
                proptest::prop_assert!(after(lane) <= least + 1);
            }
        }
    }
}
