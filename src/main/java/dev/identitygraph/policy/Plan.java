package dev.identitygraph.policy;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operation walks and returns. It holds no value of a variable, so that it serves every request with the same
 * document.
 *
 * @param policyVersion the policy that permitted it
 * @param minGroup the fewest members with which a segment exists
 * @param blockedBy the names of the stored opt-outs that close an edge
 * @param wholeView whether all that concerns the person, and nobody else, is shown, whatever it may be used for
 */
public record Plan(
        Purpose purpose,
        String policyVersion,
        Optional<Integer> minGroup,
        Set<String> blockedBy,
        boolean wholeView,
        List<Root> roots) {

    /** A root field. */
    public sealed interface Root {
        /** Its name in the answer. */
        String resultKey();
    }

    /**
     * A root field that starts a walk.
     *
     * @param value the identity's value
     */
    public record Entry(String resultKey, Start start, Input value, Node node) implements Root {}

    /**
     * A root field that resumes walks by their handles. What it may walk on depends on where the handles lead, so it is
     * planned for each of them, by {@link Planner#resume}.
     *
     * @param ids a handle, or a list of them
     */
    public record Resume(String resultKey, Input ids, Location location) implements Root {}

    /**
     * Where a walk starts.
     *
     * @param exists the hops of which one must be open for the node to exist for the purpose
     * @param own what the node must be named by, where it must be the subject's own
     */
    public record Start(String coordinate, Namespace namespace, List<PermittedHop> exists, Optional<Input> own) {}

    /**
     * The rest of a walk that is resumed.
     *
     * @param hops those that the walk has taken, each with the quadrants that were possible there
     * @param node where it leads, and what is asked of it
     */
    public record Resumption(Start start, List<PermittedHop> hops, Node node) {}

    /**
     * A node of the answer.
     *
     * @param quadrants where the walk may stand here
     * @param properties the graph's names of what is returned
     * @param handle whether its id is returned
     * @param key whether its key is returned
     */
    public record Node(
            Kind kind,
            Set<Quadrant> quadrants,
            Set<String> properties,
            boolean handle,
            boolean key,
            List<Step> steps) {}

    /**
     * A hop that is taken, and the page of it that is returned.
     *
     * @param path the result keys that lead to the field, joined by slashes: unique in the operation
     * @param hop with the walks that are possible here only
     * @param location the field in the document
     * @param page which edges to return
     * @param metadata the coordinates of consent and provenance that are returned
     */
    public record Step(String path, PermittedHop hop, Location location, Page page, Set<String> metadata, Node node) {}

    /**
     * Which edges of a list to return: from its start or from its end, between the edges that two cursors name.
     *
     * @param asksPrevious whether it is asked if the list has something before the page
     * @param asksNext whether it is asked if the list goes on after the page
     * @param asksCursors whether any cursor of the page is asked: to seal one costs more than to read the edge
     */
    public record Page(
            Input first,
            Input after,
            Input last,
            Input before,
            boolean asksPrevious,
            boolean asksNext,
            boolean asksCursors) {}

    /** The value of an argument: known from the document, or given by each request. */
    public sealed interface Input {
        /** A literal; {@code value} is null where there is none. */
        record Given(@Nullable Object value) implements Input {}

        /** What the request gives for a variable. */
        record Variable(String name) implements Input {}

        /** A list of which some items are variables. */
        record Items(List<Input> items) implements Input {}

        /** The record number of the person who signed in. */
        record OwnPerson() implements Input {}

        /** The value of the request's own cookie that names a device in this namespace. */
        record OwnDevice(String namespace) implements Input {}
    }
}
