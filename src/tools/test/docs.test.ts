import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const SOURCES = [
  'apollo/client.ts', 'apollo/page.ts', 'relay/environment.ts', 'relay/Audience.tsx', 'test/apollo.test.ts',
  'relay.config.json', 'codegen.yml',
];

test('every snippet of docs/frontend.md is a part of what is tested here', () => {
  const page = readFileSync('../../docs/frontend.md', 'utf8');
  const snippets = [...page.matchAll(/^```(?:ts|tsx|json|yaml)\n(.*?)^```$/gms)].map(([, snippet]) => snippet);
  const tested = SOURCES.map((source) => readFileSync(source, 'utf8'));

  assert.ok(snippets.length >= 5);
  for (const snippet of snippets) {
    assert.ok(tested.some((source) => source.includes(snippet)), `no part of what is tested:\n${snippet}`);
  }
});
