import { graphql } from './__generated__';

export const PAGE = graphql(`
  query Page($ref: String!, $first: Int!, $after: String) @purpose(is: PERSONALIZATION) {
    customer(namespace: "crm", value: $ref) {
      key
      segments {
        edges {
          node {
            ...Interest
          }
          consent {
            validUntil
          }
        }
      }
      devices(first: $first, after: $after) {
        edges {
          node {
            key
            segments {
              edges {
                node {
                  ...Interest
                }
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const INTEREST = graphql(`
  fragment Interest on Segment {
    key
    name
  }
`);
