package dev.identitygraph.development;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for an OpenTelemetry collector: takes what is exported over HTTP, and keeps it. */
public final class Collector implements AutoCloseable {
    /**
     * Something exported.
     *
     * @param path such as {@code /v1/traces}
     * @param body Protobuf, whose strings can be read in it, byte by byte
     */
    public record Export(String path, String body) {}

    private final List<Export> exports = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
                exports.add(new Export(exchange.getRequestURI().getPath(), body));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Export> exports() {
        return List.copyOf(exports);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
