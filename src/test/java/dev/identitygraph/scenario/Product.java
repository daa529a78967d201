package dev.identitygraph.scenario;

import dev.identitygraph.client.Caller;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.query.Policies;
import dev.identitygraph.testing.TestTokens;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.LinkedMultiValueMap;

/** The product, asked past HTTP but through all that comes after it. */
@TestComponent
class Product {
    private final WebGraphQlHandler handler;
    private final Policies policies;
    private final PinnedClock clock;
    private final Path archive;

    Product(
            WebGraphQlHandler handler,
            Policies policies,
            PinnedClock clock,
            @Value("${identity-graph.policy-archive}") Path archive) {
        this.handler = handler;
        this.policies = policies;
        this.clock = clock;
        this.archive = archive;
    }

    /** Puts a policy and registrations in force, or says why it does not. */
    Optional<String> serve(String policy, Collection<Client> clients) {
        try {
            policies.serve(policy, yaml(clients));
            // Nobody asks for these again, and there may be a million of them.
            FileSystemUtils.deleteRecursively(archive);
            return Optional.empty();
        } catch (InvalidFileException refusal) {
            return Optional.of(String.valueOf(refusal.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(Collection<Client> clients) {
        var yaml = new LinkedHashMap<String, @Nullable Object>();
        for (var client : clients) {
            yaml.put(
                    client.id(),
                    Map.of(
                            "operator",
                            client.operator(),
                            "type",
                            client.type().name(),
                            "purposes",
                            new TreeSet<>(client.purposes())
                                    .stream().map(Purpose::name).toList()));
        }
        return Yamls.write(yaml);
    }

    Reply ask(Client client, Question question) {
        clock.pin(question.at());
        var headers = new HttpHeaders();
        question.header().ifPresent(header -> headers.set("Identity-Purpose", header));
        var body = new HashMap<String, Object>();
        body.put("query", question.document());
        body.put("variables", question.variables());
        question.operation().ifPresent(operation -> body.put("operationName", operation));
        var cookies = new LinkedMultiValueMap<String, HttpCookie>();
        question.asker()
                .devices()
                .forEach(
                        (namespace, value) -> cookies.add("of-" + namespace, new HttpCookie("of-" + namespace, value)));
        var request = new WebGraphQlRequest(
                URI.create("http://localhost/graphql"),
                headers,
                cookies,
                null,
                Map.of(),
                body,
                "scenario",
                Locale.ROOT);
        SecurityContextHolder.getContext().setAuthentication(verified(client, question));
        try {
            var response = Objects.requireNonNull(handler.handleRequest(request).block());
            return new Reply(Yamls.mapping(response.toMap()));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** What the verification of the client's token would have come to. */
    private static Authentication verified(Client client, Question question) {
        return new PreAuthenticatedAuthenticationToken(
                new Caller(
                        TestTokens.ISSUER.uri(), client.id(), question.asker().person()),
                "",
                List.of());
    }
}
