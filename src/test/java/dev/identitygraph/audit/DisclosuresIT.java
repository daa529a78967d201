package dev.identitygraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an answer reveals of a subject is in the chain when the answer is there. */
@IntegrationTest
class DisclosuresIT {
    @Autowired
    private GraphQlApi api;

    @Autowired
    private Disclosures disclosures;

    @Autowired
    private AuditSettings settings;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Namespaces namespaces;

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) {
        folders.run(Path.of("seed-data"));
    }

    @Test
    void anAnswerIsRecordedWithAllOfItsNodesAndEdgesButSegments() throws IOException {
        var before = all().size();
        var answer = api.askNamed("personalization", Map.of("ref", "1001")).data();
        assertThat(answer.findValuesAsString("name")).hasSize(4);
        assertThat(all()).hasSize(before + 1);
        var disclosure = all().getLast();
        assertThat(disclosure.client()).isEqualTo("shop");
        assertThat(disclosure.purpose()).isEqualTo("PERSONALIZATION");
        assertThat(disclosure.nodes())
                .containsExactlyInAnyOrder(
                        pseudonym("crm", "1001"),
                        pseudonym("cookie", "ck-anna-laptop"),
                        pseudonym("app", "app-anna-phone"));
        assertThat(disclosure.edges()).hasSize(6);
        assertThat(chain())
                .as("the document is there, without what could be personal")
                .contains(disclosure.document())
                // A digest may have these digits in it.
                .doesNotContainPattern("(?<![-0-9a-f])1001(?![-0-9a-f])");
    }

    @Test
    void whatRevealsNothingOfASubjectIsNot() {
        var before = all().size();
        api.askNamed("personalization", Map.of("ref", "no-such-customer"));
        api.ask("{ customer(namespace: \"crm\", value: \"1001\") { value } }", Map.of());
        api.as("analyst")
                .ask(
                        "query @purpose(is: ANALYTICS) { segment(namespace: \"segment\", value: \"winter-boots\") { size } }",
                        Map.of());
        api.ask("{ __typename }", Map.of());
        assertThat(all()).hasSize(before);
    }

    @Test
    void aMutationIsRecordedAsAnAct() throws IOException {
        var reply = api.as("consent-platform").ask("""
                mutation {
                  withdrawConsent(input: {requestId: "act-1", namespace: "crm", value: "nobody-yet",
                    purposes: [ANALYTICS], howGiven: "test", proof: "test"}) { effectiveAt }
                }
                """, Map.of());
        assertThat(reply.code()).isEmpty();
        assertThat(chain()).contains("\"act\":\"withdrawConsent\"", pseudonym("crm", "nobody-yet"));
    }

    @Test
    void whoeverMayReadTheAuditReadsItBySubjectAndByClientAndThatIsRecordedToo() throws IOException {
        api.askNamed("personalization", Map.of("ref", "1001"));
        var page = """
                query ($client: ID, $value: String!, $after: String) {
                  disclosures(client: $client, namespace: "crm", value: $value, first: 1, after: $after) {
                    next disclosures { at client purpose policyVersion document nodes edges }
                  }
                }
                """;
        var office = api.as("privacy-office");
        var first = office.ask(page, Map.of("client", "shop", "value", "1001"))
                .data()
                .path("disclosures");
        assertThat(first.at("/disclosures/0/client").asString()).isEqualTo("shop");
        assertThat(first.at("/disclosures/0/purpose").asString()).isEqualTo("PERSONALIZATION");
        assertThat(first.at("/disclosures/0/nodes").asInt()).isPositive();
        assertThat(first.path("next").asString()).isNotEmpty();
        for (var nobodys : List.of(
                Map.of("client", "cdp", "value", "1001"), Map.of("client", "shop", "value", "no-such-customer"))) {
            assertThat(office.ask(page, nobodys)
                            .data()
                            .at("/disclosures/disclosures")
                            .size())
                    .isZero();
        }
        for (var noPlace : List.of("no-place", "1:1", "1:-1", "1:99999999999", "1:", "x:0", "1:0:0")) {
            assertThat(office.ask(page, Map.of("value", "1001", "after", noPlace))
                            .code())
                    .as(noPlace)
                    .isEqualTo("ARGUMENT_INVALID");
        }
    }

    @Test
    void theChainIsWhole() {
        api.askNamed("personalization", Map.of("ref", "1002"));
        assertThat(ChainCheck.of(settings.folder(), Optional.empty(), Optional.empty())
                        .faults())
                .isEmpty();
    }

    private List<AuditRecord.Disclosure> all() {
        return disclosures
                .read(Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE)
                .disclosures();
    }

    private String chain() throws IOException {
        return Files.readString(new ChainFiles(settings.folder()).file(1));
    }

    private String pseudonym(String namespace, String value) {
        return pseudonyms.of(new Identity(namespaces.find(namespace).orElseThrow(), value));
    }
}
