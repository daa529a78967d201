package dev.identitygraph.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTests {
    private static final int PARTS = 4;

    @TempDir
    private Path folder;

    @Test
    void recordsOfAnySizeAreReadAsTheyWereWrittenByAnyThread() {
        var spool = spool("records");
        var written = new HashMap<Long, List<String>>();
        LongStream.range(0, 2_000).forEach(key -> written.put(key, List.of(text(key))));
        written.entrySet().parallelStream()
                .forEach(entry -> spool.add(entry.getKey(), entry.getValue().getFirst()));
        spool.written();
        assertThat(take(spool)).isEqualTo(written);
    }

    @Test
    void recordsThatAreNotUnderstoodCanGoUnderOtherKeys() {
        var spool = spool("first");
        LongStream.range(0, 2_000).forEach(key -> spool.add(key, text(key)));
        spool.written();
        var other = spool("second");
        IntStream.range(0, PARTS)
                .forEach(part -> spool.readAsItIs(part, (record, key) -> other.addAsItIs(key + 1, record)));
        other.written();
        var expected = new HashMap<Long, List<String>>();
        LongStream.range(0, 2_000).forEach(key -> expected.put(key + 1, List.of(text(key))));
        assertThat(take(other)).isEqualTo(expected);
    }

    @Test
    void whatHasOneKeyIsTakenTogether() throws IOException {
        var spool = spool("together");
        for (var text : List.of("a", "b", "c")) {
            spool.add(5, text);
            spool.add(9, text + text);
        }
        spool.written();
        assertThat(take(spool)).isEqualTo(Map.of(5L, List.of("a", "b", "c"), 9L, List.of("aa", "bb", "cc")));
        try (var left = Files.list(folder)) {
            assertThat(left).as("what has been taken").isEmpty();
        }
    }

    @Test
    void aPartWithoutRecordsIsRead() {
        var spool = spool("empty");
        spool.written();
        assertThat(take(spool)).isEmpty();
    }

    private Spool<String> spool(String name) {
        return new Spool<>(folder, name, PARTS, new SpoolForm<>() {
            @Override
            public void write(String record, ByteBuffer out) {
                SpoolFields.text(out, record);
            }

            @Override
            public String read(ByteBuffer in) {
                return SpoolFields.text(in);
            }
        });
    }

    /** One in a hundred is longer than a buffer. */
    private static String text(long key) {
        return "é".repeat(key % 100 == 7 ? 50_000 : (int) key);
    }

    private static Map<Long, List<String>> take(Spool<String> spool) {
        var taken = new HashMap<Long, List<String>>();
        IntStream.range(0, PARTS)
                .forEach(part -> spool.take(part).forEach((key, records) -> {
                    assertThat(key % PARTS).isEqualTo(part);
                    assertThat(taken.put(key, records.read())).isNull();
                }));
        return taken;
    }
}
