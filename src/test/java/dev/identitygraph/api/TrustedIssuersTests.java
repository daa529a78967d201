package dev.identitygraph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.client.Caller;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TrustedIssuersTests {
    private static final TrustedIssuer OURS = issuer("https://ours.example");
    private static final TrustedIssuer THEIRS = issuer("https://theirs.example");

    @Test
    void whereOneIssuerIsTrustedARegistrationNeedNotStateIt() {
        var one = new TrustedIssuers(List.of(OURS));
        assertThat(one.vouchFor(caller(OURS, "shop"), registered("shop", Optional.empty())))
                .isTrue();
        assertThat(one.vouchFor(caller(OURS, "shop"), registered("shop", Optional.of(OURS.uri()))))
                .isTrue();
        assertThat(one.vouchFor(caller(OURS, "shop"), registered("shop", Optional.of(THEIRS.uri()))))
                .isFalse();
        assertThat(one.vouchFor(caller(OURS, "dmp"), registered("shop", Optional.empty())))
                .isFalse();
    }

    @Test
    void whereSeveralAreTrustedARegistrationCountsForTheOneThatItStates() {
        var two = new TrustedIssuers(List.of(OURS, THEIRS));
        assertThat(two.vouchFor(caller(OURS, "shop"), registered("shop", Optional.of(OURS.uri()))))
                .isTrue();
        assertThat(two.vouchFor(caller(THEIRS, "shop"), registered("shop", Optional.of(OURS.uri()))))
                .isFalse();
        assertThat(two.vouchFor(caller(OURS, "shop"), registered("shop", Optional.empty())))
                .isFalse();
    }

    @Test
    void anIssuerIsBoundWithTheClaimsThatMostHave() {
        var bound = new Binder(new MapConfigurationPropertySource(Map.of(
                        "identity-graph.issuers[0].uri", "https://ours.example",
                        "identity-graph.issuers[0].audience", "identity-graph")))
                .bind("identity-graph", TrustedIssuers.class)
                .get();
        assertThat(bound.issuers()).containsExactly(OURS);
    }

    @Test
    void anIssuerWithoutAnAudienceIsNotTrusted() {
        assertThatThrownBy(() -> new TrustedIssuer("https://ours.example", null, "", List.of("client_id"), null))
                .hasMessageContaining("https://ours.example needs the audience");
    }

    private static TrustedIssuer issuer(String uri) {
        return new TrustedIssuer(uri, null, "identity-graph", List.of("client_id", "azp"), null);
    }

    private static Caller caller(TrustedIssuer issuer, String client) {
        return new Caller(issuer.uri(), client, Optional.empty());
    }

    private static Client registered(String id, Optional<String> issuer) {
        return new Client(id, "shop", ClientType.CONFIDENTIAL, issuer, false, Set.of(), Set.of(), Set.of());
    }
}
