// A person's first hour with the generated client: sign up, hunt the sample town, follow it on both transports, reveal a contact.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openTown, type Server, startServer, type Town } from './binary.ts';
import { Client, GraphQLFailure } from './client.ts';
import {
  AccountDocument,
  HuntEventsDocument,
  type HuntEventsSubscription,
  HuntProgressDocument,
  HuntResultDocument,
  LeadsOfHuntDocument,
  type LeadsOfHuntQuery,
  LoginDocument,
  QuoteRevealDocument,
  RegisterDocument,
  RevealContactsDocument,
  StartHuntDocument,
  ViewerDocument,
} from './generated/schema.ts';

type Event = HuntEventsSubscription['huntEvents'];
type Lead = LeadsOfHuntQuery['leads']['edges'][number]['node'];

const email = 'ada@agency.test';
const password = 'a sentence that nobody guesses';

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}

describe('a hunt of the sample town', () => {
  let town: Town;
  let server: Server;
  let client: Client;
  let huntId: string;
  let live: Event[];

  before(async () => {
    town = await openTown();
    server = await startServer(town.environment);
  });

  after(async () => {
    await server?.stop();
    await town?.stop();
  });

  test('a newcomer registers, logs in and owns a workspace', async () => {
    const anonymous = new Client(server.url);
    assert.equal((await anonymous.run(ViewerDocument, {})).viewer, null);

    const input = { email, password, name: 'Ada', workspaceName: 'The agency' };
    const { register } = await anonymous.run(RegisterDocument, { input });
    assert.deepEqual(register.userErrors, []);
    assert.equal(register.user?.email, email);

    const again = await anonymous.run(RegisterDocument, { input });
    assert.deepEqual(again.register.userErrors.map((problem) => [problem.code, problem.field]), [['TAKEN', ['email']]]);

    const { login } = await anonymous.run(LoginDocument, { input: { email, password } });
    assert.ok(login.accessToken);
    client = new Client(server.url, login.accessToken);
    const { viewer } = await client.run(ViewerDocument, {});
    assert.deepEqual(viewer?.memberships.map((membership) => membership.role), ['OWNER']);
  });

  test('its events come live over a WebSocket, in order and without a gap, and end with the hunt', async () => {
    const input = {
      idempotencyKey: 'first-hunt',
      name: 'The town',
      fetchMode: 'HTTP' as const,
      limits: { maxPagesPerSite: 4 },
      websites: { urls: town.urls },
    };
    const { startHunt } = await client.run(StartHuntDocument, { input });
    assert.deepEqual(startHunt.userErrors, []);
    huntId = startHunt.hunt!.id;

    const repeated = await client.run(StartHuntDocument, { input });
    assert.equal(repeated.startHunt.hunt?.id, huntId, 'the same key and input are the same hunt');
    await assert.rejects(
      client.run(StartHuntDocument, { input: { ...input, name: 'Another' } }),
      (failure: GraphQLFailure) => failure.codes[0] === 'CONFLICT',
    );

    const [events, progress] = await Promise.all([
      gather(client.overWebSocket(HuntEventsDocument, { huntId })),
      gather(client.overWebSocket(HuntProgressDocument, { huntId })),
    ]);
    live = events.map((event) => event.huntEvents);
    const first = live[0]!.seq;
    assert.deepEqual(
      live.map((event) => event.seq),
      live.map((_, index) => first + index),
      'the sequence has no gap and no repetition',
    );
    const times = live.map((event) => event.at);
    assert.deepEqual(times, [...times].sort(), 'time does not run backwards');
    const ends = live.flatMap((event) => (event.__typename === 'HuntStateChanged' ? [event.to] : []));
    assert.equal(ends.at(-1), 'COMPLETED');
    assert.equal(live.at(-1)?.__typename, 'HuntStateChanged', 'nothing comes after the end');

    const seen = progress.map((step) => step.huntProgress);
    assert.equal(seen.at(-1)?.percent, 100);
    for (const [index, step] of seen.slice(1).entries()) {
      assert.ok(step.seq >= seen[index]!.seq && step.pagesFetched >= seen[index]!.pagesFetched, 'progress only grows');
    }
  });

  test('its events tell all that the hunt then says of itself', async () => {
    const { hunt } = await client.run(HuntResultDocument, { huntId });
    assert.ok(hunt);
    assert.equal(hunt.state, 'COMPLETED');
    assert.equal(hunt.stopReason, 'FINISHED');

    const finished = live.flatMap((event) => (event.__typename === 'SiteFinished' ? [event.site] : []));
    const sites = hunt.sites.edges.map((edge) => edge.node);
    assert.deepEqual(
      finished.map((site) => `${site.host} ${site.state} ${site.reason}`).sort(),
      sites.map((site) => `${site.host} ${site.state} ${site.reason}`).sort(),
    );
    for (const site of sites) {
      assert.ok(site.lead || site.reason, `${site.host} gave a lead or has a reason`);
    }

    const found = live.flatMap((event) => (event.__typename === 'LeadFound' ? [event.lead.id] : []));
    assert.deepEqual([...new Set(found)].sort(), hunt.leads.edges.map((edge) => edge.node.id).sort());
    const { progress } = hunt;
    assert.equal(progress.hot + progress.warm + progress.cold, hunt.leads.totalCount);
  });

  test('the same events come over Server-Sent Events, from the start or from where one was', async () => {
    const replayed = (await gather(client.overServerSentEvents(HuntEventsDocument, { huntId }))).map((e) => e.huntEvents);
    assert.deepEqual(replayed, live);

    const middle = live[Math.floor(live.length / 2)]!.seq;
    const rest = (await gather(client.overServerSentEvents(HuntEventsDocument, { huntId, after: middle }))).map((e) => e.huntEvents);
    assert.deepEqual(rest, live.filter((event) => event.seq > middle));
  });

  test('a stranger is told nothing, on either transport', async () => {
    const { register } = await new Client(server.url).run(RegisterDocument, {
      input: { email: 'mallory@elsewhere.test', password, name: 'Mallory' },
    });
    const stranger = new Client(server.url, register.accessToken!);
    await assert.rejects(
      stranger.run(HuntResultDocument, { huntId }),
      (failure: GraphQLFailure) => failure.codes[0] === 'NOT_FOUND',
    );
    for (const who of [stranger, new Client(server.url)]) {
      const code = who === stranger ? 'NOT_FOUND' : 'UNAUTHENTICATED';
      for (const stream of [who.overWebSocket(HuntEventsDocument, { huntId }), who.overServerSentEvents(HuntEventsDocument, { huntId })]) {
        await assert.rejects(gather(stream), (failure: GraphQLFailure) => failure.codes?.[0] === code);
      }
    }
  });

  test('every lead explains its score', async () => {
    const leads: Lead[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: LeadsOfHuntQuery['leads'] = (await client.run(LeadsOfHuntDocument, { huntId, after })).leads;
      leads.push(...page.edges.map((edge) => edge.node));
      ({ hasNextPage: more, endCursor: after } = { ...page.pageInfo, endCursor: page.pageInfo.endCursor ?? null });
    }
    assert.equal(new Set(leads.map((lead) => lead.id)).size, leads.length, 'no lead stands on two pages');
    assert.ok(leads.length > 5, 'more than one page of leads');
    const scores = leads.map((lead) => lead.score ?? -1);
    assert.deepEqual(scores, [...scores].sort((a, b) => b - a), 'best first');
    for (const { name, score, latestAudit } of leads) {
      if (!latestAudit) continue;
      const sum = latestAudit.factors.reduce((total, factor) => total + factor.points, 0);
      assert.equal(score, Math.min(100, Math.max(0, sum)), `${name}: the factors add up to the score`);
      assert.ok(latestAudit.factors.every((factor) => factor.explanation.length > 0));
    }
  });

  test('a contact is masked until it is revealed, and paid once', async () => {
    const { leads } = await client.run(LeadsOfHuntDocument, { huntId });
    const contact = leads.edges.flatMap((edge) => edge.node.contacts).find((candidate) => candidate.kind === 'EMAIL');
    assert.ok(contact, 'one of the best leads has an e-mail address');
    assert.match(contact.value, /•/);
    const hidden = JSON.stringify(leads);

    const before = (await client.run(AccountDocument, {})).credits;
    const { quoteReveal } = await client.run(QuoteRevealDocument, { input: { contactIds: [contact.id] } });
    assert.equal(Number(quoteReveal.total), Number(contact.revealPrice));

    const input = { idempotencyKey: 'first-reveal', contactIds: [contact.id] };
    const { revealContacts } = await client.run(RevealContactsDocument, { input });
    assert.deepEqual(revealContacts.userErrors, []);
    assert.equal(Number(revealContacts.charged), Number(quoteReveal.total));
    const value = revealContacts.contacts?.[0]?.value;
    assert.match(value ?? '', /^[^\s•@]+@[^\s•@]+\.[a-z]+$/);
    assert.ok(!hidden.toLowerCase().includes(value!.toLowerCase()), 'the address was nowhere in what came before');

    assert.deepEqual((await client.run(RevealContactsDocument, { input })).revealContacts.charged, revealContacts.charged);
    const another = await client.run(RevealContactsDocument, { input: { ...input, idempotencyKey: 'second-reveal' } });
    assert.equal(Number(another.revealContacts.charged), 0, 'a contact is charged once');

    const account = (await client.run(AccountDocument, {})).credits;
    assert.equal(Number(account.available), Number(before.available) - Number(quoteReveal.total));
    assert.ok(account.proof.balanced);
  });
});
