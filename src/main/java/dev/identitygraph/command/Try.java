package dev.identitygraph.command;

import dev.identitygraph.derivation.WholeGraph;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.Imports;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.source.Delivered;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what a file or other rules would join and split in the graph, and changes nothing. */
@Command(
        name = "try",
        description = "Shows whose graphs a file of a source, or other linking rules, would change. Changes nothing.")
final class Try extends GraphCommand {
    /** One of these. */
    static final class What {
        @Option(names = "--rules", paramLabel = "FILE", description = "Other linking rules.")
        private @Nullable Path rules;

        @ArgGroup(exclusive = false)
        private @Nullable Delivery delivery;
    }

    /** A file of a source. */
    static final class Delivery {
        @Option(names = "--source", required = true, paramLabel = "NAME", description = "The source of a file.")
        private String source = "";

        @Option(names = "--file", required = true, paramLabel = "FILE", description = "The file.")
        private Path file = Path.of("");
    }

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    Try(GraphAccess graph) {
        super(graph);
    }

    @Override
    Map<String, Object> answer(ConfigurableApplicationContext application) {
        if (what.delivery != null) {
            var outcome = application
                    .getBean(Imports.class)
                    .dryRun(new Delivered(what.delivery.source, PolicyFiles.existing(what.delivery.file)));
            var answer = new LinkedHashMap<String, Object>();
            answer.put("accepted", outcome.totals().accepted());
            answer.put("unchanged", outcome.totals().unchanged());
            answer.put("rejected", outcome.totals().rejected());
            answer.putAll(changes(outcome.changes()));
            return answer;
        }
        return changes(application
                .getBean(WholeGraph.class)
                .tryRules(LinkingFile.read(
                        PolicyFiles.linking(what.rules).value(), application.getBean(Namespaces.class))));
    }
}
