package dev.identitygraph.policy;

import dev.identitygraph.client.Clients;

/**
 * A policy and the registrations beside it that may be served: read without a fault, and together closing no circle.
 *
 * @param check what proved it
 */
public record CheckedPolicy(Policy policy, Clients clients, CircleCheck check) {}
