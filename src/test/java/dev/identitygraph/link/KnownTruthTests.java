package dev.identitygraph.link;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Linking on data of others, whose truth is known; see the licences beside the files. */
class KnownTruthTests {
    private static final Path DATA = Path.of("src/test/resources/linking-data");
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    /** Records are not unique in a person's graph, so an address makes those who have it one person. */
    private static final LinkingRules BY_ADDRESS = Story.rules("""
        namespaces:
          record: {kind: Customer, priority: 2}
          email: {kind: Email, priority: 1}
        """);

    /** As above, but an address that more than five records have says nothing of anyone. */
    private static final LinkingRules BY_ADDRESS_OF_FEW = Story.rules("""
        namespaces:
          record: {kind: Customer, priority: 2}
          email: {kind: Email, priority: 1, limit: 5}
        """);

    @Test
    void everyPairOfRecordsWithOneAddressIsFoundAndIsOfOnePerson() {
        var truth = new HashMap<String, String>();
        var observations = new ArrayList<Observation>();
        records("splink-fake-1000/fake_1000.csv").forEach(row -> {
            truth.put(row.getField("unique_id"), row.getField("cluster"));
            observations.add(observation(BY_ADDRESS, row.getField("unique_id"), row.getField("email")));
        });
        var linking = new Linker(BY_ADDRESS).link(observations);
        var pairs = pairs(linking.graphs());
        assertThat(pairs)
                .hasSize(682)
                .allSatisfy(pair -> assertThat(truth.get(pair.getFirst())).isEqualTo(truth.get(pair.getLast())));
        assertThat(linking.graphs().size() + linking.alone().size()).isEqualTo(635);
    }

    @Test
    void thoseBehindOneSharedInboxAreNotOnePerson() {
        var observations = new ArrayList<Observation>();
        var behindTheInbox = new HashSet<String>();
        records("senzing-customers/customers.csv").forEach(row -> {
            observations.add(observation(BY_ADDRESS_OF_FEW, row.getField("RECORD_ID"), row.getField("EMAIL_ADDRESS")));
            if (row.getField("EMAIL_ADDRESS").equals("info@ca-state.gov")) {
                behindTheInbox.add(row.getField("RECORD_ID"));
            }
        });
        assertThat(behindTheInbox).hasSizeGreaterThan(20);
        var linking = new Linker(BY_ADDRESS_OF_FEW).link(observations);
        assertThat(linking.graphs())
                .isNotEmpty()
                .allSatisfy(graph -> assertThat(values(graph, "record")).doesNotContainAnyElementsOf(behindTheInbox));
        assertThat(linking.graphs().stream().map(graph -> values(graph, "record")))
                .as("an address that few have still joins")
                .contains(List.of("1003", "1004"));
        assertThat(linking.supersededClaims())
                .hasSize(behindTheInbox.size())
                .allSatisfy(claim -> assertThat(linking.superseded(claim.link()))
                        .contains(new Supersession(Supersession.Rule.GENERIC, "email")));
    }

    private static Observation observation(LinkingRules rules, String record, String address) {
        var identities = new HashSet<Identity>();
        identity(rules, "record", record).ifPresent(identities::add);
        identity(rules, "email", address).ifPresent(identities::add);
        return new Observation("file", THEN, Method.DECLARED, 1, Observation.Says.TOGETHER, identities);
    }

    private static Optional<Identity> identity(LinkingRules rules, String namespace, String value) {
        return switch (Normaliser.normalise(rules.namespaces().find(namespace).orElseThrow(), value)) {
            case Normalised.Value(var identity) -> Optional.of(identity);
            case Normalised.Invalid _ -> Optional.empty();
        };
    }

    private static Set<List<String>> pairs(Collection<SortedSet<Identity>> graphs) {
        var pairs = new HashSet<List<String>>();
        graphs.stream().map(graph -> values(graph, "record")).forEach(records -> {
            for (var i = 0; i < records.size(); i++) {
                for (var j = i + 1; j < records.size(); j++) {
                    pairs.add(List.of(records.get(i), records.get(j)));
                }
            }
        });
        return pairs;
    }

    private static List<String> values(SortedSet<Identity> graph, String namespace) {
        return graph.stream()
                .filter(identity -> identity.namespace().name().equals(namespace))
                .map(Identity::value)
                .toList();
    }

    private static List<NamedCsvRecord> records(String file) {
        try (var records = CsvReader.builder().ofNamedCsvRecord(DATA.resolve(file))) {
            return records.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
