package dev.identitygraph.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.web.util.HtmlUtils;

/** The Neo4j Browser gets its style and its guide, no other page does, and the guide's queries show something. */
@IntegrationTest
class BrowserResourcesIT {
    private static final String STYLE = "/browser/identity-graph.grass";
    private static final String GUIDE = "/browser/guide.html";
    private static final String BROWSER = "http://localhost:7474";
    private static final Pattern QUERY = Pattern.compile("<pre class=\"code runnable\">(.*?)</pre>", Pattern.DOTALL);

    private final HttpClient http = HttpClient.newHttpClient();

    @Value("${local.server.port}")
    private int port;

    @Test
    void theBrowserMayReadStyleAndGuide() throws Exception {
        for (var path : List.of(STYLE, GUIDE)) {
            var response = get(path, "Origin", BROWSER);

            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).as(path).isEqualTo(file(path));
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .hasValue(BROWSER);
        }
    }

    @Test
    void theBrowserMaySendItsHeadersAgainstCaching() throws Exception {
        var response = preflight(GUIDE, BROWSER);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(BROWSER);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).contains("cache-control", "pragma"));
    }

    @Test
    void noOtherOriginMayReadThem() throws Exception {
        for (var path : List.of(STYLE, GUIDE)) {
            for (var origin :
                    List.of("http://localhost:7475", "https://localhost:7474", "http://example.com", "null")) {
                for (var response : List.of(get(path, "Origin", origin), preflight(path, origin))) {
                    assertThat(response.statusCode()).as(origin).isEqualTo(403);
                    assertThat(response.headers().map()).as(origin).doesNotContainKey("Access-Control-Allow-Origin");
                }
            }
        }
    }

    @Test
    void theBrowserMayReadNothingElse() throws Exception {
        for (var path : List.of("/graphql", "/graphiql/index.html")) {
            for (var response : List.of(get(path, "Origin", BROWSER), preflight(path, BROWSER))) {
                assertThat(response.headers().map()).as(path).doesNotContainKey("Access-Control-Allow-Origin");
            }
        }
    }

    @Test
    void nothingBesideTheirFolderIsServed() throws Exception {
        for (var path : List.of(
                "/browser/",
                "/browser/../policy/policy.yaml",
                "/browser/%2e%2e/policy/policy.yaml",
                "/policy/policy.yaml")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void everyKindAndEveryEdgeHasAStyle() throws Exception {
        var selectors = Stream.concat(
                Stream.of(Kind.values()).map(kind -> "node." + kind.label() + " {"),
                Stream.of(EdgeType.values()).map(type -> "relationship." + type.name() + " {"));

        assertThat(file(STYLE).lines()).containsAll(selectors.toList());
    }

    @Test
    void everyQueryOfTheGuideReturnsRows(@Autowired FolderImport folders, @Autowired Neo4jClient graph)
            throws Exception {
        folders.run(Path.of("seed-data"));
        var queries = QUERY.matcher(file(GUIDE))
                .results()
                .map(match -> HtmlUtils.htmlUnescape(match.group(1)))
                .toList();

        assertThat(queries)
                .hasSizeGreaterThan(10)
                .allSatisfy(query ->
                        assertThat(graph.query(query).fetch().all()).as(query).isNotEmpty());
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** What a web browser asks before it sends a request with headers of its own to another origin. */
    private HttpResponse<String> preflight(String path, String origin) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers(
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "GET",
                        "Access-Control-Request-Headers",
                        "cache-control,pragma"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The file that is served under a path. */
    private static String file(String path) throws IOException {
        return new ClassPathResource("graph-schema" + path).getContentAsString(StandardCharsets.UTF_8);
    }
}
