package dev.identitygraph.command;

import dev.identitygraph.decision.Decisions;
import dev.identitygraph.identity.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a privacy officer decides about two identities. */
abstract class Decide extends GraphCommand {
    @Parameters(arity = "2", paramLabel = "NAMESPACE:VALUE", description = "The two identities.")
    private List<String> two = List.of();

    Decide(GraphAccess graph) {
        super(graph);
    }

    @Override
    final Map<String, Object> answer(ConfigurableApplicationContext application) {
        var decided = decide(
                application.getBean(Decisions.class),
                identity(application, two.getFirst()),
                identity(application, two.getLast()));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("observation", decided.observation());
        answer.putAll(changes(decided.changes()));
        return answer;
    }

    abstract Decisions.Decided decide(Decisions decisions, Identity one, Identity other);

    /** Two records are of one person. */
    @Command(
            name = "join",
            description = "Decides that two customer records are of one person. The decision is an observation, which"
                    + " can be retracted.")
    static final class Join extends Decide {
        Join(GraphAccess graph) {
            super(graph);
        }

        @Override
        Decisions.Decided decide(Decisions decisions, Identity one, Identity other) {
            return decisions.join(BY, one, other);
        }
    }

    /** Two identities are not of one person. */
    @Command(
            name = "split",
            description = "Decides that two identities are not of one person. The decision is an observation, which can"
                    + " be retracted.")
    static final class Split extends Decide {
        Split(GraphAccess graph) {
            super(graph);
        }

        @Override
        Decisions.Decided decide(Decisions decisions, Identity one, Identity other) {
            return decisions.split(BY, one, other);
        }
    }
}
