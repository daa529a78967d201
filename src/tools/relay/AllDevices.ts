import { graphql } from 'relay-runtime';

/** The first hundred devices at once. */
export const ALL_DEVICES = graphql`
  query AllDevicesQuery($segment: String!) @purpose(is: RETARGETING) {
    segment(namespace: "segment", value: $segment) {
      id
      devices(first: 100) {
        edges {
          node {
            id
            key
            syncedWith(first: 1) {
              edges {
                node {
                  value
                }
              }
            }
          }
        }
      }
    }
  }
`;
