// Two processes on one PostgreSQL and one Redis: what one does the other sees live, and what one leaves the other finishes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { command, openTown, type Server, startServer, type Town } from './binary.ts';
import { Client } from './client.ts';
import {
  HuntEventsDocument,
  type HuntEventsSubscription,
  HuntResultDocument,
  RegisterDocument,
  StartHuntDocument,
} from './generated/schema.ts';

type Event = HuntEventsSubscription['huntEvents'];

const postgres = process.env.GLOUTON_TEST_POSTGRES_URL;
const redis = process.env.GLOUTON_TEST_REDIS_URL;
const skip = postgres && redis ? false : 'no PostgreSQL and Redis here (./test provides them)';

describe('two processes on one database', { skip }, () => {
  const database = `glouton_clients_${randomBytes(6).toString('hex')}`;
  const sql = (statement: string) => execFileSync('psql', [postgres!, '-qc', statement], { stdio: 'pipe' });
  let town: Town;
  let first: Server;
  let second: Server;
  let onFirst: Client;
  let onSecond: Client;

  before(async () => {
    sql(`CREATE DATABASE ${database}`);
    const url = new URL(postgres!);
    url.pathname = `/${database}`;
    town = await openTown();
    const environment = {
      ...town.environment,
      GLOUTON__DATABASE__URL: url.href,
      GLOUTON__REDIS__URL: redis!,
      GLOUTON__AUTH__JWT_SECRET: randomBytes(32).toString('hex'),
      // A dead process is noticed in seconds here, so that the test need not wait for what is sensible in production.
      GLOUTON__TASKS__LEASE_MS: '3000',
    };
    await command(['migrate', 'up'], environment);
    [first, second] = await Promise.all([startServer(environment), startServer(environment)]);
    const { register } = await new Client(first.url).run(RegisterDocument, {
      input: { email: 'grace@agency.test', password: 'a sentence that nobody guesses', name: 'Grace' },
    });
    onFirst = new Client(first.url, register.accessToken!);
    onSecond = new Client(second.url, register.accessToken!);
  });

  after(async () => {
    await second?.stop();
    await town?.stop();
    sql(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  });

  async function start(idempotencyKey: string): Promise<string> {
    const { startHunt } = await onFirst.run(StartHuntDocument, {
      input: { idempotencyKey, fetchMode: 'HTTP', limits: { maxPagesPerSite: 3 }, websites: { urls: town.urls } },
    });
    assert.deepEqual(startHunt.userErrors, []);
    return startHunt.hunt!.id;
  }

  function assertWhole(events: Event[]): void {
    assert.deepEqual(
      events.map((event) => event.seq),
      events.map((_, index) => events[0]!.seq + index),
    );
    const last = events.at(-1);
    assert.equal(last?.__typename === 'HuntStateChanged' && last.to, 'COMPLETED');
    const finished = events.flatMap((event) => (event.__typename === 'SiteFinished' ? [event.site.host] : []));
    assert.equal(new Set(finished).size, finished.length, 'no site finishes twice');
    assert.ok(finished.length > 0);
  }

  test('a hunt started on one is followed live on the other', async () => {
    const huntId = await start('followed');
    const follow = async (client: Client) => {
      const events: Event[] = [];
      for await (const { huntEvents } of client.overWebSocket(HuntEventsDocument, { huntId })) events.push(huntEvents);
      return events;
    };
    const [here, there] = await Promise.all([follow(onFirst), follow(onSecond)]);
    assertWhole(here);
    assert.deepEqual(there, here);
  });

  test('a process that is killed in the middle of a hunt loses nothing: the other finishes it', async () => {
    const huntId = await start('survived');
    const events: Event[] = [];
    let killed = false;
    for await (const { huntEvents } of onSecond.overServerSentEvents(HuntEventsDocument, { huntId })) {
      events.push(huntEvents);
      if (!killed && huntEvents.__typename === 'SiteFinished') {
        killed = true;
        await first.kill();
      }
    }
    assert.ok(killed);
    assertWhole(events);
    const { hunt } = await onSecond.run(HuntResultDocument, { huntId });
    assert.ok(hunt?.sites.edges.every(({ node }) => node.lead || node.reason), 'every site gave a lead or has a reason');
  });
});
