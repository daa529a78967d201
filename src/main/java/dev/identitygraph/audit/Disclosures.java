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
     * @param disclosures by answers to queries
     * @param acts by acts
     * @param next where the reading goes on; nothing where the chain ended
     */
    public record Page(
            List<AuditRecord.Disclosure> disclosures, List<AuditRecord.ActDisclosure> acts, Optional<String> next) {}

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
        var answers = new ArrayList<AuditRecord.Disclosure>();
        var acts = new ArrayList<AuditRecord.ActDisclosure>();
        var wanted = new Wanted(client, nodes);
        var next = scan(from.map(Place::parse).orElse(new Place(1, 0)), record -> {
            switch (record) {
                case AuditRecord.Disclosure answer
                when wanted.is(answer.client(), answer.nodes()) -> answers.add(answer);
                case AuditRecord.ActDisclosure act when wanted.is(act.client(), act.nodes()) -> acts.add(act);
                default -> {}
            }
            return answers.size() + acts.size() < most;
        });
        return new Page(answers, acts, next.map(Place::toString));
    }

    private record Wanted(Optional<String> client, Optional<Set<String>> nodes) {
        boolean is(String to, List<String> of) {
            return client.filter(id -> !id.equals(to)).isEmpty()
                    && nodes.filter(some -> of.stream().noneMatch(some::contains))
                            .isEmpty();
        }
    }

    /** Which of some edges were disclosed to a client for a purpose. */
    public Set<String> edgesGiven(String client, String purpose, Set<String> edges) {
        var given = new HashSet<String>();
        scan(new Place(1, 0), record -> {
            if (record instanceof AuditRecord.Disclosure disclosure
                    && disclosure.client().equals(client)
                    && disclosure.purpose().equals(purpose)) {
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
     * Reads on until a record ends the reading.
     *
     * @return where it ended; nothing at the end of the chain
     */
    private Optional<Place> scan(Place from, Predicate<AuditRecord> goesOn) {
        for (var number : files.numbers()) {
            if (number < from.file()) {
                continue;
            }
            var start = number == from.file() ? from.offset() : 0;
            try (var reader = new ChainReader(files.file(number), start)) {
                for (var line = reader.next(); line != null; line = reader.next()) {
                    if (!goesOn.test(ChainLine.unchecked(line))) {
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
