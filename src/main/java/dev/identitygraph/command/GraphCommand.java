package dev.identitygraph.command;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.decision.Effect;
import dev.identitygraph.decision.LinkDecision;
import dev.identitygraph.decision.WithoutEffectException;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.retraction.UnknownEvidenceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that works on the graph. It runs the application without a port of its own to ask, and passes on to it
 * every option that it does not know itself, as {@code --spring.neo4j.uri=…}.
 */
abstract class GraphCommand implements Callable<Integer> {
    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** By whom the audit has what commands do: they are run by whoever may log in on the machine. */
    static final Actor BY = Actor.of("command");

    private final GraphAccess graph;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> properties = new ArrayList<>();

    GraphCommand(GraphAccess graph) {
        this.graph = graph;
    }

    /** What the command answers, as a JSON object. */
    abstract Map<String, Object> answer(ConfigurableApplicationContext application);

    @Override
    public final Integer call() {
        try (var application = graph.open(properties)) {
            spec.commandLine().getOut().println(JSON.writeValueAsString(answer(application)));
            return 0;
        } catch (UnknownEvidenceException | WithoutEffectException | IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    /** A decision, and whether it is in force. */
    static Map<String, Object> decision(LinkDecision decision) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("says", decision.joins() ? "JOIN" : "SPLIT");
        answer.put("of", decision.two());
        answer.put("decidedAt", decision.at().toString());
        answer.put("observation", decision.observation());
        answer.put("inForce", decision.effect() instanceof Effect.InForce);
        switch (decision.effect()) {
            case Effect.InForce _ -> {}
            case Effect.Overruled _ -> answer.put("because", "OVERRULED");
            case Effect.Superseded(var by) -> answer.put("because", "SUPERSEDED " + by);
            case Effect.KeptTogether _ -> answer.put("because", "KEPT_TOGETHER");
        }
        return answer;
    }

    static Map<String, Object> changes(GraphChanges changes) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("before", sorted(changes.before().stream()));
        answer.put("after", sorted(changes.after().stream()));
        return answer;
    }

    private static List<List<String>> sorted(Stream<List<String>> graphs) {
        return graphs.sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }
}
