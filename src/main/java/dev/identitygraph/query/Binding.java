package dev.identitygraph.query;

import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Plan.Input;
import dev.identitygraph.policy.Question;
import dev.identitygraph.policy.Trail;
import dev.identitygraph.query.BoundRoot.BoundWalk;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.Pseudonyms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Binds compiled walks to the values of one request, and collects the values that cannot be taken. */
final class Binding {
    private final Question question;
    private final Purpose purpose;
    private final Cursors cursors;
    private final Handles handles;
    private final Pseudonyms pseudonyms;
    private final AddressCipher addresses;
    private final Limits limits;
    private final Instant at;
    private final Disclosing disclosing;
    private final BiFunction<CompiledWalk, Set<Integer>, String> turn;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * Binds values.
     *
     * @param at all guards of a request are asked about the same instant
     * @param turn the statement of a walk whose steps of these numbers go backwards
     */
    Binding(
            Question question,
            Purpose purpose,
            Cursors cursors,
            Handles handles,
            Pseudonyms pseudonyms,
            AddressCipher addresses,
            Limits limits,
            Instant at,
            Disclosing disclosing,
            BiFunction<CompiledWalk, Set<Integer>, String> turn) {
        this.question = question;
        this.purpose = purpose;
        this.cursors = cursors;
        this.handles = handles;
        this.pseudonyms = pseudonyms;
        this.addresses = addresses;
        this.limits = limits;
        this.at = at;
        this.disclosing = disclosing;
        this.turn = turn;
    }

    List<Fault> faults() {
        return faults.stream().distinct().toList();
    }

    BoundRoot bind(CompiledWalk compiled, Plan.Entry entry) {
        var part = new Part(compiled);
        var digests = digests(entry);
        digests.ifPresent(some -> part.add(0, some, List.of()));
        var key = digests.filter(_ -> entry.start().own().isEmpty()).map(List::getFirst);
        return root(key, 1, List.of(part));
    }

    /**
     * Binds the walks that handles name, the walks of each way as one part of the statement.
     *
     * @param compile plans and compiles what the field asks, for a way and the number of a part
     */
    BoundRoot bind(Plan.Resume resume, BiFunction<Trail, Integer, ResumedWalk> compile) {
        var ids = ids(resume);
        var parts = new LinkedHashMap<Trail, Part>();
        for (var index = 0; index < ids.size(); index++) {
            var walk = Optional.ofNullable(ids.get(index)).flatMap(handles::open);
            if (walk.isEmpty()) {
                continue;
            }
            var trail = walk.get().trail();
            var part = parts.get(trail);
            if (part == null) {
                switch (compile.apply(trail, parts.size())) {
                    case ResumedWalk.Open(var compiled) -> parts.put(trail, part = new Part(compiled));
                    case ResumedWalk.Closed() -> {}
                    case ResumedWalk.Refused(var refused) -> faults.addAll(refused);
                }
            }
            if (part != null && isOwn(part.compiled.start(), walk.get().digest())) {
                part.add(index, List.of(walk.get().digest()), walk.get().edges());
            }
        }
        return root(Optional.empty(), ids.size(), parts.values().stream().toList());
    }

    /** A compiled part and the walks to take by it. */
    private final class Part {
        private final CompiledWalk compiled;
        private final List<BoundStep> steps;
        private final Answers answers;
        private final List<Map<String, Object>> rows = new ArrayList<>();
        private final Map<Integer, BoundWalk> walks = new HashMap<>();

        Part(CompiledWalk compiled) {
            this.compiled = compiled;
            steps = compiled.steps().stream().map(Binding.this::step).toList();
            answers = new Answers(compiled, purpose, cursors, handles, addresses, steps, disclosing);
        }

        /** Which steps go backwards is for the request to say, and few documents have more than one answer to it. */
        String cypher() {
            var backwards = IntStream.range(0, steps.size())
                    .filter(number -> steps.get(number).backwards())
                    .boxed()
                    .collect(Collectors.toUnmodifiableSet());
            return backwards.isEmpty() ? compiled.cypher() : turn.apply(compiled, backwards);
        }

        void add(int index, List<String> digests, List<String> edges) {
            rows.add(Map.of("index", index, "digests", digests, "edges", edges));
            walks.put(index, new BoundWalk(answers, edges));
        }
    }

    private BoundRoot root(Optional<String> key, int asked, List<Part> parts) {
        var parameters = new HashMap<String, Object>();
        parameters.put("at", EdgeProperties.time(at));
        var walks = new HashMap<Integer, BoundWalk>();
        parts.forEach(part -> {
            parameters.put(CompiledWalk.walks(part.compiled.part()), part.rows);
            walks.putAll(part.walks);
            addSteps(part, parameters);
        });
        return new BoundRoot(
                key,
                asked,
                parts.stream().map(Part::cypher).collect(Collectors.joining(" UNION ALL ")),
                parameters,
                walks);
    }

