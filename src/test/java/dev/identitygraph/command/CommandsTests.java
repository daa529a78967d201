package dev.identitygraph.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTests {
    private static final String POLICY = "graph-schema/policy/policy.yaml";

    /** What a command leaves. */
    private record Result(int code, String out, String err) {}

    @TempDir
    private Path folder;

    @Test
    void whatIsNoOptionOfTheServerIsACommand() {
        assertThat(Commands.includes("explain", "--document=page.graphql")).isTrue();
        assertThat(Commands.includes("--help")).isTrue();
        assertThat(Commands.includes("-h")).isTrue();
        assertThat(Commands.includes("imprt", "folder")).isTrue();
        assertThat(Commands.includes()).isFalse();
        assertThat(Commands.includes("--server.port=8081", "check")).isFalse();
    }

    @Test
    void aCommandThatIsMistypedIsToldWithWhatMayBeMeant() {
        var result = run("imprt", "folder");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("'imprt'").contains("import");
    }

    @Test
    void moreIdentitiesThanTwoAreRefused() {
        var result = run("join", "crm:1", "crm:2", "crm:3", "crm:4");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("crm:3");
    }

    @Test
    void whyTheApplicationDoesNotStartIsTheApplicationsToTell() {
        var out = new StringWriter();
        var err = new StringWriter();
        var graph = new GraphAccess(
                _ -> {
                    throw new IllegalStateException("told by Spring Boot");
                },
                _ -> {
                    throw new IllegalStateException("told by Spring Boot");
                });
        for (var command :
                List.of(List.of("decisions"), List.of("import", "seed-data"), List.of("bulk", "--into=x", "y"))) {
            assertThat(Commands.run(
                            new PrintWriter(out, true),
                            new PrintWriter(err, true),
                            graph,
                            command.toArray(String[]::new)))
                    .isEqualTo(70);
        }
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyCommandTellsItsOptions() {
        assertThat(run("--help").out()).contains(Commands.names());
        for (var name : Commands.names()) {
            var result = run(name, "--help");
            assertThat(result.code()).as(name).isZero();
            assertThat(result.out()).as(name).contains("Usage: ").contains("--help");
        }
    }

    @Test
    void theReadmeHasEveryCommandAndNoOther() throws IOException {
        var table = Files.readString(Path.of("README.md"))
                .split("## The commands", 2)[1]
                .split("\n## ", 2)[0];
        var names = table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> Stream.of(cell.split(",")))
                .map(name -> name.replace("`", "").strip())
                .toList();
        assertThat(names).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(Commands.names());
    }

    @Test
    void aFolderWithoutAChainIsNotToldToBeWhole() {
        var result = run("audit", "--folder=" + folder);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(folder.toString(), "audit-000001.jsonl")
                .doesNotContain("\tat ");
    }

    @Test
    void headsThatCannotBeComparedAreToldAndNotTraced() throws IOException {
        var heads = write("heads-x.jsonl", "no head\n");
        var without = run("audit", "--folder=" + folder, "--heads=" + heads);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err())
                .contains("audit-public-keys.json", "--public-keys")
                .doesNotContain("\tat ");

        var keys = write("audit-public-keys.json", "no keys");
        var garbled = run("audit", "--folder=" + folder, "--heads=" + heads);
        assertThat(garbled.code()).isOne();
        assertThat(garbled.out()).contains(heads + ":1: ", "NOT WHOLE");

        write(
                "heads-x.jsonl",
                "{\"chain\":\"x\",\"file\":1,\"line\":1,\"records\":1,\"hash\":\"h\",\"at\":\"2026-01-01T00:00:00Z\",\"signature\":\"s\"}\n");
        var unsigned = run("audit", "--folder=" + folder, "--heads=" + heads);
        assertThat(unsigned.code()).isEqualTo(2);
        assertThat(unsigned.err()).contains(keys + ": ").doesNotContain("\tat ");
    }

    @Test
    void aPermittedDocumentIsExplainedHopByHop() {
        var result = run("explain", "--document=src/test/resources/graphql/personalization.graphql", "--client=shop");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().map(line -> line.replaceAll("(cypher: |policy ).*", "$1")))
                .containsExactly(
                        "purpose PERSONALIZATION",
                        "policy ",
                        "",
                        "customer: Query.customer(crm), P1, 2 hops left",
                        "  revealed: nothing",
                        "  customer/segments: Customer.segments, P1 -> B1, 1 hop left",
                        "    why: The customer's own attributes, such as a loyalty tier (CDP).",
                        "    guards: party FIRST; lawfulBasis CONSENT, LEGITIMATE_INTERESTS; "
                                + "methods DECLARED, DETERMINISTIC; minConfidence 0.9",
                        "    revealed: Segment.name",
                        "  customer/devices: Customer.devices, P1 -> B1, 1 hop left",
                        "    why: Leads to the behaviour seen on the customer's own devices; "
                                + "a shared device has no edge to walk (CDP).",
                        "    guards: party FIRST; lawfulBasis CONSENT; methods DETERMINISTIC; minConfidence 0.9",
                        "    revealed: nothing",
                        "    customer/devices/edges/node/segments: Device.segments, B1 -> B1, 0 hops left",
                        "      why: The interests seen on the device, under the device's own consent (CDP).",
                        "      guards: party FIRST; lawfulBasis CONSENT; methods DETERMINISTIC; minConfidence 0.9",
                        "      revealed: Segment.name",
                        "  cypher: ");
        assertThat(result.out()).contains("cypher: UNWIND $walks0 AS walk MATCH (start:`Customer`)");
    }

    @Test
    void aHandleIsExplainedFromEachPlaceThatItCanLeadTo() throws IOException {
        var document = write("node.graphql", """
            query ($id: ID!, $wide: Boolean!) @purpose(is: PERSONALIZATION) {
              node(id: $id) { ... on Device { segments @include(if: $wide) { edges { node { name } } } } }
            }
            """);
        var result = run("explain", "--document=" + document, "--client=shop");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains(
                        "node: Query.device(cookie), B1, 2 hops left\n",
                        "  node/segments: Device.segments, B1 -> B1, 1 hop left\n",
                        "node: Query.customer(crm) -> Customer.devices, B1, 1 hop left\n",
                        "  node/segments: Device.segments, B1 -> B1, 0 hops left\n");
    }

    @Test
    void aRefusedDocumentIsExplainedFaultByFault() throws IOException {
        var document = write("refused.graphql", """
            query @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") {
                devices { edges { node { value customers { edges { cursor } } } } }
              }
            }
            """);
        var result = run("explain", "--document=" + document, "--client=shop");
        assertThat(result.code()).isOne();
        assertThat(result.out().lines().skip(1))
                .containsExactly(
                        document + ":3:30: PROPERTY_NOT_REVEALED Device.value: "
                                + "Purpose PERSONALIZATION may not see Device.value here (B1).",
                        "  permitted: Device.namespace",
                        document + ":3:36: HOP_NOT_PERMITTED Device.customers: Purpose PERSONALIZATION may not walk "
                                + "Device.customers from here (B1). Permitted here: Device.segments.",
                        "  permitted: Device.segments");
    }

    @Test
    void aDocumentThatIsNoGraphQlOrNotOfTheSchemaIsRefusedWithItsPlace() throws IOException {
        var broken = run("explain", "--document=" + write("a.graphql", "query {\n  customer(\n"), "--client=shop");
        assertThat(broken.code()).isOne();
        assertThat(broken.out()).contains("a.graphql:3:1: DOCUMENT_INVALID: ");
        var unknown = run("explain", "--document=" + write("b.graphql", "query {\n  person\n}"), "--client=shop");
        assertThat(unknown.code()).isOne();
        assertThat(unknown.out()).contains("b.graphql:2:3: DOCUMENT_INVALID: ", "Query has no field person");
        var two = write("c.graphql", "query A { __typename } query B { __typename }");
        assertThat(run("explain", "--document=" + two, "--client=shop").out())
                .contains("The document has 2 operations; say which one is asked.", "permitted: A, B");
        assertThat(run("explain", "--document=" + two, "--client=shop", "--operation=B")
                        .code())
                .isZero();
    }

    @Test
    void aPolicyDiffersFromItselfInNothing() {
        assertThat(run("diff", "--from=" + POLICY, "--to=" + POLICY)).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void aChangedPolicyIsComparedLineByLine() throws IOException {
        var later = write(
                "later.yaml",
                Files.readString(Path.of(POLICY)).replaceFirst("(?s)(\nANALYTICS:.*?)maxHops: 2", "$1maxHops: 1"));
        var result = run("diff", "--from=" + POLICY, "--to=" + later);
        assertThat(result.code()).isOne();
        assertThat(result.out().lines())
                .containsExactly(
                        "- ANALYTICS maxHops 2 -> 1",
                        "- ANALYTICS hop Device.segments B1 -> B1",
                        "! purpose ANALYTICS lists the hop Device.segments, but no walk from an entry can take it");
    }

    @Test
    void whatShipsIsCheckedAndItsQuadrantsAreShown() {
        var result = run("check");
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("PERSONALIZATION P1 B1 -- --", "operator dmp -- B1 -- B3");
    }

    @Test
    void aFaultyPolicyIsCheckedWithThePlaceOfEachFault() throws IOException {
        var policy = write(
                "faulty.yaml",
                Files.readString(Path.of(POLICY))
                        .replace("minConfidence: 0.8", "minConfidence: 8")
                        .replace("maxHops: 3", "maxHops: many"));
        var result = run("check", "--policy=" + policy);
        assertThat(result.code()).isOne();
        assertThat(result.out().lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.matches(".*faulty\\.yaml:\\d+:\\d+: '(8|many)' is no .*"));
    }

    @Test
    void anInputThatIsNoGoodIsSaidWithWhatWouldBeRight() throws IOException {
        var document = "--document=src/test/resources/graphql/personalization.graphql";
        assertThat(run("explain", document, "--client=shopp"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "--client=shopp: no client is registered by this id; known are analyst, cdp,"
                                + " consent-platform, dmp, onboarding-partner, privacy-office, self-service, shop,"
                                + " shop-app, storefront\n"));
        assertThat(run("explain", "--document=none.graphql", "--client=shop"))
                .isEqualTo(new Result(2, "", "none.graphql: there is no such file; give the path of one\n"));
        assertThat(run("check", "--policy=" + folder).code()).isEqualTo(2);
        assertThat(run("explain", document).err()).contains("--client=ID");
        assertThat(run("diff", "--from=" + POLICY).code()).isEqualTo(2);
        var faulty = write("faulty.yaml", "PERSONALIZATION: 1");
        assertThat(run("explain", document, "--client=shop", "--policy=" + faulty))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("faulty.yaml:1:18: a mapping is expected here"));
    }

    @Test
    void whatIsNoOptionIsRefusedBeforeAGraphIsStarted() throws IOException {
        var file = write("crm.csv", "id");
        for (var argument : List.of("--jsno", "--json=true=", "--rejekts=x", "stray", "-x")) {
            assertThat(run("retract", "--source=crm", argument))
                    .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                    .satisfies(result -> assertThat(result.err()).contains(argument + ": there is no such option"));
        }
        assertThat(run("import", file, file, "--let-shirnk").err()).contains("--let-shirnk: there is no such option");
        assertThat(run("bulk", folder.toString(), "--into=x", "--database.name").err())
                .contains("--database.name: there is no such option");
        assertThat(run("import", file, "--spring.neo4j.uri=bolt://localhost:1", file, "--a.b[0]=")
                        .err())
                .contains("There is no graph here.");
    }

    @Test
    void whatCanBeReadOnceOnlyIsNoInput() {
        assertThat(run("import", "/dev/null"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("this can be read once only"));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void theSchemaOfAPurposeIsPrinted() {
        var result = run("schema", "--purpose=PERSONALIZATION");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("type Customer implements Node").doesNotContain("syncedWith");
        assertThat(run("schema", "--purpose=CURIOSITY").err())
                .contains("there is no such purpose; known are PERSONALIZATION");
        assertThat(run("schema", "--purpose=CURIOSITY").code()).isEqualTo(2);
    }

    private static Result run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Commands.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
