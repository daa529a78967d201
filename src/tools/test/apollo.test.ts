import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CombinedGraphQLErrors, gql } from '@apollo/client';
import { identityGraph } from '../apollo/client';
import { INTEREST, PAGE } from '../apollo/page';
import { useFragment as unmask } from '../apollo/__generated__';
import { endpoint, token } from '../server';

const client = () => identityGraph(endpoint, () => token('shop'));

test('Apollo Client reads a page by a typed document', async () => {
  const { data } = await client().query({ query: PAGE, variables: { ref: '1001', first: 20 } });

  const own = data?.customer?.segments.edges.map((edge) => unmask(INTEREST, edge.node).name);
  const seen = data?.customer?.devices.edges.flatMap(({ node }) =>
    node.segments.edges.map((edge) => unmask(INTEREST, edge.node).name),
  );
  assert.deepEqual(own, ['loyalty-gold']);
  assert.deepEqual(seen?.sort(), ['espresso-machines', 'trail-running', 'winter-boots']);
});

test('Apollo Client appends pages to one list, in its cache too', async () => {
  const apollo = client();
  const pages = apollo.watchQuery({ query: PAGE, variables: { ref: '1001', first: 1 } });
  const reading = pages.subscribe({});
  const first = (await apollo.query({ query: PAGE, variables: { ref: '1001', first: 1 } })).data?.customer?.devices;
  assert.equal(first?.edges.length, 1);
  assert.equal(first?.pageInfo.hasNextPage, true);

  await pages.fetchMore({ variables: { after: first?.pageInfo.endCursor } });

  reading.unsubscribe();

  const cached = apollo.readQuery({ query: PAGE, variables: { ref: '1001', first: 1 } });
  assert.equal(new Set(cached?.customer?.devices.edges.map(({ node }) => node.key)).size, 2);
});

test('a node is one entry of the cache by any walk', async () => {
  const apollo = client();
  const { data } = await apollo.query({ query: PAGE, variables: { ref: '1001', first: 20 } });
  const device = data!.customer!.devices.edges[0].node;
  const byId = gql`
    query ById($ref: String!) @purpose(is: PERSONALIZATION) {
      customer(namespace: "crm", value: $ref) {
        key
        devices(first: 1) {
          edges {
            node {
              id
              key
            }
          }
        }
      }
    }
  `;
  const { data: again } = await apollo.query<any>({ query: byId, variables: { ref: '1001' } });
  const id = again.customer.devices.edges[0].node.id;
  const goOn = gql`
    query GoOn($id: ID!) @purpose(is: PERSONALIZATION) {
      node(id: $id) {
        key
      }
    }
  `;
  const { data: resumed } = await apollo.query<any>({ query: goOn, variables: { id } });

  assert.equal(resumed.node.key, device.key);
  const cached = Object.keys(apollo.cache.extract() as object).filter((entry) => entry.includes(device.key));
  assert.deepEqual(cached, [`Device:{"key":"${device.key}"}`]);
});

test('a refusal reaches the application with its code', async () => {
  const twin = gql`
    query Twin @purpose(is: PERSONALIZATION) {
      customer(namespace: "crm", value: "1001") {
        emails {
          edges {
            cursor
          }
        }
      }
    }
  `;

  await assert.rejects(client().query({ query: twin }), (error) => {
    assert.ok(CombinedGraphQLErrors.is(error));
    assert.equal(error.errors[0].extensions?.code, 'HOP_NOT_PERMITTED');
    return true;
  });
});
