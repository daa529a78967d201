package dev.identitygraph.privacy;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.query.EntryCounts;
import dev.identitygraph.store.Pseudonyms;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the identities that clients name to act about: customers, e-mail addresses and devices, all first-party. */
@Component
class GivenIdentities {
    private final Namespaces namespaces;
    private final Pseudonyms pseudonyms;
    private final EntryCounts entries;

    GivenIdentities(Namespaces namespaces, Pseudonyms pseudonyms, EntryCounts entries) {
        this.namespaces = namespaces;
        this.pseudonyms = pseudonyms;
        this.entries = entries;
    }

    /**
     * Reads two identities of which the answer tells something. They count as keys by which the client enters, so that
     * a list of them cannot be tried.
     */
    Outcome<Two> two(Client client, GivenIdentity one, GivenIdentity other) {
        return read(one)
                .then(first -> read(other)
                        .then(second -> first.equals(second)
                                ? Outcome.refused(
                                        Fault.Code.ARGUMENT_INVALID, "Both identities are one. Name two that differ.")
                                : entries.enter(client, keys(new Two(first, second)))
                                        .<Outcome<Two>>map(Outcome.Refused::new)
                                        .orElseGet(() -> new Outcome.Done<>(new Two(first, second)))));
    }

    /** Counts that these two told the client of nothing that it may see. */
    void missed(Client client, Two two) {
        keys(two).forEach(key -> entries.missed(client, key));
    }

    /** Each of the two is a key, and so is the pair: else known keys could be paired with one another without end. */
    private List<String> keys(Two two) {
        var one = pseudonyms.of(two.one());
        var other = pseudonyms.of(two.other());
        return List.of(
                one,
                other,
                pseudonyms.recordId("pair", Stream.of(one, other).sorted().toList()));
    }

    Outcome<Identity> read(GivenIdentity given) {
        var speaking = namespaces.speaking();
        var namespace = speaking.find(given.namespace());
        if (namespace.isEmpty()) {
            return new Outcome.Refused<>(Fault.ofRequest(
                    Fault.Code.NAMESPACE_UNKNOWN,
                    "No identities of this namespace speak for themselves.",
                    List.copyOf(speaking.names())));
        }
        return switch (Normaliser.normalise(namespace.get(), given.value())) {
            case Normalised.Invalid(var reason, var expected) ->
                Outcome.refused(Fault.Code.IDENTITY_INVALID, "The value is none: %s; %s.".formatted(reason, expected));
            case Normalised.Value(var identity) -> new Outcome.Done<>(identity);
        };
    }
}
