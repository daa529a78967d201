import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The development run that is asked, and the folder where it keeps its demo clients. */
const { IDENTITY_GRAPH: server, IDENTITY_GRAPH_DEMO: demo } = process.env;
assert.ok(server && demo, 'IDENTITY_GRAPH is to be the address of a development run, IDENTITY_GRAPH_DEMO its demo folder');

export const endpoint = `${server}/graphql`;

const tokens = new Map<string, Promise<string>>();

/** A token for a demo client, by its id and secret, as any OAuth 2 client gets one. */
export function token(client: string): Promise<string> {
  const known = tokens.get(client) ?? fetchToken(client);
  tokens.set(client, known);
  return known;
}

async function fetchToken(client: string): Promise<string> {
  const file = await readFile(path.join(demo!, client), 'utf8');
  const [, login] = file.match(/user = "(.*)"/) ?? assert.fail(`${client} has no id and secret`);
  const reply = await fetch(`${server}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  assert.equal(reply.status, 200);
  return ((await reply.json()) as { access_token: string }).access_token;
}
