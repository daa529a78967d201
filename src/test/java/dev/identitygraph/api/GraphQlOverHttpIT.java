package dev.identitygraph.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GraphQL over HTTP, by the specification: media types, methods, status codes, and a code in every error. */
@IntegrationTest
class GraphQlOverHttpIT {
    private static final String GRAPHQL = "application/graphql-response+json";
    private static final String JSON = "application/json";

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private GraphQlApi api;

    @ParameterizedTest
    @CsvSource({
        "application/graphql-response+json, application/graphql-response+json",
        "application/json, application/json",
        "*/*, application/json",
        "'application/graphql-response+json, application/json;q=0.9', application/graphql-response+json",
        "'application/json, application/graphql-response+json', application/json"
    })
    void anAnswerHasTheTypeThatIsWanted(String accept, String type) {
        var response = post("{\"query\": \"{ __typename }\"}", JSON, accept);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(type(response)).startsWith(type);
        assertThat(body(response).at("/data/__typename").asString()).isEqualTo("Query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                     | DOCUMENT_INVALID",
                "{ unknown }                                           | DOCUMENT_INVALID",
                "query A { __typename } query B { __typename }         | DOCUMENT_INVALID",
                "subscription { __typename }                           | DOCUMENT_INVALID",
                "query ($id: ID!) { node(id: $id) { key } }            | VARIABLE_INVALID",
                "{ viewer { key } }                                    | PURPOSE_MISSING",
                "query @purpose(is: CURIOSITY) { viewer { key } }      | PURPOSE_UNKNOWN",
                "query @purpose(is: PERSONALIZATION) { email(namespace: \"email\", value: \"a@example.com\") { key } } | ENTRY_NOT_PERMITTED"
            })
    void aDocumentThatIsRefusedIsABadRequestForThoseWhoKnowTheTypeAndAnAnswerForTheOthers(
            String document, String code) {
        var body = json.writeValueAsString(Map.of("query", document));
        var graphql = post(body, JSON, GRAPHQL);
        assertThat(graphql.statusCode()).isEqualTo(400);
        assertThat(type(graphql)).startsWith(GRAPHQL);
        assertThat(code(graphql)).isEqualTo(code);
        assertThat(body(graphql).has("data")).isFalse();
        var plain = post(body, JSON, JSON);
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(code(plain)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{ \"not a JSON",
                "null",
                "\"{ __typename }\"",
                "[{\"query\": \"{ __typename }\"}]",
                "{}",
                "{\"query\": null}",
                "{\"query\": 0}",
                "{\"query\": {\"a\": 1}}",
                "{\"query\": \"{ __typename }\", \"operationName\": 0}",
                "{\"query\": \"{ __typename }\", \"variables\": []}",
                "{\"query\": \"{ __typename }\", \"variables\": \"{}\"}",
                "{\"query\": \"{ __typename }\", \"extensions\": false}"
            })
    void aBodyThatIsNoRequestIsABadRequestForEverybody(String body) {
        for (var accept : new String[] {GRAPHQL, JSON}) {
            var response = post(body, JSON, accept);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(type(response)).startsWith(accept);
            assertThat(code(response)).isEqualTo("REQUEST_INVALID");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\": \"{ __typename }\", \"operationName\": null}",
                "{\"query\": \"{ __typename }\", \"variables\": null}",
                "{\"query\": \"{ __typename }\", \"extensions\": null}",
                "{\"query\": \"{ __typename }\", \"extensions\": {\"a\": 1}, \"variables\": {}, \"other\": 1}"
            })
    void whatMayBeLeftOutMayBeNull(String body) {
        var response = post(body, JSON, GRAPHQL);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(body(response).has("errors")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, application/json, application/json, 405, METHOD_NOT_ALLOWED",
        "PUT, application/json, application/json, 405, METHOD_NOT_ALLOWED",
        "POST, text/plain, application/json, 415, MEDIA_TYPE_UNSUPPORTED",
        "POST, no type, application/json, 415, MEDIA_TYPE_UNSUPPORTED",
        "POST, application/json, text/html, 406, NOT_ACCEPTABLE",
        "POST, application/json, text/event-stream, 406, NOT_ACCEPTABLE",
        "POST, application/json, nothing, 406, NOT_ACCEPTABLE"
    })
    void whatWouldNotBecomeAnOperationIsRefusedInTheSameForm(
            String method, String contentType, String accept, int status, String code) {
        var response = api.send(
                "/graphql",
                request -> request.method(method, BodyPublishers.ofString("{\"query\": \"{ __typename }\"}"))
                        .header("Content-Type", contentType)
                        .header("Accept", accept));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(code(response)).isEqualTo(code);
        assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    @Test
    void aRequestWithoutATypeIsRefused() {
        var response = api.send(
                "/graphql", request -> request.POST(BodyPublishers.ofString("{\"query\": \"{ __typename }\"}")));
        assertThat(response.statusCode()).isEqualTo(415);
    }

    @Test
    void theLanguageOfTheRequestChangesNothing() {
        var body = "{\"query\": \"{ unknown }\"}";
        assertThat(api.send(
                                "/graphql",
                                request -> posted(request, body, JSON, GRAPHQL).header("Accept-Language", "de"))
                        .body())
                .isEqualTo(post(body, JSON, GRAPHQL).body())
                .contains("Query has no field unknown.");
    }

    @Test
    void theSchemaOfAPurposeIsServed() {
        var response = api.send("/graphql/schema/PERSONALIZATION", HttpRequest.Builder::GET);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(type(response)).startsWith("text/plain");
        assertThat(response.body())
                .contains("type Customer implements Node", "segments(")
                .doesNotContain("syncedWith");
    }

    @Test
    void thereIsNoSchemaOfAPurposeThatTheClientLacks() {
        for (var purpose : new String[] {"CURIOSITY", "RETARGETING"}) {
            var response = api.send("/graphql/schema/" + purpose, HttpRequest.Builder::GET);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(code(response)).isEqualTo("PURPOSE_NOT_GRANTED");
            assertThat(body(response)
                            .at("/errors/0/extensions/permitted")
                            .valueStream()
                            .map(JsonNode::asString))
                    .containsExactly("PERSONALIZATION");
        }
    }

    @Test
    void thePrivacyOfficeSeesTheSchemaOfEveryPurpose() {
        assertThat(api.as("privacy-office")
                        .send("/graphql/schema/RETARGETING", HttpRequest.Builder::GET)
                        .body())
                .contains("syncedWith");
    }

    @Test
    void aRequestWithoutATokenGetsNoSchema() {
        var response = api.withoutToken().send("/graphql/schema/PERSONALIZATION", HttpRequest.Builder::GET);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(code(response)).isEqualTo("TOKEN_MISSING");
    }

    private HttpResponse<String> post(String body, String contentType, String accept) {
        return api.send("/graphql", request -> posted(request, body, contentType, accept));
    }

    private static HttpRequest.Builder posted(
            HttpRequest.Builder request, String body, String contentType, String accept) {
        return request.POST(BodyPublishers.ofString(body))
                .header("Content-Type", contentType)
                .header("Accept", accept);
    }

    private JsonNode body(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    private String code(HttpResponse<String> response) {
        return body(response).at("/errors/0/extensions/code").asString();
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
