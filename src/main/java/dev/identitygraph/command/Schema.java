package dev.identitygraph.command;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.PurposeSchema;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the schema of a purpose. */
@Command(
        name = "schema",
        description = "Prints the part of the schema that a purpose can use, for an editor.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {"0:It is printed.", "2:The input is no good."})
final class Schema implements Runnable {
    @Option(names = "--purpose", required = true, paramLabel = "PURPOSE", description = "The purpose.")
    private String purpose = "";

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var files = PolicyFiles.ofTheJar();
        var known = files.schema().purposes();
        var asked = known.find(purpose)
                .orElseThrow(() -> new BadInputException("--purpose=%s: there is no such purpose; known are %s"
                        .formatted(
                                purpose, known.all().stream().map(Purpose::name).collect(Collectors.joining(", ")))));
        var text = policy.text();
        var part = files.reader().policy(text.value(), text.digest()).of(asked);
        var out = spec.commandLine().getOut();
        out.print(PurposeSchema.of(files.schema(), files.namespaces(), part).sdl());
        out.flush();
    }
}
