package dev.identitygraph.command;

import dev.identitygraph.decision.DecisionList;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what privacy officers have decided. */
@Command(name = "decisions", description = "Prints every join and split that was decided, and whether it is in force.")
final class Decided extends GraphCommand {
    private static final int STEP = 100;

    @Option(names = "--not-in-force", description = "Prints only those that are not in force any more.")
    private boolean notInForce;

    Decided(GraphAccess graph) {
        super(graph);
    }

    @Override
    Map<String, Object> answer(ConfigurableApplicationContext application) {
        var list = application.getBean(DecisionList.class);
        var answer = new ArrayList<Map<String, Object>>();
        for (var some = list.after(BY, "", STEP);
                !some.isEmpty();
                some = list.after(BY, some.getLast().observation(), STEP)) {
            some.stream()
                    .map(GraphCommand::decision)
                    .filter(decision -> !notInForce || Boolean.FALSE.equals(decision.get("inForce")))
                    .forEach(answer::add);
        }
        return Map.of("decisions", answer);
    }
}
