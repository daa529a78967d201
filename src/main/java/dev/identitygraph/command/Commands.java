package dev.identitygraph.command;

import dev.identitygraph.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The commands of the program, and how one of them is run. */
@Command(
        name = "identity-graph",
        description = "Reviews policies, brings data in, and decides about links. Without a command the server starts.",
        subcommands = {Explain.class, Diff.class, Audit.class, Schema.class, Check.class, Simulate.class})
public final class Commands {
    private static final int BAD_INPUT = 2;
    private static final int FAILED = 70;
    private static final GraphAccess NO_GRAPH = new GraphAccess(Commands::noGraph, Commands::noGraph);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Prints this.")
    private boolean help;

    private Commands() {}

    /**
     * Whether the program's arguments ask for a command, and not for the server: a first one that is no option does. So
     * a command that is mistyped is told, and starts no server.
     */
    public static boolean includes(String... arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("--") || arguments[0].equals("--help"));
    }

    /** What the commands are called. */
    static Set<String> names() {
        return commandLine(NO_GRAPH).getSubcommands().keySet();
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
        return commandLine(graph).setOut(out).setErr(err).execute(arguments);
    }

    private static ConfigurableApplicationContext noGraph(String... properties) {
        throw new BadInputException("There is no graph here.");
    }

    private static CommandLine commandLine(GraphAccess graph) {
        return new CommandLine(new Commands())
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
                    case GraphAccess.NotStartedException _ -> FAILED;
                    default -> throw failure;
                });
    }

    private static int badInput(CommandLine command, @Nullable String message) {
        command.getErr().println(message);
        return BAD_INPUT;
    }
}
