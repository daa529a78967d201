import { ApolloClient, HttpLink, InMemoryCache, type TypePolicy } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** A node is one entry of the cache by whatever walk it was reached; without its key, it is a part of its parent. */
const byKey: TypePolicy['keyFields'] = (node) => (node.key ? ['key'] : false);

export function identityGraph(uri: string, token: () => Promise<string>) {
  const page = relayStylePagination();
  return new ApolloClient({
    link: new HttpLink({
      uri,
      fetch: async (to, request) =>
        fetch(to, { ...request, headers: { ...request?.headers, authorization: `Bearer ${await token()}` } }),
    }),
    cache: new InMemoryCache({
      possibleTypes: { Node: ['Customer', 'Email', 'Device', 'Segment'] },
      typePolicies: {
        Customer: { keyFields: byKey, fields: { segments: page, devices: page, emails: page, sameAs: page } },
        Email: { keyFields: byKey },
        Device: { keyFields: byKey, fields: { segments: page } },
        Segment: { keyFields: byKey, fields: { devices: page } },
      },
    }),
  });
}
