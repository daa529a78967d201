package dev.identitygraph.source;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.Observation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads native JSON Lines for what they say of who belongs together, whatever their sources are described for.
 * Memberships and consents say nothing of that, and are passed over.
 */
public final class ObservationLines {
    private final Namespaces namespaces;

    public ObservationLines(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * What a line says.
     *
     * @param observations none if nothing of it could be taken
     * @param rejections the values that were not taken
     */
    public record Said(List<Observation> observations, List<Rejection> rejections) {}

    /**
     * Reads a line.
     *
     * @param number as rejections shall give it
     */
    public Said read(long number, String line) {
        var json = NativeReader.json(line);
        if (json.isEmpty()) {
            return new Said(
                    List.of(), List.of(new Rejection("", number, "", "this is no JSON", "one JSON object a line")));
        }
        var fields = JsonFields.of("", number, json.get());
        var source = fields.required("source", Text.any("the name of the source"));
        var observations = NativeLine.of(fields, namespaces)
                .filter(said -> said.observedAt().isPresent() && source.isPresent())
                .map(said -> observations(said, source.orElseThrow()))
                .orElse(List.of());
        return new Said(observations, fields.rejections());
    }

    /** Between the identities of one observation every link counts, so each edge that is named is one of its own. */
    private static List<Observation> observations(NativeLine said, String source) {
        var named = Stream.concat(
                said.identities().stream().map(Set::of),
                said.links().stream().map(link -> Set.of(link.from(), link.to())));
        var together =
                said.linksAreNamed() ? named : Stream.of(said.identities()).filter(all -> !all.isEmpty());
        return together.map(identities -> observation(said, source, identities)).toList();
    }

    private static Observation observation(NativeLine said, String source, Set<Identity> identities) {
        return new Observation(
                source,
                said.observedAt().orElseThrow(),
                said.method().orElse(Method.DETERMINISTIC),
                said.confidence().orElse(1.0),
                said.says(),
                new LinkedHashSet<>(identities));
    }
}
