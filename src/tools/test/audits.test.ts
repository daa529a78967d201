import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { endpoint, token } from '../server';

const audits = serverAudits({
  url: endpoint,
  fetchFn: async (url: string, request: RequestInit) =>
    fetch(url, { ...request, headers: { ...request?.headers, authorization: `Bearer ${await token('shop')}` } }),
});

for (const audit of audits) {
  test(`GraphQL over HTTP ${audit.id}: ${audit.name}`, async (context) => {
    const result = await audit.fn();
    if (result.status !== 'ok') {
      context.diagnostic(`${result.status}: ${result.reason}`);
    }
    // What a server MAY do it may leave: no operation comes by GET, since addresses end up in logs.
    if (!audit.name.startsWith('MAY')) {
      assert.equal(result.status, 'ok');
    }
  });
}
