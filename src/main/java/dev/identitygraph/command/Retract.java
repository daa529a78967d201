package dev.identitygraph.command;

import dev.identitygraph.retraction.Retractable;
import dev.identitygraph.retraction.Retraction;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes back what a source, a file or one observation said, and prints which people's graphs changed. */
@Command(
        name = "retract",
        description = "Takes back what a source, a file or an observation said, as if it had never been said;"
                + " but never a no. Prints which people's graphs changed.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {"0:It is done.", "2:The input is no good."})
final class Retract extends GraphCommand {
    /** One of these. */
    static final class What {
        @Option(names = "--source", paramLabel = "NAME", description = "All that the source said.")
        private @Nullable String source;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "All that is known from a file of this content only.")
        private @Nullable Path file;

        @Option(names = "--observation", paramLabel = "ID", description = "One observation, by its observationId.")
        private @Nullable String observation;
    }

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    Retract(GraphAccess graph) {
        super(graph);
    }

    @Override
    Map<String, Object> answer(ConfigurableApplicationContext application) {
        var retraction = application.getBean(Retraction.class);
        if (what.source != null) {
            return changes(retraction.retract(BY, new Retractable.OfSource(what.source)));
        }
        if (what.file != null) {
            return changes(retraction.retract(BY, Retraction.file(PolicyFiles.existing(what.file))));
        }
        return changes(retraction.retract(BY, new Retractable.OneObservation(String.valueOf(what.observation))));
    }
}
