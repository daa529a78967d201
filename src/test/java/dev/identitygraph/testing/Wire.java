package dev.identitygraph.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire to a server that can be cut and mended: so a server looks that is away for a while. */
public final class Wire implements AutoCloseable {
    private final ServerSocket here;
    private final URI server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inVain = new AtomicInteger();
    private volatile boolean isCut;

    public Wire(URI server) throws IOException {
        this.server = server;
        here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
    }

    /** Where the server is by this wire. */
    public URI uri() {
        return URI.create("%s://localhost:%d".formatted(server.getScheme(), here.getLocalPort()));
    }

    public void cut() throws IOException {
        isCut = true;
        for (var end : open) {
            end.close();
        }
    }

    /** How often somebody has called since it was cut. */
    public int callsInVain() {
        return inVain.get();
    }

    public void mend() {
        isCut = false;
    }

    private void answer() {
        while (!here.isClosed()) {
            try {
                var caller = here.accept();
                if (isCut) {
                    inVain.incrementAndGet();
                    caller.close();
                } else {
                    connect(caller, new Socket(server.getHost(), server.getPort()));
                }
            } catch (IOException ended) {
                // The wire is no more, or the server is not there: the caller sees it.
            }
        }
    }

    private void connect(Socket caller, Socket called) {
        Thread.ofVirtual().start(() -> pass(caller, called));
        Thread.ofVirtual().start(() -> pass(called, caller));
    }

    private void pass(Socket from, Socket to) {
        open.add(from);
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // One of the two has hung up, or the wire was cut.
        } finally {
            open.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        here.close();
        cut();
    }
}
