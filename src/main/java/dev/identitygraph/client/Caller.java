package dev.identitygraph.client;

import java.util.Optional;

/**
 * Who a request's token proves to ask.
 *
 * @param issuer who says so
 * @param client the id by which the issuer knows the client
 * @param subject the record number of the person who signed in; empty where the client asks for itself
 */
public record Caller(String issuer, String client, Optional<String> subject) {}
