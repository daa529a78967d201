package dev.identitygraph.command;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.link.Claim;
import dev.identitygraph.link.Linker;
import dev.identitygraph.link.Linking;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.link.Observation;
import dev.identitygraph.source.ObservationLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Links a file of observations by rules, without a database, and prints who belongs together as JSON. */
@Command(
        name = "simulate",
        description = "Links a file of observations and prints whose graphs they make, without a database.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {"0:Every line was taken.", "1:Some values were not; they are listed.", "2:The input is no good."
        })
final class Simulate implements Callable<Integer> {
    @Option(
            names = "--observations",
            required = true,
            paramLabel = "FILE",
            description = "Native observations, as JSON Lines.")
    private Path observations = Path.of("");

    @Option(names = "--rules", paramLabel = "FILE", description = "The linking rules; if left out, the jar's.")
    private @Nullable Path rules;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var linkingRules = LinkingFile.read(PolicyFiles.linking(rules).value());
        var reader = new ObservationLines(linkingRules.namespaces());
        var said = new ArrayList<Observation>();
        var rejected = new ArrayList<Map<String, Object>>();
        var number = 0;
        for (var line : PolicyFiles.text(observations).lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            var read = reader.read(number, line);
            said.addAll(read.observations());
            read.rejections().forEach(rejection -> {
                var fault = new LinkedHashMap<String, Object>();
                fault.put("line", rejection.line());
                fault.put("column", rejection.column());
                fault.put("reason", rejection.reason());
                fault.put("expected", rejection.expected());
                rejected.add(fault);
            });
        }
        print(new Linker(linkingRules).link(said), rejected);
        return rejected.isEmpty() ? 0 : 1;
    }

    private void print(Linking linking, List<Map<String, Object>> rejected) {
        var outcome = new LinkedHashMap<String, Object>();
        outcome.put("graphs", linking.graphs().stream().map(Simulate::names).toList());
        outcome.put("alone", names(linking.alone()));
        outcome.put(
                "superseded",
                linking.supersededClaims().stream()
                        .map(claim -> superseded(claim, linking))
                        .toList());
        outcome.put("rejected", rejected);
        spec.commandLine().getOut().println(GraphCommand.JSON.writeValueAsString(outcome));
    }

    private static Map<String, Object> superseded(Claim claim, Linking linking) {
        var row = new LinkedHashMap<String, Object>();
        row.put("type", claim.link().type().name());
        row.put("from", name(claim.link().from()));
        row.put("to", name(claim.link().to()));
        row.put("observedAt", claim.at().toString());
        linking.superseded(claim.link()).ifPresent(by -> {
            row.put("rule", by.rule().name());
            row.put("namespace", by.namespace());
        });
        return row;
    }

    private static List<String> names(Collection<Identity> identities) {
        return identities.stream().map(Simulate::name).toList();
    }

    private static String name(Identity identity) {
        return identity.namespace().name() + ":" + identity.value();
    }
}
