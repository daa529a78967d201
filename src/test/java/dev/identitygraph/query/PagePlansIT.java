package dev.identitygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Guards;
import dev.identitygraph.policy.Hop;
import dev.identitygraph.policy.Location;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Plan.Input;
import dev.identitygraph.policy.Walk;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.testing.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * How the database goes about a page of a segment's members: it starts in the index of the list, and skips, sorts and
 * counts nobody. The graph is small here, and a planner that is not told would look at all members.
 */
@IntegrationTest
class PagePlansIT {
    private static final Guards GUARDS = new Guards(
            Set.of(Party.FIRST), Set.of(LawfulBasis.CONSENT), Set.of(Method.DETERMINISTIC), 0.5, Optional.empty());

    @Autowired
    private Driver driver;

    @Autowired
    private Purposes purposes;

    @Autowired
    private Namespaces namespaces;

    static Stream<Arguments> members() {
        return Stream.of(Kind.CUSTOMER, Kind.EMAIL, Kind.DEVICE)
                .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
    }

    @ParameterizedTest
    @MethodSource("members")
    void aPageOfASegmentIsFoundByTheIndexOfItsList(Kind member, boolean backwards) {
        var members = members(member);
        var walk = new Plan.Resumption(
                start("segment", members), List.of(), node(Kind.SEGMENT, step("members", members, node(member))));
        var operators = operators(walk, backwards);
        assertThat(operators)
                .noneMatch(operator -> operator.matches("(Partial)?(Top|Sort|Skip|Expand|.*Relationship.*Scan).*"));
        assertThat(operators.stream().filter(seeksInList()))
                .as("whether the segment exists, the page, and whether there is something beyond it")
                .hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("members")
    void soIsAPageOfASegmentThatAWalkComesTo(Kind member, boolean backwards) {
        var segments = hop(Kind.CUSTOMER, Direction.OUT, Kind.SEGMENT);
        var page = step("segments/members", members(member), node(member));
        var walk = new Plan.Resumption(
                start("crm", segments),
                List.of(),
                node(Kind.CUSTOMER, step("segments", segments, node(Kind.SEGMENT, page))));
        var operators = operators(walk, backwards);
        assertThat(operators.stream().filter(seeksInList())).hasSize(2);
        assertThat(operators).noneMatch(operator -> operator.matches("(Partial)?(Sort|Skip).*"));
        assertThat(operators.stream().filter(operator -> operator.startsWith("Top")))
                .as("a customer's few segments are sorted, and nothing else")
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("members")
    void aWalkThatGoesOnFromAMemberFindsItByTheIdOfItsEdge(Kind member, boolean backwards) {
        var members = members(member);
        var segments = hop(member, Direction.OUT, Kind.SEGMENT);
        var walk = new Plan.Resumption(
                start("segment", members),
                List.of(members),
                node(member, step("segments", segments, node(Kind.SEGMENT))));
        assertThat(operators(walk, backwards))
                .anyMatch(operator -> operator.matches("DirectedRelationship.*IndexSeek.*IN_SEGMENT\\(edgeId\\).*"));
    }

    @Test
    void everyPurposeHasItsIndex() {
        try (var session = driver.session()) {
            assertThat(session.run("""
                                    SHOW INDEXES YIELD name, state, properties
                                    WHERE name STARTS WITH 'in_segment_list_' AND state = 'ONLINE'
                                    RETURN properties
                                    """).list(index -> index.get("properties").asList()))
                    .containsExactlyInAnyOrderElementsOf(purposes.all().stream()
                            .map(purpose ->
                                    List.<Object>of(EdgeProperties.list(purpose), EdgeProperties.position(purpose)))
                            .toList());
        }
    }

    /** The operators of the plan, each with its details. */
    private List<String> operators(Plan.Resumption walk, boolean backwards) {
        var plan = new Plan(purposes.all().getFirst(), "version", Optional.empty(), Set.of(), false, List.of());
        var compiled = CypherCompiler.compile(plan, walk, 0);
        var all = IntStream.range(0, compiled.steps().size()).boxed().toList();
        var cypher = backwards ? CypherCompiler.turn(plan, compiled, Set.copyOf(all)) : compiled.cypher();
        var operators = new ArrayList<String>();
        try (var session = driver.session()) {
            var summary = session.run("EXPLAIN " + cypher).consume();
            assertThat(summary.gqlStatusObjects())
                    .as("the hints can be followed")
                    .noneMatch(
                            status -> status.toString().toLowerCase(Locale.ROOT).contains("hint"));
            collect(summary.plan(), operators);
        }
        return operators;
    }

    private static void collect(org.neo4j.driver.summary.Plan plan, List<String> operators) {
        operators.add(plan.operatorType() + " "
                + Optional.ofNullable(plan.arguments().get("Details"))
                        .map(details -> details.asString())
                        .orElse(""));
        plan.children().forEach(child -> collect(child, operators));
    }

    private Predicate<String> seeksInList() {
        var purpose = purposes.all().getFirst();
        var index = "IN_SEGMENT(%s, %s)".formatted(EdgeProperties.list(purpose), EdgeProperties.position(purpose));
        return operator -> operator.startsWith("DirectedRelationshipIndexSeek") && operator.contains(index);
    }

    private Plan.Start start(String namespace, PermittedHop exists) {
        return new Plan.Start(
                "Query.start", namespaces.find(namespace).orElseThrow(), List.of(exists), Optional.empty());
    }

    private static PermittedHop members(Kind member) {
        return hop(Kind.SEGMENT, Direction.IN, member);
    }

    private static PermittedHop hop(Kind from, Direction direction, Kind to) {
        var hop = new Hop(from.label() + ".hop", from, EdgeType.IN_SEGMENT, direction, to);
        return new PermittedHop(hop, Set.of(new Walk(first(from), first(to))), GUARDS, "A test's.");
    }

    private static Quadrant first(Kind kind) {
        return kind.quadrant(Party.FIRST);
    }

    private static Plan.Step step(String path, PermittedHop hop, Plan.Node node) {
        var page = new Plan.Page(
                new Input.Given(20),
                new Input.Given(null),
                new Input.Given(null),
                new Input.Given(null),
                true,
                true,
                true);
        return new Plan.Step(path, hop, new Location(1, 1), page, Set.of(), node);
    }

    private static Plan.Node node(Kind kind, Plan.Step... steps) {
        return new Plan.Node(kind, Set.of(first(kind)), Set.of(), true, false, List.of(steps));
    }
}
