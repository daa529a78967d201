package dev.identitygraph.command;

import dev.identitygraph.decision.Decisions;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes back what was decided about two identities. */
@Command(
        name = "undecide",
        description = "Takes back all that was decided about two identities, whoever decided it: what sources say of"
                + " them counts again.")
final class Undecide extends GraphCommand {
    @Mixin
    private TwoIdentities two = new TwoIdentities();

    Undecide(GraphAccess graph) {
        super(graph);
    }

    @Override
    Map<String, Object> answer(ConfigurableApplicationContext application) {
        return changes(application.getBean(Decisions.class).undecide(BY, two.one(application), two.other(application)));
    }
}
