package dev.identitygraph.command;

import dev.identitygraph.audit.ChainCheck;
import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.DocumentLimits;
import dev.identitygraph.policy.DocumentReader;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.PolicyDiff;
import dev.identitygraph.policy.PurposeSchema;
import dev.identitygraph.query.Explanation;
import dev.identitygraph.query.Explanations;
import dev.identitygraph.query.Policies;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The commands. Those of this class explain a document, compare two policies, check one, print a purpose's schema: each
 * ends with 0 if there is nothing to object or to show, with 1 if there is (a refusal, a change, a fault), and with 2
 * if its input is no good.
 */
@Command(
        name = "identity-graph",
        description = "Reviews policies, brings data in, and decides about links. Without a command the server starts.",
        subcommands = Simulate.class)
public final class Commands {
    private static final int NOTHING = 0;
    private static final int SOMETHING = 1;
    private static final int BAD_INPUT = 2;
    private static final int FAILED = 70;
    private static final GraphAccess NO_GRAPH = new GraphAccess(Commands::noGraph, Commands::noGraph);

    private final PrintWriter out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Prints this.")
    private boolean help;

    private Commands(PrintWriter out) {
        this.out = out;
    }

    /**
     * Whether the program's arguments ask for a command, and not for the server: a first one that is no option does. So
     * a command that is mistyped is told, and starts no server.
     */
    public static boolean includes(String... arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("--") || arguments[0].equals("--help"));
    }

    /** What the commands are called. */
    static Set<String> names() {
        return commandLine(new PrintWriter(PrintWriter.nullWriter()), NO_GRAPH)
                .getSubcommands()
                .keySet();
    }

    /** Runs a command that needs no graph, and says with which code the program is to end. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(out, err, NO_GRAPH, arguments);
    }

    /**
     * Runs a command, and says with which code the program is to end.
     *
     * @param graph how a command comes to the graph that needs it
     */
    public static int run(PrintWriter out, PrintWriter err, GraphAccess graph, String... arguments) {
        return commandLine(out, graph).setOut(out).setErr(err).execute(arguments);
    }

    private static ConfigurableApplicationContext noGraph(String... properties) {
        throw new BadInputException("There is no graph here.");
    }

    private static CommandLine commandLine(PrintWriter out, GraphAccess graph) {
        return new CommandLine(new Commands(out))
                .addSubcommand(new Retract(graph))
                .addSubcommand(new Decide.Join(graph))
                .addSubcommand(new Decide.Split(graph))
                .addSubcommand(new Undecide(graph))
                .addSubcommand(new Decided(graph))
                .addSubcommand(new Why(graph))
                .addSubcommand(new Relink(graph))
                .addSubcommand(new Bulk(graph))
                .addSubcommand(new Try(graph))
                .addSubcommand(new Import(graph))
                .setExitCodeExceptionMapper(failure -> failure instanceof ParameterException ? BAD_INPUT : FAILED)
                .setExecutionExceptionHandler((failure, command, _) -> switch (failure) {
                    case BadInputException input -> badInput(command, input.getMessage());
                    case InvalidFileException file -> badInput(command, file.getMessage());
                    default -> throw failure;
                });
    }

    private static int badInput(CommandLine command, @Nullable String message) {
        command.getErr().println(message);
        return BAD_INPUT;
    }

    @Command(
            name = "explain",
            description = "Prints what a document walks for a client, or why it may not run.",
            exitCodeListHeading = "Ends with:%n",
            exitCodeList = {"0:The document may run.", "1:It is refused.", "2:The input is no good."})
    int explain(
            @Option(names = "--document", required = true, paramLabel = "FILE", description = "The GraphQL document.")
                    Path document,
            @Option(names = "--operation", paramLabel = "NAME", description = "Its operation, if it has several.")
                    @Nullable
                    String operation,
            @Option(names = "--client", required = true, paramLabel = "ID", description = "The client that asks.")
                    String client,
            @Option(names = "--policy", paramLabel = "FILE", description = "The policy; if left out, the jar's.")
                    @Nullable
                    Path policy,
            @Option(names = "--clients", paramLabel = "FILE", description = "The clients; if left out, the jar's.")
                    @Nullable
                    Path clients) {
        var files = PolicyFiles.ofTheJar();
        var checked = files.reader().checked(PolicyFiles.policy(policy), PolicyFiles.clients(clients));
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
        new ExplanationText(document.toString(), checked.policy().version(), out).print(explanation);
        return explanation instanceof Explanation.Refused ? SOMETHING : NOTHING;
    }

    @Command(
            name = "diff",
            description = "Prints what a policy lets clients reach that another one does not, and the reverse.",
            exitCodeListHeading = "Ends with:%n",
            exitCodeList = {"0:Both let them reach the same.", "1:They do not.", "2:The input is no good."})
    int diff(
            @Option(names = "--from", required = true, paramLabel = "OLD.yaml", description = "The earlier policy.")
                    Path from,
            @Option(names = "--to", required = true, paramLabel = "NEW.yaml", description = "The later policy.")
                    Path to,
            @Option(names = "--clients", paramLabel = "FILE", description = "The clients; if left out, the jar's.")
                    @Nullable
                    Path clients) {
        var files = PolicyFiles.ofTheJar();
        var reader = files.reader();
        var later = PolicyFiles.yaml(to);
        var diff = PolicyDiff.between(
                reader.past(PolicyFiles.yaml(from)),
                reader.policy(later.value(), later.digest()),
                files.namespaces(),
                reader.clients(PolicyFiles.clients(clients).value()));
        diff.lines().forEach(out::println);
        return diff.isEmpty() ? NOTHING : SOMETHING;
    }

    @Command(
            name = "audit",
            description = "Checks that a chain of disclosures has all that it ever had, as it was written.",
            exitCodeListHeading = "Ends with:%n",
            exitCodeList = {"0:It has.", "1:It has not.", "2:The input is no good."})
    int audit(
            @Option(names = "--folder", required = true, paramLabel = "FOLDER", description = "The chain's folder.")
                    Path folder,
            @Option(names = "--heads", paramLabel = "FILE", description = "A file of its exported heads.") @Nullable
                    Path heads,
            @Option(
                            names = "--public-keys",
                            paramLabel = "FILE",
                            description = "The keys of the heads; if left out, those beside the heads.")
                    @Nullable
                    Path publicKeys) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("--folder=%s: there is no such folder".formatted(folder));
        }
        if (heads != null && !Files.isRegularFile(heads)) {
            throw new BadInputException("--heads=%s: there is no such file".formatted(heads));
        }
        var result = chain(folder, heads, publicKeys);
        result.faults().forEach(out::println);
        out.printf(
                "%d records in %d files, compared with %d signed heads: %s%n",
                result.records(),
                result.files(),
                result.heads(),
                result.faults().isEmpty() ? "whole" : "NOT WHOLE");
        return result.faults().isEmpty() ? NOTHING : SOMETHING;
    }

    private static ChainCheck.Result chain(Path folder, @Nullable Path heads, @Nullable Path publicKeys) {
        try {
            return ChainCheck.of(folder, Optional.ofNullable(heads), Optional.ofNullable(publicKeys));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new BadInputException("The chain or its heads cannot be read: " + e.getMessage());
        }
    }

    @Command(
            name = "schema",
            description = "Prints the part of the schema that a purpose can use, for an editor.",
            exitCodeListHeading = "Ends with:%n",
            exitCodeList = {"0:It is printed.", "2:The input is no good."})
    int schema(
            @Option(names = "--purpose", required = true, paramLabel = "PURPOSE", description = "The purpose.")
                    String purpose,
            @Option(names = "--policy", paramLabel = "FILE", description = "The policy; if left out, the jar's.")
                    @Nullable
                    Path policy) {
        var files = PolicyFiles.ofTheJar();
        var known = files.schema().purposes();
        var asked = known.find(purpose)
                .orElseThrow(() -> new BadInputException("--purpose=%s: there is no such purpose; known are %s"
                        .formatted(
                                purpose, known.all().stream().map(Purpose::name).collect(Collectors.joining(", ")))));
        var text = PolicyFiles.policy(policy);
        var part = files.reader().policy(text.value(), text.digest()).of(asked);
        out.print(PurposeSchema.of(files.schema(), files.namespaces(), part).sdl());
        out.flush();
        return NOTHING;
    }

    @Command(
            name = "check",
            description = "Checks a policy and its clients, and prints the quadrants that they reach.",
            exitCodeListHeading = "Ends with:%n",
            exitCodeList = {"0:They may be served.", "1:They have faults.", "2:The input is no good."})
    int check(
            @Option(names = "--policy", paramLabel = "FILE", description = "The policy; if left out, the jar's.")
                    @Nullable
                    Path policy,
            @Option(names = "--clients", paramLabel = "FILE", description = "The clients; if left out, the jar's.")
                    @Nullable
                    Path clients) {
        var policyText = PolicyFiles.policy(policy);
        var clientsText = PolicyFiles.clients(clients);
        try {
            var checked = PolicyFiles.ofTheJar().reader().checked(policyText, clientsText);
            out.println(checked.check().table(checked.clients()));
            checked.check().warnings().forEach(warning -> out.println(policyText.file() + ": " + warning));
            return NOTHING;
        } catch (InvalidFileException e) {
            out.println(e.getMessage());
            return SOMETHING;
        }
    }
}
