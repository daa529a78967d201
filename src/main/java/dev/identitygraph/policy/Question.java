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
 * @param subject the value of the identity that the request's token proves the asking person to have
 */
public record Question(
        Client client,
        Document document,
        @Nullable String operationName,
        CoercedVariables variables,
        Optional<String> purposeHeader,
        Optional<String> subject) {}
