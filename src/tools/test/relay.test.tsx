import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Suspense } from 'react';
import { RelayEnvironmentProvider } from 'react-relay';
import { act, create, type ReactTestRenderer } from 'react-test-renderer';
import { fetchQuery } from 'relay-runtime';
import { ALL_DEVICES } from '../relay/AllDevices';
import { Audience } from '../relay/Audience';
import type { AllDevicesQuery } from '../relay/__generated__/AllDevicesQuery.graphql';
import { identityGraph } from '../relay/environment';
import { endpoint, token } from '../server';

const SEGMENT = 'garden-furniture';
const environment = () => identityGraph(endpoint, () => token('dmp'));

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

// Relay gives up a rendering that came to nothing after five minutes. The process need not wait for that.
const { setTimeout: timeout } = globalThis;
const impatient = (work: () => void, millis?: number) => {
  const timer = timeout(work, millis);
  return millis! > 60_000 ? timer.unref() : timer;
};
Object.assign(globalThis, { setTimeout: Object.assign(impatient, timeout) });

test('usePaginationFragment reads a list page by page, and anew', async (context) => {
  const all = (await devices()).map(({ node }) => node.syncedWith.edges.map((edge) => edge.node.value).join());
  assert.ok(all.length > 10, 'a list of several pages');
  const screen = await render();
  // Relay holds a query for minutes if what it is for is not taken down.
  context.after(() => act(async () => screen.unmount()));
  assert.deepEqual(items(screen), all.slice(0, 5));

  await press(screen, 'more', () => items(screen).length > 5);
  assert.deepEqual(items(screen), all.slice(0, 10));

  await press(screen, 'anew', () => items(screen).length === 3);
  assert.deepEqual(items(screen), all.slice(0, 3));
});

test('the store holds every node by its id', async () => {
  const relay = environment();
  const nodes = (await devices(relay)).map(({ node }) => node);

  const records = nodes.map(({ id }) => relay.getStore().getSource().get(id));
  assert.deepEqual(
    records.map((record) => [record?.__typename, record?.key]),
    nodes.map(({ key }) => ['Device', key]),
  );
});

async function devices(relay = environment()) {
  const data = await fetchQuery<AllDevicesQuery>(relay, ALL_DEVICES, { segment: SEGMENT }).toPromise();
  return data!.segment!.devices.edges;
}

async function render(): Promise<ReactTestRenderer> {
  let screen!: ReactTestRenderer;
  await act(async () => {
    screen = create(
      <RelayEnvironmentProvider environment={environment()}>
        <Suspense fallback="loading">
          <Audience segment={SEGMENT} />
        </Suspense>
      </RelayEnvironmentProvider>,
    );
  });
  await until(() => screen.root.findAllByType('ol').length > 0);
  return screen;
}

async function press(screen: ReactTestRenderer, name: string, done: () => boolean) {
  await act(async () => screen.root.findByProps({ name }).props.onClick());
  await until(done);
}

function items(screen: ReactTestRenderer): string[] {
  return screen.root.findAllByType('li').map((item) => item.children.join());
}

/** Lets React work until something is seen, for ten seconds at most. */
async function until(seen: () => boolean) {
  for (let tries = 0; !seen(); tries++) {
    assert.ok(tries < 1_000, 'it is not seen');
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
}
