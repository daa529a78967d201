package dev.identitygraph.command;

import dev.identitygraph.client.Client;
import dev.identitygraph.policy.DocumentLimits;
import dev.identitygraph.policy.DocumentReader;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.query.Explanation;
import dev.identitygraph.query.Explanations;
import dev.identitygraph.query.Policies;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains what a document walks. */
@Command(
        name = "explain",
        description = "Prints what a document walks for a client, or why it may not run.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {"0:The document may run.", "1:It is refused.", "2:The input is no good."})
final class Explain implements Callable<Integer> {
    @Option(names = "--document", required = true, paramLabel = "FILE", description = "The GraphQL document.")
    private Path document = Path.of("");

    @Option(names = "--operation", paramLabel = "NAME", description = "Its operation, if it has several.")
    private @Nullable String operation;

    @Option(names = "--client", required = true, paramLabel = "ID", description = "The client that asks.")
    private String client = "";

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Mixin
    private ClientsOption clients = new ClientsOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var files = PolicyFiles.ofTheJar();
        var checked = files.reader().checked(policy.text(), clients.text());
        if (checked.clients().find(client).isEmpty()) {
            throw new BadInputException("--client=%s: no client is registered by this id; known are %s"
                    .formatted(
                            client,
                            checked.clients().all().stream().map(Client::id).collect(Collectors.joining(", "))));
        }
        var explanation = new Explanations(
                        files.schema(),
                        files.namespaces(),
                        new DocumentReader(files.schema(), files.namespaces(), DocumentLimits.NONE),
                        new Planner(files.schema(), files.namespaces()))
                .explain(
                        PolicyFiles.text(document),
                        operation,
                        client,
                        new Policies.InForce(checked.policy(), checked.clients()));
        new ExplanationText(
                        document.toString(),
                        checked.policy().version(),
                        spec.commandLine().getOut())
                .print(explanation);
        return explanation instanceof Explanation.Refused ? 1 : 0;
    }
}
