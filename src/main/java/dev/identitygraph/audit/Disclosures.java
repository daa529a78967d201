package dev.identitygraph.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what this instance has disclosed, from the beginning of its chain. */
public final class Disclosures {
    /**
     * Some disclosures, in the order in which they took place.
     *
     * @param next where the reading goes on; nothing where the chain ended
     */
    public record Page(List<AuditRecord.Disclosure> disclosures, Optional<String> next) {}

    private final ChainFiles files;

    Disclosures(Path folder) {
        files = new ChainFiles(folder);
    }

    /**
     * What was disclosed to a client, of some nodes.
     *
     * @param client all, if left out
     * @param nodes the pseudonyms of which an answer must have one; all, if left out
     * @param from where a page before has said that the reading goes on
     * @throws IllegalArgumentException if that is no such place
     */
    public Page read(Optional<String> client, Optional<Set<String>> nodes, Optional<String> from, int most) {
        var found = new ArrayList<AuditRecord.Disclosure>();
        var next = scan(from.map(Place::parse).orElse(new Place(1, 0)), disclosure -> {
            if (client.filter(id -> !id.equals(disclosure.client())).isEmpty()
                    && nodes.filter(wanted -> disclosure.nodes().stream().noneMatch(wanted::contains))
                            .isEmpty()) {
                found.add(disclosure);
            }
            return found.size() < most;
        });
        return new Page(found, next.map(Place::toString));
    }

    /** Which of some edges were disclosed to a client for a purpose. */
    public Set<String> edgesGiven(String client, String purpose, Set<String> edges) {
        var given = new HashSet<String>();
        scan(new Place(1, 0), disclosure -> {
            if (disclosure.client().equals(client) && disclosure.purpose().equals(purpose)) {
                disclosure.edges().stream().filter(edges::contains).forEach(given::add);
            }
            return given.size() < edges.size();
        });
        return given;
    }

    private record Place(int file, long offset) {
        static Place parse(String text) {
            var parts = text.split(":");
            if (parts.length != 2) {
                throw new IllegalArgumentException("No place of a chain");
            }
            return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }

        @Override
        public String toString() {
            return file + ":" + offset;
        }
    }

    /**
     * Reads on until a disclosure ends the reading.
     *
     * @return where it ended; nothing at the end of the chain
     */
    private Optional<Place> scan(Place from, Predicate<AuditRecord.Disclosure> goesOn) {
        for (var number : files.numbers()) {
            if (number < from.file()) {
                continue;
            }
            var start = number == from.file() ? from.offset() : 0;
            try (var reader = new ChainReader(files.file(number), start)) {
                for (var line = reader.next(); line != null; line = reader.next()) {
                    if (ChainLine.unchecked(line) instanceof AuditRecord.Disclosure disclosure
                            && !goesOn.test(disclosure)) {
                        return Optional.of(new Place(number, reader.offset()));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Optional.empty();
    }
}
