package dev.identitygraph.synthetic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticSourcesTests {
    private static final int CUSTOMERS = 20_000;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        SyntheticSources.write(folder, CUSTOMERS, 1);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherGivesOthers(@TempDir Path same, @TempDir Path other) throws IOException {
        SyntheticSources.write(same, CUSTOMERS, 1);
        SyntheticSources.write(other, CUSTOMERS, 2);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(9).allSatisfy(file -> {
                assertThat(Files.mismatch(file, same.resolve(file.getFileName())))
                        .isEqualTo(-1);
                assertThat(Files.mismatch(file, other.resolve(file.getFileName())))
                        .isNotEqualTo(-1);
            });
        }
    }

    @Test
    void thereAreAsManyCustomersAsAsked() throws IOException {
        assertThat(rows("crm-customers").stream().map(row -> row[0]).distinct()).hasSize(CUSTOMERS);
    }

    @Test
    void aFewSegmentsHaveVeryManyMembersAndMostHaveFew() throws IOException {
        var members = sorted(rows("webshop-interests").stream()
                .collect(groupingBy(row -> row[2], counting()))
                .values());
        var all = members.stream().mapToLong(Long::longValue).sum();
        assertThat(members.getLast()).isBetween(all / 20, all / 5);
        assertThat(members.get(members.size() / 2)).isLessThan(all / 500);
    }

    @Test
    void aFewUsersAreFarHeavierThanMost() throws IOException {
        var logins = sorted(rows("webshop-logins").stream()
                .collect(groupingBy(row -> row[2], counting()))
                .values());
        var median = logins.get(logins.size() / 2);
        assertThat(median).isBetween(2L, 6L);
        assertThat(logins.getLast()).isGreaterThan(10 * median);
    }

    @Test
    void householdsShareDevicesAndPublicOnesHaveMoreUsersThanADeviceMayHave() throws IOException {
        var users = users();
        var shared = users.values().stream().filter(some -> some.size() > 1).count();
        assertThat(shared).isBetween(users.size() / 50L, users.size() / 5L);
        var most =
                sorted(users.values().stream().map(some -> (long) some.size()).toList());
        assertThat(most.getLast()).isGreaterThan(50);
        assertThat(most).anyMatch(count -> count > 5 && count <= 50);
    }

    private static Map<String, Set<String>> users() throws IOException {
        return rows("webshop-logins").stream()
                .collect(groupingBy(row -> row[0] + row[1], TreeMap::new, mapping(row -> row[2], toSet())));
    }

    private static List<Long> sorted(Collection<Long> counts) {
        return counts.stream().sorted().toList();
    }

    private static List<String[]> rows(String source) throws IOException {
        try (var lines = Files.lines(folder.resolve(source + ".csv"))) {
            return lines.skip(1).map(line -> line.split(",", -1)).toList();
        }
    }
}
