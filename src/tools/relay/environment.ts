import { Environment, Network, RecordSource, Store, type GraphQLResponse } from 'relay-runtime';

export function identityGraph(uri: string, token: () => Promise<string>) {
  return new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(async ({ text: query }, variables) => {
      const reply = await fetch(uri, {
        method: 'POST',
        headers: {
          accept: 'application/graphql-response+json',
          'content-type': 'application/json',
          authorization: `Bearer ${await token()}`,
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await reply.json()) as GraphQLResponse;
    }),
  });
}
