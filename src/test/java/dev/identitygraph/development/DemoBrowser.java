package dev.identitygraph.development;

import dev.identitygraph.development.DemoCredentials.DemoClient;
import dev.identitygraph.development.DemoCredentials.DemoPerson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Gets tokens as clients do: by its secret, or by having a person sign in with a form. */
final class DemoBrowser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String server;

    private DemoBrowser(String server) {
        this.server = server;
    }

    static String clientToken(String server, DemoClient client) {
        var basic = Base64.getEncoder()
                .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        var response = new DemoBrowser(server)
                .post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization", "Basic " + basic);
        return accessToken(response);
    }

    /** Authorization code with PKCE: the person is sent to the form, signs in, and comes back with a code. */
    static String userToken(String server, DemoClient client, DemoPerson person) {
        var browser = new DemoBrowser(server);
        var authorize = "/oauth2/authorize?"
                + form(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        client.id(),
                        "redirect_uri",
                        server + "/graphiql/",
                        "code_challenge",
                        challenge(),
                        "code_challenge_method",
                        "S256"));
        browser.get(authorize);
        var csrf = CSRF.matcher(browser.get("/login").body());
        if (!csrf.find()) {
            throw new IllegalStateException("The form has no field _csrf");
        }
        browser.post(
                "/login", Map.of("username", person.name(), "password", person.password(), "_csrf", csrf.group(1)));
        var back = browser.get(authorize).headers().firstValue("Location").orElse("");
        var code = CODE.matcher(back);
        if (!code.find()) {
            throw new IllegalStateException("No code came back: " + back);
        }
        return accessToken(browser.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        client.id(),
                        "code",
                        code.group(1),
                        "redirect_uri",
                        server + "/graphiql/",
                        "code_verifier",
                        VERIFIER)));
    }

    private static String accessToken(HttpResponse<String> response) {
        var token = new JsonMapper().readTree(response.body()).path("access_token");
        if (token.isMissingNode()) {
            throw new IllegalStateException("No token came back: " + response.statusCode() + " " + response.body());
        }
        return token.asString();
    }

    private static String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(server + path)).header("Accept", "text/html"));
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
