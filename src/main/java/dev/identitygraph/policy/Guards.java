package dev.identitygraph.policy;

import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import java.time.Period;
import java.util.Optional;
import java.util.Set;

/**
 * What an edge must be for a hop to walk it, besides serving the purpose at that instant and being active.
 *
 * @param minConfidence from 0 to 1
 * @param oldest the greatest age of the edge's latest observation, or empty for any
 */
public record Guards(
        Set<Party> parties,
        Set<LawfulBasis> lawfulBases,
        Set<Method> methods,
        double minConfidence,
        Optional<Period> oldest) {}