    private void addSteps(Part part, Map<String, Object> parameters) {
        var number = part.compiled.part();
        for (var i = 0; i < part.steps.size(); i++) {
            // One more than the page, to know whether the list goes on.
            parameters.put(CompiledWalk.limit(number, i), part.steps.get(i).size() + 1);
            parameters.put(CompiledWalk.after(number, i), part.steps.get(i).after());
            parameters.put(CompiledWalk.before(number, i), part.steps.get(i).before());
        }
        part.compiled.aged().forEach(hop -> parameters.put(CompiledWalk.oldest(hop), oldest(hop, at)));
    }

    /** The oldest observation that a hop with a guard of age admits. */
    static ZonedDateTime oldest(PermittedHop hop, Instant at) {
        return at.atZone(ZoneOffset.UTC).minus(hop.guards().oldest().orElseThrow());
    }

    /** The digests to look up, or nothing where no identity of the namespace can have this value. */
    private Optional<List<String>> digests(Plan.Entry entry) {
        return digests(entry.start().namespace(), entry.value());
    }

    private Optional<List<String>> digests(Namespace namespace, Input input) {
        return value(input) instanceof String raw
                        && Normaliser.normalise(namespace, raw) instanceof Normalised.Value(var identity)
                ? Optional.of(pseudonyms.candidates(identity))
                : Optional.empty();
    }

    /** A walk that must start at the subject's own node is resumed by the same subject only, whoever has its handle. */
    private boolean isOwn(Plan.Start start, String digest) {
        return start.own()
                .map(own -> digests(start.namespace(), own).orElse(List.of()).contains(digest))
                .orElse(true);
    }

    private List<@Nullable String> ids(Plan.Resume resume) {
        var given = value(resume.ids());
        var ids = new ArrayList<@Nullable String>();
        (given instanceof List<?> list ? list.stream() : Stream.of(String.valueOf(given)))
                .forEach(id -> ids.add(id == null ? null : id.toString()));
        if (ids.size() > limits.batchSize()) {
            faults.add(new Fault(
                    Fault.Code.BATCH_LIMIT,
                    "At most " + limits.batchSize() + " ids may be asked at once.",
                    "Query.nodes",
                    resume.location(),
                    List.of()));
            return List.of();
        }
        return ids;
    }

    private BoundStep step(Plan.Step step) {
        var page = step.page();
        var first = value(page.first());
        var last = value(page.last());
        if (first != null && last != null) {
            fault(
                    step,
                    Fault.Code.ARGUMENT_INVALID,
                    "Arguments first and last exclude each other: give one, and null or nothing for the other.");
        }
        return new BoundStep(
                last == null
                        ? size(step, "first", first == null ? Limits.DEFAULT_PAGE : first)
                        : size(step, "last", last),
                last != null,
                position(step, "after", page.after(), BoundStep.START),
                position(step, "before", page.before(), BoundStep.END));
    }

    private int size(Plan.Step step, String argument, Object asked) {
        if (asked instanceof Integer size && size >= 1 && size <= limits.pageSize()) {
            return size;
        }
        fault(
                step,
                Fault.Code.ARGUMENT_INVALID,
                "Argument " + argument + " must be a number from 1 to " + limits.pageSize() + ".");
        return 1;
    }

    private String position(Plan.Step step, String argument, Input given, String otherwise) {
        if (!(value(given) instanceof String cursor)) {
            return otherwise;
        }
        return cursors.position(step, cursor).orElseGet(() -> {
            fault(
                    step,
                    Fault.Code.CURSOR_INVALID,
                    "Argument " + argument + " must be a cursor that you got from this field, for this purpose and"
                            + " under the policy in force. Start without one.");
            return otherwise;
        });
    }

    private void fault(Plan.Step step, Fault.Code code, String message) {
        faults.add(new Fault(code, message, step.hop().hop().coordinate(), step.location(), List.of()));
    }

    private @Nullable Object value(Input input) {
        return switch (input) {
            case Input.Given(var value) -> value;
            case Input.Variable(var name) -> question.variables().get(name);
            case Input.Items(var items) -> {
                var values = new ArrayList<@Nullable Object>();
                items.forEach(item -> values.add(value(item)));
                yield values;
            }
            case Input.OwnPerson() -> question.subject().person().orElse(null);
            case Input.OwnDevice(var namespace) -> question.subject().devices().get(namespace);
        };
    }
}
