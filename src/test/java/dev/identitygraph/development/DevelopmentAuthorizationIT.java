package dev.identitygraph.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What a development run says of tokens works as it says. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@Import({TestNeo4j.class, TestKeys.class, GraphQlApi.class, DevelopmentAuthorization.class})
class DevelopmentAuthorizationIT {
    private static final Pattern SHELL = Pattern.compile("```shell\\n(TOKEN=.*?)```", Pattern.DOTALL);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    @Autowired
    private DemoCredentials credentials;

    @Autowired
    private GraphQlApi api;

    @Value("${identity-graph.issuers[0].uri}")
    private String server;

    @DynamicPropertySource
    static void likeADevelopmentRun(DynamicPropertyRegistry registry) throws IOException {
        int port = Port.anyFree();
        registry.add("server.port", () -> port);
        registry.add("identity-graph.demo", () -> folder.resolve("demo").toString());
        registry.add("identity-graph.issuers[0].uri", () -> "http://localhost:" + port);
        registry.add("identity-graph.issuers[0].audience", () -> "identity-graph");
        registry.add("identity-graph.issuers[0].client-claims", () -> "registered_client");
        registry.add("identity-graph.issuers[0].subject-claim", () -> "customer_number");
        registry.add("identity-graph.graphiql.clients", () -> "shop-app,self-service");
        registry.add("identity-graph.graphiql.demo-tokens", () -> "/development/tokens");
    }

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) throws IOException {
        folders.run(Path.of("seed-data"));
    }

    @Test
    void theCommandsOfTheReadmeGetATokenAndAnAnswer() throws Exception {
        var commands = SHELL.matcher(Files.readString(Path.of("README.md")));
        assertThat(commands.find()).isTrue();
        assertThat(shell(commands.group(1))).contains("loyalty-gold");
    }

    private String shell(String commands) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "sh",
                        "-c",
                        commands.replace("http://localhost:8080", server)
                                .replace(
                                        ".identity-graph/demo",
                                        credentials.folder().toString()))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @CsvSource({
        "shop, PERSONALIZATION",
        "dmp, RETARGETING",
        "cdp, FIRST_PARTY_MATCHING",
        "onboarding-partner, ONBOARDING",
        "analyst, ANALYTICS"
    })
    void everyRoleHasAClientThatMayAskForItsPurpose(String client, String purpose) throws IOException {
        var reply = api.withToken(DemoBrowser.clientToken(server, credential(client)))
                .ask("query @purpose(is: %s) { node(id: \"none\") { id } }".formatted(purpose), Map.of());
        assertThat(reply.body().toString()).isEqualTo("{\"data\":{\"node\":null}}");
    }

    @Test
    void thePrivacyOfficerMayHaveADocumentExplained() throws IOException {
        var reply = api.withToken(DemoBrowser.clientToken(server, credential("privacy-office")))
                .ask("{ explain(document: \"{ __typename }\", client: \"shop\") { policyVersion } }", Map.of());
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void theDemoPersonSignsInAndHasTheirOwnView() throws IOException {
        var token = DemoBrowser.userToken(server, credential("self-service"), credentials.person());
        var viewer = api.withToken(token)
                .ask(
                        "query @purpose(is: SUBJECT_ACCESS) { viewer { value emails { edges { node { address } } } } }",
                        Map.of())
                .data()
                .path("viewer");
        assertThat(viewer.path("value").asString()).isEqualTo("1001");
        assertThat(viewer.findValuesAsString("address")).containsExactly("anna.berghof@example.com");
    }

    @Test
    void thePageOfGraphiqlMayAskAsADemoClientAndNoOtherPageMay() throws Exception {
        assertThat(get("/graphiql/").statusCode()).isEqualTo(200);
        assertThat(get("/graphiql/access.json").body()).contains("shop-app", "/development/tokens");
        assertThat(get("/development/tokens").body()).contains("privacy-office").doesNotContain("self-service");
        var own = demoToken("dmp", "same-origin");
        assertThat(own.statusCode()).isEqualTo(200);
        var token = JSON.readTree(own.body()).path("access_token").asString();
        assertThat(api.withToken(token)
                        .ask("query @purpose(is: RETARGETING) { node(id: \"none\") { id } }", Map.of())
                        .status())
                .isEqualTo(200);
        for (var site : List.of("same-site", "cross-site", "none")) {
            assertThat(demoToken("dmp", site).statusCode()).as(site).isEqualTo(404);
        }
        assertThat(demoToken("nobody", "same-origin").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path)));
    }

    private HttpResponse<String> demoToken(String client, String site) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + "/development/tokens/" + client))
                .header("Sec-Fetch-Site", site)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aTokenSaysForWhomItIsAndWhichClientHasIt() throws IOException {
        var token = DemoBrowser.clientToken(server, credential("shop"));
        var claims = JSON.readTree(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.at("/aud/0").asString(claims.path("aud").asString("")))
                .isEqualTo("identity-graph");
        assertThat(claims.path("client_id").asString())
                .isEqualTo(credential("shop").id());
        assertThat(claims.path("registered_client").asString()).isEqualTo("shop");
        assertThat(claims.has("customer_number")).isFalse();
    }

    @Test
    void secretsAreKeptForTheNextRunAndForTheirUserOnly() throws IOException {
        var again = new DemoCredentials(credentials.folder());
        assertThat(again.firstRun()).isFalse();
        assertThat(again.clients()).isEqualTo(credentials.clients());
        assertThat(again.signingKey()).isEqualTo(credentials.signingKey());
        try (var files = Files.list(credentials.folder())) {
            assertThat(files.toList())
                    .hasSize(10)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(List.of(credential("shop").secret(), credential("dmp").secret()))
                .doesNotHaveDuplicates();
    }

    private DemoCredentials.DemoClient credential(String name) {
        return credentials.clients().stream()
                .filter(client -> client.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
