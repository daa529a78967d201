package dev.identitygraph.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an act on links came to.
 *
 * @param effectiveAt when it took effect; the first time, where the same request came again
 * @param consistencyToken with it, a request is answered on no earlier state of the graph, by whichever instance
 * @param observation the decision's own handle, by which the client can take it back; none for a retraction
 * @param repeated whether the request had been done before: then nothing has changed, and no graph is listed
 * @param before the people's graphs that are no more
 * @param after the people's graphs that came to be
 */
public record LinkChange(
        Instant effectiveAt,
        String consistencyToken,
        Optional<String> observation,
        boolean repeated,
        List<PersonGraph> before,
        List<PersonGraph> after) {}
