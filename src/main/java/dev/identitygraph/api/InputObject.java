package dev.identitygraph.api;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.privacy.GivenIdentity;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An input object; what it leaves out is empty. */
record InputObject(Map<String, @Nullable Object> values) {
    /** The argument {@code input} of a mutation. */
    static InputObject of(DataFetchingEnvironment environment) {
        return argument(environment, "input");
    }

    /** An argument that is never null. */
    static InputObject argument(DataFetchingEnvironment environment, String name) {
        return new InputObject(requireNonNull(environment.getArgument(name)));
    }

    /** An input object within; one that is left out is empty. */
    @SuppressWarnings("unchecked") // The engine has coerced it to the schema's type.
    InputObject object(String name) {
        return new InputObject(
                values.get(name) instanceof Map<?, ?> fields ? (Map<String, @Nullable Object>) fields : Map.of());
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** It, as an identity. */
    GivenIdentity identity() {
        return new GivenIdentity(text("namespace"), text("value"));
    }

    String text(String name) {
        var value = values.get(name);
        return value == null ? "" : value.toString();
    }

    /** The items of a list. */
    Collection<?> items(String name) {
        return values.get(name) instanceof Collection<?> items ? items : List.of();
    }

    List<String> texts(String name) {
        return values.get(name) instanceof Collection<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    Set<Purpose> purposes() {
        return texts("purposes").stream().map(Purpose::new).collect(Collectors.toUnmodifiableSet());
    }

    Optional<Instant> instant(String name) {
        return values.get(name) instanceof OffsetDateTime time ? Optional.of(time.toInstant()) : Optional.empty();
    }
}
