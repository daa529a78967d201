package dev.identitygraph.command;

import dev.identitygraph.policy.PolicyDiff;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares two policies. */
@Command(
        name = "diff",
        description = "Prints what a policy lets clients reach that another one does not, and the reverse.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {"0:Both let them reach the same.", "1:They do not.", "2:The input is no good."})
final class Diff implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "OLD.yaml", description = "The earlier policy.")
    private Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "NEW.yaml", description = "The later policy.")
    private Path to = Path.of("");

    @Mixin
    private ClientsOption clients = new ClientsOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var files = PolicyFiles.ofTheJar();
        var reader = files.reader();
        var later = PolicyFiles.yaml(to);
        var diff = PolicyDiff.between(
                reader.past(PolicyFiles.yaml(from)),
                reader.policy(later.value(), later.digest()),
                files.namespaces(),
                reader.clients(clients.text().value()));
        diff.lines().forEach(spec.commandLine().getOut()::println);
        return diff.isEmpty() ? 0 : 1;
    }
}
