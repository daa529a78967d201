package dev.identitygraph.policy;

import java.util.List;

/**
 * The way that a walk has taken, without its values.
 *
 * @param entry the coordinate of the field that it started at
 * @param namespace the namespace of the identity that it started by
 * @param hops the coordinates of the hops that it has taken
 */
public record Trail(String entry, String namespace, List<String> hops) {}
