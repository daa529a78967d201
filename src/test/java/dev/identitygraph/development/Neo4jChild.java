package dev.identitygraph.development;

import java.io.IOException;
import java.io.PrintStream;

/**
 * The main class of the server's process: Neo4j, which ends when its parent does. It uses nothing but the JDK, because
 * the class path that it runs on is Neo4j's and not ours.
 */
final class Neo4jChild {
    static final String READY = "ready";

    private Neo4jChild() {}

    static void main(String[] args) throws ReflectiveOperationException {
        // Standard output is for the one line that the parent waits for; what Neo4j prints goes to the log with errors.
        PrintStream parent = System.out;
        System.setOut(System.err);
        Thread.ofPlatform().daemon().name("parent-watch").start(Neo4jChild::endWithParent);
        Class.forName("org.neo4j.server.Neo4jCommunity")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
        ignoreInterrupts();
        parent.println(READY);
    }

    /** However the parent ends, kill -9 included, the operating system closes our standard input. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // As good as its end.
        }
        System.exit(0);
    }

    /**
     * Ctrl-C reaches every process of a terminal at once. The application must have its database until it has stopped,
     * and then closes our standard input. By reflection, since the compiler warns of {@code sun.misc} and -Werror is
     * on.
     */
    private static void ignoreInterrupts() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object interrupt = signal.getConstructor(String.class).newInstance("INT");
        Object ignore = handler.getField("SIG_IGN").get(null);
        signal.getMethod("handle", signal, handler).invoke(null, interrupt, ignore);
    }
}
