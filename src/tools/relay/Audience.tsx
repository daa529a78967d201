import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay';
import type { AudienceDevicesQuery } from './__generated__/AudienceDevicesQuery.graphql';
import type { AudienceQuery } from './__generated__/AudienceQuery.graphql';
import type { Audience_segment$key } from './__generated__/Audience_segment.graphql';

export function Audience({ segment }: { segment: string }) {
  const data = useLazyLoadQuery<AudienceQuery>(
    graphql`
      query AudienceQuery($segment: String!) @purpose(is: RETARGETING) {
        segment(namespace: "segment", value: $segment) {
          ...Audience_segment
        }
      }
    `,
    { segment },
  );
  return data.segment ? <Devices segment={data.segment} /> : <p>There is no such segment, or none for us.</p>;
}

function Devices({ segment }: { segment: Audience_segment$key }) {
  const { data, hasNext, loadNext, refetch } = usePaginationFragment<AudienceDevicesQuery, Audience_segment$key>(
    graphql`
      fragment Audience_segment on Segment
      @argumentDefinitions(first: { type: "Int", defaultValue: 5 }, after: { type: "String" })
      @refetchable(queryName: "AudienceDevicesQuery", directives: ["@purpose(is: RETARGETING)"]) {
        name
        devices(first: $first, after: $after) @connection(key: "Audience_devices") {
          edges {
            node {
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
    `,
    segment,
  );
  return (
    <section>
      <h1>{data.name}</h1>
      <ol>
        {data.devices.edges.map(({ node }, place) => (
          <li key={place}>{node.syncedWith.edges.map((edge) => edge.node.value)}</li>
        ))}
      </ol>
      <button name="more" disabled={!hasNext} onClick={() => loadNext(5)} />
      <button name="anew" onClick={() => refetch({ first: 3 }, { fetchPolicy: 'network-only' })} />
    </section>
  );
}
