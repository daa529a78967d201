package dev.identitygraph.bulk;

import static java.util.stream.Collectors.toMap;

import dev.identitygraph.derivation.Agreements;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.ingest.Reading;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.source.Delivery;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.store.ImportFiles;
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Writes the graph that evidence comes to, part by part on all processors. */
final class BulkGraph {
    private final List<Source> sources;
    private final StatementReader reader;
    private final Pseudonyms pseudonyms;
    private final Instant at;
    private final Map<String, String> agreements;
    private final List<ConsentRecord> ofAgreements;

    /**
     * A graph.
     *
     * @param sources those that have said something
     * @param at the instant as of which it is derived, and that it is recorded at
     */
    BulkGraph(List<Source> sources, StatementReader reader, Agreements agreements, Pseudonyms pseudonyms, Instant at) {
        this.reader = reader;
        this.sources = sources;
        this.pseudonyms = pseudonyms;
        this.at = at;
        this.agreements = sources.stream().collect(toMap(Source::name, source -> agreements.subject(source.name())));
        ofAgreements = sources.stream()
                .flatMap(source -> agreements.records(source, at).stream())
                .toList();
    }

    /** All purposes for which an edge may have consent. */
    Set<Purpose> purposes(BulkEvidence evidence) {
        var purposes = new TreeSet<>(evidence.purposes());
        ofAgreements.forEach(record -> purposes.add(record.purpose()));
        return purposes;
    }

    void write(
            BulkEvidence evidence,
            BulkGroups groups,
            List<BulkFile> files,
            LinkingRules rules,
            Namespaces namespaces,
            ImportFiles output) {
        var derivation = new BulkDerivation(groups, rules, namespaces, at, agreements, ofAgreements);
        try (var workers = new Workers()) {
            for (var i = 0; i < groups.parts(); i++) {
                var part = i;
                workers.add(() -> groups.take(part, group -> {
                    derivation.derive(group, output.part()::edge);
                    var said = new Said<ConsentRecord>(files);
                    group.consents().forEach(record -> said.add(record.said().id(), record));
                    said.each(output.part()::consent);
                }));
            }
            for (var i = 0; i < evidence.nodes.parts(); i++) {
                var part = i;
                workers.add(() -> {
                    evidence.nodes.take(part).values().forEach(nodes -> nodes(nodes.read(), output));
                    evidence.observations.take(part).values().forEach(observations -> {
                        var said = new Said<NewObservation>(files);
                        observations.read().forEach(seen -> said.add(seen.said().id(), seen));
                        said.each(output.part()::observation);
                    });
                });
            }
            workers.finish();
        }
        records(files, output.part());
    }

    private static void nodes(List<StoredNode> reported, ImportFiles output) {
        var nodes = new HashMap<String, StoredNode>();
        reported.forEach(node -> nodes.merge(node.ref().digest(), node, BulkGraph::joined));
        nodes.values().forEach(output.part()::node);
    }

    private static StoredNode joined(StoredNode one, StoredNode other) {
        return new StoredNode(
                one.ref(),
                one.namespace(),
                one.storage(),
                one.value(),
                Stream.concat(one.derivedFrom().stream(), other.derivedFrom().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** What is said, each once, by the rows that say it. */
    private static final class Said<T> {
        private final List<BulkFile> files;
        private final Map<String, FromRow<T>> first = new HashMap<>();
        private final Map<String, Set<Integer>> others = new HashMap<>();

        Said(List<BulkFile> files) {
            this.files = files;
        }

        void add(String id, FromRow<T> said) {
            first.merge(id, said, (one, other) -> {
                if (one.file() != other.file()) {
                    others.computeIfAbsent(id, _ -> new TreeSet<>()).addAll(List.of(one.file(), other.file()));
                }
                return one.first(other);
            });
        }

        /**
         * Gives each with the ids of the files that it is known from, and notes which rows were the first to say it.
         */
        void each(BiConsumer<T, List<String>> each) {
            first.forEach((id, said) -> {
                files.get(said.file()).saysSomethingNew(said.row());
                each.accept(said.said(), knownFrom(id, said));
            });
        }

        private List<String> knownFrom(String id, FromRow<T> said) {
            var several = others.get(id);
            return several == null
                    ? List.of(fileId(said.file()))
                    : several.stream().map(this::fileId).distinct().toList();
        }

        private String fileId(int file) {
            return files.get(file).survey().id();
        }
    }

    private void records(List<BulkFile> files, ImportFiles.Part output) {
        sources.forEach(source -> {
            var snapshot = files.stream()
                    .filter(file -> file.source().equals(source) && source.delivery() instanceof Delivery.Snapshot)
                    .findFirst();
            output.source(new ImportFiles.SourceRow(
                    source.name(),
                    source.party().name(),
                    source.about(),
                    agreements.getOrDefault(source.name(), ""),
                    snapshot.map(file -> file.survey().id()),
                    snapshot.map(file -> file.totals().read() - file.totals().rejected())));
        });
        files.forEach(file -> output.file(new ImportFiles.FileRow(
                file.survey().id(),
                file.source().name(),
                file.source().file(),
                Reading.id(reader, file.source(), pseudonyms),
                file.totals().read(),
                file.totals().accepted(),
                file.totals().unchanged(),
                at)));
        ofAgreements.forEach(record -> output.consent(record, List.of()));
        output.turn(at);
    }
}
