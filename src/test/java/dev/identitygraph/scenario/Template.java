package dev.identitygraph.scenario;

import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document, for many questions.
 *
 * @param namespaces the namespaces of the values that the variables {@code v0}, {@code v1} … give
 * @param flags the names of its other variables that are Boolean
 * @param fixed the values of the rest
 * @param pages the fields whose pages the variables {@code first0}, {@code after0}, {@code last0}, {@code before0} …
 *     ask
 * @param header the purpose that the request names beside the document
 */
record Template(
        String document,
        Purpose purpose,
        List<Namespace> namespaces,
        List<String> flags,
        Map<String, @Nullable Object> fixed,
        List<String> pages,
        Optional<String> header) {}
