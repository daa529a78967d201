package dev.identitygraph.command;

import dev.identitygraph.yaml.InvalidFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a policy. */
@Command(
        name = "check",
        description = "Checks a policy and its clients, and prints the quadrants that they reach.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {"0:They may be served.", "1:They have faults.", "2:The input is no good."})
final class Check implements Callable<Integer> {
    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Mixin
    private ClientsOption clients = new ClientsOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var policyText = policy.text();
        var clientsText = clients.text();
        try {
            var checked = PolicyFiles.ofTheJar().reader().checked(policyText, clientsText);
            out.println(checked.check().table(checked.clients()));
            checked.check().warnings().forEach(warning -> out.println(policyText.file() + ": " + warning));
            return 0;
        } catch (InvalidFileException e) {
            out.println(e.getMessage());
            return 1;
        }
    }
}
