package dev.identitygraph.policy;

import dev.identitygraph.client.Client;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a client asks.
 *
 * @param document parsed, and valid against the schema
 * @param operationName which of its operations, or null where it has one
 * @param purposeHeader the purpose that the request names beside the document, for tools that write their own
 *     operations
 * @param subject whom the request proves to ask
 */
public record Question(
        Client client,
        Document document,
        @Nullable String operationName,
        CoercedVariables variables,
        Optional<String> purposeHeader,
        Subject subject) {}
