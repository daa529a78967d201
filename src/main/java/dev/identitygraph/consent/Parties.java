package dev.identitygraph.consent;

import java.util.List;
import java.util.Set;

/**
 * Those whom an edge concerns, each as the pseudonyms under which their consent may be recorded: a person has one for
 * each of their customer records.
 *
 * @param subjects every one of them must have said yes
 * @param voices they need not have said anything, but a no of theirs counts
 * @param people the people of a device: their no counts once the last of them has said it
 */
public record Parties(List<Set<String>> subjects, List<Set<String>> voices, List<Set<String>> people) {}
