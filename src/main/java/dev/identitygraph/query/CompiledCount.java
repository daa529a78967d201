package dev.identitygraph.query;

import dev.identitygraph.policy.PermittedHop;
import java.util.List;

/**
 * The statement that lists a segment's members for a purpose.
 *
 * @param cypher its parameters are {@code segment}, {@code at}, and one for each hop that has a guard of age
 * @param aged the hops that have a guard of age
 */
record CompiledCount(String cypher, List<PermittedHop> aged) {}
