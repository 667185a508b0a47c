// GraphQL over HTTP as its specification has it: the audits of graphql-http, every MUST of them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { type Server, startServer } from './binary.ts';

describe('GraphQL over HTTP', () => {
  let server: Server;

  before(async () => {
    server = await startServer();
  });

  after(() => server?.stop());

  const audits = serverAudits({ url: () => `${server.url}/graphql`, fetchFn: fetch });
  const rest: string[] = [];

  for (const audit of audits.filter((candidate) => candidate.name.startsWith('MUST'))) {
    test(audit.name, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', 'reason' in result ? result.reason : undefined);
    });
  }

  test('fields come in the order in which they were asked for', async () => {
    const query = '{ zebra: __typename priceList { credits action } __typename apple: __typename }';
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { data: { priceList: object[] } };
    assert.deepEqual(Object.keys(data), ['zebra', 'priceList', '__typename', 'apple']);
    assert.deepEqual(Object.keys(data.priceList[0]!), ['credits', 'action']);
  });

  test('what is only recommended is counted', async (context) => {
    const recommended = audits.filter((candidate) => !candidate.name.startsWith('MUST'));
    for (const audit of recommended) {
      const result = await audit.fn();
      if (result.status !== 'ok') rest.push(`${audit.id} ${audit.name}: ${result.reason}`);
    }
    context.diagnostic(`${recommended.length - rest.length} of ${recommended.length} SHOULD and MAY audits pass`);
    for (const line of rest) context.diagnostic(line);
  });
});
