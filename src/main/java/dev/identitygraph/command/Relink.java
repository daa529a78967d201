package dev.identitygraph.command;

import dev.identitygraph.derivation.WholeGraph;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/** Relinks the whole graph. */
@Command(
        name = "relink",
        description = "Links the whole graph anew by the rules in force. It is needed after the rules have changed.")
final class Relink extends GraphCommand {
    Relink(GraphAccess graph) {
        super(graph);
    }

    @Override
    Map<String, Object> answer(ConfigurableApplicationContext application) {
        application.getBean(WholeGraph.class).relink();
        return Map.of("relinked", true);
    }
}
