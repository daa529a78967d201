package dev.identitygraph.consent;

import java.util.List;
import java.util.Set;

/**
 * Those whom an edge concerns, by the pseudonyms under which their consent is recorded. A customer has one for each
 * record, and what is said is said for that record: only people are told by all of theirs.
 *
 * @param subjects every one of them must have said yes
 * @param voices they need not have said anything, and a yes of theirs opens nothing, but a no of theirs counts
 * @param people the people of a device, each by all records: one has said no who has on any record, and their no counts
 *     once the last of them has said it
 */
public record Parties(Set<String> subjects, Set<String> voices, List<Set<String>> people) {}
