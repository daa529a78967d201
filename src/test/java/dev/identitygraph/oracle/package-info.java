/**
 * The semantics of the identity graph on a page, and a naive evaluator that is this page in code. It holds the graph in
 * memory, reads the policy, the schema and the document by itself, and plans, compiles and optimises nothing, so that
 * agreement with the product means something. It shares only the vocabulary with it ({@code identity}).
 *
 * <h2>When an edge may be walked</h2>
 *
 * <p>An edge <em>serves</em> purpose P at an instant if it is ACTIVE, has a consent entry for P, that entry's status is
 * GRANTED, and {@code validFrom <= at < validUntil}. A hop is a field with {@code @hop(edge, direction)}: OUT goes
 * along the arrow, IN against it, BOTH either way. P's policy lets a hop walk an edge if the hop is listed, the edge
 * serves P, and the edge satisfies all of the hop's guards: the entry's lawful basis, the edge's party and its method
 * are among those listed, its confidence is at least {@code minConfidence}, it was observed no earlier than
 * {@code oldest} before the instant, and the quadrants of the node that the hop leaves and of the node that it reaches
 * are one of its {@code walks}. A node's quadrant is its kind's aspect (PERSONAL, BEHAVIORAL) and its namespace's
 * party.
 *
 * <p>An edge that says something for OPT_OUT_X serves no P that is {@code blockedBy} X.
 *
 * <h2>When a node exists</h2>
 *
 * <p>A walk starts at a field of {@code Query} by a namespace and a value. The node exists for P only if
 * {@code maxHops} is at least 1 and some hop of P can walk some edge of it; otherwise the answer is null, as for a node
 * that is not there. Beyond the start, a node exists through the edge that was walked to it. Each edge is an item of
 * its list, also if several lead to one node. For a P with a {@code minGroup} a segment exists only if at least as many
 * members were last published for P: no edge of a smaller one is walked. {@code size} is their number, rounded down to
 * a multiple of {@code minGroup}.
 *
 * <p>A purpose with {@code wholeView} is the person's own, and differs: the start exists by itself, and of an edge none
 * of the above is asked but party, method, confidence, age and quadrants. It is walked if it concerns nobody but the
 * person, who is all records that ACTIVE SAME_AS edges join with the start: from a customer, unless it is a superseded
 * SAME_AS; from a first-party address or device, if all who have or use it, by an edge of any standing, are records of
 * the person; from a third party's node, never. {@code consents} has the entry of each purpose, and whether the edge
 * serves it.
 *
 * <h2>When a document is refused</h2>
 *
 * <p>Refusal depends on the document, the grants and the policy, never on the graph; {@code @skip} and {@code @include}
 * do not count. The purpose is in the directive {@code @purpose} or the header, the same if in both, exists and is
 * granted. A start must be listed in {@code enter}, its namespace be a literal and listed there. One that is bound to
 * ANY is for confidential clients. One that is bound to the SUBJECT starts at the subject's own node: {@code viewer} at
 * the record of the person who signed in, in the only namespace listed; another field at the device that the request's
 * cookie of the namespace names, and no value is written for it. Without a value, a field bound to ANY starts there
 * too. Where nobody signed in, or there is no such cookie, the answer is null. The document then stands in the
 * namespace's quadrant. A field with {@code @hop} is permitted if the hop is listed with a walk from a quadrant where
 * the document may stand, and fewer than {@code maxHops} hops lie before it; the document then may stand in each
 * quadrant to which those walks lead. A property must be revealed in <em>every</em> quadrant where the document may
 * stand; those of an edge's consent and provenance, in every quadrant of the node that the edge leads to. What
 * {@code id}, {@code key}, {@code cursor}, {@code pageInfo} and {@code __typename} say is no property. Below a field
 * that is refused nothing is judged.
 *
 * <h2>What an answer shows</h2>
 *
 * <p>Properties by the schema's names; of consent the entry of P; instants to the day in UTC.
 *
 * <h2>Which page of a list</h2>
 *
 * <p>The order of a list is not specified, but it is one order, and stands still; here it is that of the graph's edges.
 * A cursor is a place in that order, for one purpose and field, whether its edge may still be walked or not. Of the
 * edges that may be walked and stand between the places that {@code after} and {@code before} name, a page has the
 * {@code first} so many or the {@code last} so many, always in the order of the list; the first 20 if neither is said,
 * and never both. A page from the start has a next one if edges were left over, and a previous one if the list has an
 * edge up to the place that {@code after} names. A page from the end, the other way round. A size is from 1 to 100.
 */
@NullMarked
package dev.identitygraph.oracle;

import org.jspecify.annotations.NullMarked;
