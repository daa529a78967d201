package dev.identitygraph.decision;

import java.time.Instant;
import java.util.List;

/**
 * What a privacy officer has decided about two identities.
 *
 * @param observation the id of the observation that it is, by which it is taken back
 * @param joins whether they are of one person; else they are not
 * @param two what they are called: {@code namespace:value}, or {@code namespace:#digest} where the value is not kept in
 *     clear
 */
public record LinkDecision(String observation, boolean joins, Instant at, List<String> two, Effect effect) {}
