package dev.identitygraph.command;

import dev.identitygraph.decision.Decisions;
import dev.identitygraph.identity.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a privacy officer decides about two identities. */
abstract class Decide extends GraphCommand {
    @Mixin
    private TwoIdentities two = new TwoIdentities();

    Decide(GraphAccess graph) {
        super(graph);
    }

    @Override
    final Map<String, Object> answer(ConfigurableApplicationContext application) {
        var decided = decide(application.getBean(Decisions.class), two.one(application), two.other(application));
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
