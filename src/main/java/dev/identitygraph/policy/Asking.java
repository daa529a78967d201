package dev.identitygraph.policy;

import dev.identitygraph.client.Client;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document that a client asks, before it is parsed.
 *
 * @param operationName which of its operations, or null where it has one
 * @param purposeHeader the purpose that the request names beside the document
 */
public record Asking(Client client, String text, @Nullable String operationName, Optional<String> purposeHeader) {}
