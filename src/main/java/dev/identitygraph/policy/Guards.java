package dev.identitygraph.policy;

import static java.util.stream.Collectors.joining;

import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        Optional<Period> oldest) {

    /** Each guard under the policy's name for it. */
    public List<String> texts() {
        return Stream.of(
                        Stream.of(
                                "party " + names(parties),
                                "lawfulBasis " + names(lawfulBases),
                                "methods " + names(methods),
                                "minConfidence " + minConfidence),
                        oldest.map(age -> "oldest " + age).stream())
                .flatMap(text -> text)
                .toList();
    }

    private static String names(Set<? extends Enum<?>> values) {
        return values.stream()
                .sorted(Comparator.comparing(Enum::ordinal))
                .map(Enum::name)
                .collect(joining(", "));
    }
}
