package dev.identitygraph.source;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.link.Link;
import dev.identitygraph.link.Observation.Says;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a line of native JSON Lines says of identities, as {@code graph-schema/observations.schema.json} describes it,
 * whatever its source may say. A value that is no good is rejected, and the rest is kept.
 *
 * @param observedAt nothing if nothing is said of identities, or it cannot be taken
 * @param identities those that were seen together, or that are decided about
 * @param links the edges that the line names, or else every two identities between which there can be an edge
 * @param linksAreNamed whether the line names its edges
 */
record NativeLine(
        Says says,
        Optional<Party> party,
        Optional<Instant> observedAt,
        Optional<Method> method,
        Optional<Double> confidence,
        Set<Identity> identities,
        List<Link> links,
        boolean linksAreNamed) {

    /**
     * An identity is in a segment.
     *
     * @param until when it ends, if it does
     */
    record Membership(Identity member, Identity segment, Optional<Instant> until) {}

    private static final Set<String> KNOWN = Set.of(
            "source",
            "party",
            "observedAt",
            "method",
            "confidence",
            "identities",
            "edges",
            "segments",
            "consents",
            "join",
            "split");
    private static final List<String> OBSERVED = List.of("identities", "edges", "segments");

    /** Reads a line; nothing if it is no good as a whole. */
    static Optional<NativeLine> of(JsonFields line, Namespaces namespaces) {
        if (!line.hasOnly(KNOWN)) {
            return Optional.empty();
        }
        var observed = OBSERVED.stream().anyMatch(line::has);
        var decisions = Stream.of(Says.JOIN, Says.SPLIT)
                .filter(decision -> line.has(property(decision)))
                .toList();
        if (decisions.size() + (observed || line.has("consents") ? 1 : 0) != 1) {
            return line.reject(
                    "",
                    "what is said is missing, or is said twice",
                    "some of identities, edges, segments and consents, or one of join and split");
        }
        var says = decisions.isEmpty() ? Says.TOGETHER : decisions.getFirst();
        var identities = identities(line, property(says), namespaces);
        if (says != Says.TOGETHER && identities.size() != 2) {
            return line.reject(property(says), "a decision is about two identities", "two identities that differ");
        }
        var links = line.has("edges") ? edges(line, namespaces) : everyTwo(identities);
        links.forEach(link -> identities.addAll(List.of(link.from(), link.to())));
        var observedAt = observed || says != Says.TOGETHER
                ? line.required("observedAt", Text.INSTANT)
                : Optional.<Instant>empty();
        var party = line.text("party", Text.oneOf(Party.class));
        var method = line.text("method", Text.oneOf(Method.class));
        var confidence = line.share("confidence");
        // Where a line does not say rightly how it knows, what it knows is not taken on other terms.
        var isVouchedFor = line.has("party") == party.isPresent()
                && line.has("method") == method.isPresent()
                && line.has("confidence") == confidence.isPresent();
        return Optional.of(new NativeLine(
                says,
                party,
                observedAt.filter(_ -> isVouchedFor),
                method,
                confidence,
                identities,
                links,
                line.has("edges")));
    }

    private static String property(Says says) {
        return switch (says) {
            case TOGETHER -> "identities";
            case JOIN -> "join";
            case SPLIT -> "split";
        };
    }

    private static Set<Identity> identities(JsonFields line, String property, Namespaces namespaces) {
        var identities = new LinkedHashSet<Identity>();
        for (var part : line.items(property)) {
            line.identity(part, namespaces)
                    .filter(identity -> identity.namespace().kind() != Kind.SEGMENT
                            || line.reject(part.path(), "a segment was not seen", "the segment in segments")
                                    .isPresent())
                    .ifPresent(identities::add);
        }
        return identities;
    }

    private static List<Link> everyTwo(Collection<Identity> identities) {
        var all = List.copyOf(identities);
        var links = new ArrayList<Link>();
        for (var i = 0; i < all.size(); i++) {
            for (var j = i + 1; j < all.size(); j++) {
                Link.between(all.get(i), all.get(j)).ifPresent(links::add);
            }
        }
        return links;
    }

    private static List<Link> edges(JsonFields line, Namespaces namespaces) {
        return line.items("edges").stream()
                .flatMap(part -> edge(line, part, namespaces).stream())
                .distinct()
                .toList();
    }

    /** An edge, written as {@code [from, EDGE_TYPE, to]}. */
    private static Optional<Link> edge(JsonFields line, JsonFields.Part part, Namespaces namespaces) {
        var types = Arrays.stream(EdgeType.values())
                .filter(type -> type != EdgeType.IN_SEGMENT)
                .toList();
        var type = types.stream()
                .filter(known -> part.value().isArray()
                        && part.value().size() == 3
                        && part.value().path(1).asString("").equals(known.name()))
                .findFirst();
        if (type.isEmpty()) {
            return line.reject(part.path(), "this is no edge", "[from, type, to] with a type of " + types);
        }
        var from = line.identity(
                new JsonFields.Part(part.path() + "[0]", part.value().path(0)), namespaces);
        var to = line.identity(
                new JsonFields.Part(part.path() + "[2]", part.value().path(2)), namespaces);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        var link = new Link(type.get(), from.get(), to.get());
        return link.isPossible()
                ? Optional.of(link.ordered())
                : line.reject(part.path(), "an edge of this type does not lead so", "two that it leads between");
    }

    /** The memberships that a line tells of. */
    static List<Membership> memberships(JsonFields line, Namespaces namespaces) {
        return line.items("segments").stream()
                .flatMap(part -> membership(line.in(part), namespaces).stream())
                .toList();
    }

    private static Optional<Membership> membership(JsonFields part, Namespaces namespaces) {
        if (!part.hasOnly(Set.of("member", "segment", "until"))) {
            return Optional.empty();
        }
        var member = part.identity("member", namespaces);
        var segment = part.identity("segment", namespaces);
        var until = part.text("until", Text.INSTANT);
        if (member.isEmpty() || segment.isEmpty() || (part.has("until") && until.isEmpty())) {
            return Optional.empty();
        }
        return new Link(EdgeType.IN_SEGMENT, member.get(), segment.get()).isPossible()
                ? Optional.of(new Membership(member.get(), segment.get(), until))
                : part.rejectThis("there can be no such membership", "a member and a segment of one party");
    }

    /** What was seen, as observations that each hold for one time. */
    List<Observation> observations(Method how, double howSure, List<Membership> memberships) {
        if (observedAt.isEmpty()) {
            return List.of();
        }
        var at = observedAt.get();
        var observations = new ArrayList<Observation>();
        var forGood = new ArrayList<>(links);
        var named = new LinkedHashSet<>(identities);
        memberships.stream().filter(it -> it.until().isEmpty()).forEach(it -> add(it, named, forGood));
        if (!named.isEmpty()) {
            observations.add(new Observation(at, how, howSure, Optional.empty(), named, forGood));
        }
        memberships.stream().flatMap(it -> it.until().stream()).distinct().forEach(until -> {
            var members = new LinkedHashSet<Identity>();
            var joined = new ArrayList<Link>();
            memberships.stream()
                    .filter(it -> it.until().equals(Optional.of(until)))
                    .forEach(it -> add(it, members, joined));
            observations.add(new Observation(at, how, howSure, Optional.of(until), members, joined));
        });
        return observations;
    }

    private static void add(Membership membership, Set<Identity> identities, List<Link> links) {
        identities.add(membership.member());
        identities.add(membership.segment());
        links.add(new Link(EdgeType.IN_SEGMENT, membership.member(), membership.segment()));
    }
}
