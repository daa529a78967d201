package dev.identitygraph.link;

import dev.identitygraph.identity.Namespace;
import java.util.List;

/**
 * How identities of a namespace are linked.
 *
 * @param priority the higher, the stronger are links to its identities
 * @param unique whether a person's graph has one value of it at the most
 * @param limit how many other identities a value may be linked with before it counts as generic
 * @param mayBeShared whether several people may have one value, which then joins none of them
 * @param never values that never link; {@code *} stands for any characters
 */
public record NamespaceRule(
        Namespace namespace, int priority, boolean unique, int limit, boolean mayBeShared, List<ValuePattern> never) {

    /** The values that never link, where they are written in full. */
    public List<String> exactNevers() {
        return never.stream()
                .filter(ValuePattern::isExact)
                .map(ValuePattern::toString)
                .toList();
    }

    /** Whether a value must be seen to tell if it links. */
    public boolean hasPatterns() {
        return never.stream().anyMatch(pattern -> !pattern.isExact());
    }
}
