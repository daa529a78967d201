package dev.identitygraph.store;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.ImportFiles.FileRow;
import dev.identitygraph.store.ImportFiles.SourceRow;
import dev.identitygraph.store.ImportTable.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels and types that the graph has, as tables for Neo4j's bulk import: the same properties that
 * {@link GraphWriter} and its neighbours give them.
 */
final class ImportTables {
    private static final String NODES = "nodes";
    private static final String RELATIONSHIPS = "relationships";

    private final Pseudonyms pseudonyms;

    /** Tables of a graph whose edges stand in lists by these pseudonyms. */
    ImportTables(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /**
     * Something that files say.
     *
     * @param files the ids of the files that it is known from
     */
    record Known<T>(T said, Collection<String> files) {}

    record TurnRow(String name, Optional<Boolean> taken, Optional<Instant> at) {}

    Map<Kind, ImportTable<StoredNode>> nodes() {
        var tables = new EnumMap<Kind, ImportTable<StoredNode>>(Kind.class);
        for (var kind : Kind.values()) {
            tables.put(
                    kind,
                    new ImportTable<>(
                            NODES,
                            kind.label(),
                            List.of(
                                    Column.word(
                                            NodeProperties.DIGEST + ":ID",
                                            node -> node.ref().digest()),
                                    Column.text(NodeProperties.NAMESPACE, StoredNode::namespace),
                                    Column.word(
                                            NodeProperties.PARTY,
                                            node -> node.ref().party().name()),
                                    value(NodeProperties.VALUE, Namespace.Storage.CLEAR),
                                    value(NodeProperties.ENCRYPTED_VALUE, Namespace.Storage.ENCRYPTED),
                                    Column.wordsIfAny("derivedFrom", StoredNode::derivedFrom))));
        }
        return tables;
    }

    private static Column<StoredNode> value(String property, Namespace.Storage storage) {
        return Column.ifThere(
                property, node -> Optional.of(node.value()).filter(_ -> node.storage() == storage), ImportLine::text);
    }

    ImportTable<Known<NewObservation>> observations() {
        return new ImportTable<>(
                NODES,
                "Observation",
                List.of(
                        Column.word("observationId", row -> row.said().id()),
                        Column.text("source", row -> row.said().source()),
                        Column.time("observedAt", row -> row.said().observedAt()),
                        Column.time("recordedAt", row -> row.said().recordedAt()),
                        Column.word("method", row -> row.said().method().name()),
                        Column.number("confidence", row -> row.said().confidence()),
                        Column.ifThere("until:datetime", row -> row.said().until(), ImportLine::time),
                        Column.words("identities", row -> row.said().identities()),
                        Column.words("files", Known::files)));
    }

    ImportTable<Known<ConsentRecord>> consentRecords() {
        return new ImportTable<>(
                NODES,
                "ConsentRecord",
                List.of(
                        Column.word("consentRecordId", row -> row.said().id()),
                        Column.word("subject", row -> row.said().subject()),
                        Column.word("purpose", row -> row.said().purpose().name()),
                        Column.word("status", row -> row.said().status().name()),
                        Column.word(
                                "lawfulBasis", row -> row.said().lawfulBasis().name()),
                        Column.time("givenAt", row -> row.said().givenAt()),
                        Column.time("validFrom", row -> row.said().validFrom()),
                        Column.time("validUntil", row -> row.said().validUntil()),
                        Column.text("controller", row -> row.said().evidence().controller()),
                        Column.text("notice", row -> row.said().evidence().notice()),
                        Column.text(
                                "noticeVersion", row -> row.said().evidence().noticeVersion()),
                        Column.text("jurisdiction", row -> row.said().evidence().jurisdiction()),
                        Column.ifThere(
                                "recipients:string[]",
                                row -> Optional.of(row.said().evidence().recipients())
                                        .filter(recipients -> !recipients.isEmpty()),
                                ImportLine::texts),
                        Column.text("howGiven", row -> row.said().evidence().howGiven()),
                        Column.text("proof", row -> row.said().evidence().proof()),
                        Column.truth("objection", row -> row.said().evidence().objection()),
                        Column.text("source", row -> row.said().source()),
                        Column.time("recordedAt", row -> row.said().recordedAt()),
                        Column.wordsIfAny("files", Known::files)));
    }

    ImportTable<SourceRow> sources() {
        return new ImportTable<>(
                NODES,
                "Source",
                List.of(
                        Column.text("name", SourceRow::name),
                        Column.word("party", SourceRow::party),
                        Column.text("description", SourceRow::description),
                        Column.text("agreement", SourceRow::agreement),
                        Column.ifThere("delivering", SourceRow::delivering, ImportLine::word),
                        Column.ifThere("snapshotRows:long", SourceRow::snapshotRows, ImportLine::count)));
    }

    ImportTable<FileRow> files() {
        return new ImportTable<>(
                NODES,
                "File",
                List.of(
                        Column.word("fileId", FileRow::id),
                        Column.text("source", FileRow::source),
                        Column.text("name", FileRow::name),
                        Column.word("reading", FileRow::reading),
                        Column.count("rows", FileRow::rows),
                        Column.count("accepted", FileRow::accepted),
                        Column.count("unchanged", FileRow::unchanged),
                        Column.truth("done", _ -> true),
                        Column.time("recordedAt", FileRow::recordedAt)));
    }

    ImportTable<TurnRow> turns() {
        return new ImportTable<>(
                NODES,
                "Turn",
                List.of(
                        Column.text("name", TurnRow::name),
                        Column.ifThere("taken:boolean", TurnRow::taken, ImportLine::truth),
                        Column.ifThere("at:datetime", TurnRow::at, ImportLine::time)));
    }

    ImportTable<Pseudonyms> keyChecks() {
        return new ImportTable<>(
                NODES,
                "KeyCheck",
                List.of(Column.text("name", _ -> KeyCheck.NAME), Column.text("digest", KeyCheck::digest)));
    }

    /**
     * Those of the edges.
     *
     * @param purposes all for which an edge may have consent
     */
    Map<EdgeType, ImportTable<StoredEdge>> edges(Collection<Purpose> purposes) {
        var tables = new EnumMap<EdgeType, ImportTable<StoredEdge>>(EdgeType.class);
        for (var type : EdgeType.values()) {
            tables.put(type, edges(type, purposes));
        }
        return tables;
    }

    private ImportTable<StoredEdge> edges(EdgeType type, Collection<Purpose> purposes) {
        var columns = new ArrayList<Column<StoredEdge>>(List.of(
                Column.word(":START_ID", edge -> edge.from().digest()),
                Column.word(EdgeProperties.EDGE_ID, StoredEdge::edgeId),
                Column.words(EdgeProperties.SUBJECTS, StoredEdge::subjects),
                Column.text(EdgeProperties.SOURCE, edge -> edge.provenance().source()),
                Column.word(
                        EdgeProperties.PARTY, edge -> edge.provenance().party().name()),
                Column.word(
                        EdgeProperties.METHOD,
                        edge -> edge.provenance().method().name()),
                Column.number(
                        EdgeProperties.CONFIDENCE, edge -> edge.provenance().confidence()),
                Column.time(
                        EdgeProperties.OBSERVED_AT, edge -> edge.provenance().observedAt()),
                Column.time(
                        EdgeProperties.RECORDED_AT, edge -> edge.provenance().recordedAt()),
                Column.words(
                        EdgeProperties.DERIVED_FROM, edge -> edge.provenance().derivedFrom()),
                Column.word(EdgeProperties.STANDING, edge -> edge.standing().name()),
                Column.wordsIfAny(
                        EdgeProperties.PURPOSES,
                        edge -> edge.consents().keySet().stream()
                                .map(Purpose::name)
                                .toList())));
        if (type == EdgeType.IN_SEGMENT) {
            columns.add(Column.ifThere(EdgeProperties.UNTIL + ":datetime", StoredEdge::until, ImportLine::time));
        }
        purposes.stream().sorted().forEach(purpose -> columns.add(consent(purpose, type)));
        columns.add(Column.word(":END_ID", edge -> edge.to().digest()));
        return new ImportTable<>(RELATIONSHIPS, type.name(), columns);
    }

    /** The columns of a purpose. All are empty where the edge has no consent for it. */
    private Column<StoredEdge> consent(Purpose purpose, EdgeType type) {
        var header = new ArrayList<>(List.of(
                EdgeProperties.status(purpose),
                EdgeProperties.lawfulBasis(purpose),
                EdgeProperties.validFrom(purpose) + ":datetime",
                EdgeProperties.validUntil(purpose) + ":datetime",
                EdgeProperties.consentRef(purpose),
                EdgeProperties.position(purpose)));
        var isMembership = type == EdgeType.IN_SEGMENT;
        if (isMembership) {
            header.add(EdgeProperties.list(purpose));
        }
        return new Column<>(String.join(",", header), (edge, line) -> {
            var consent = edge.consents().get(purpose);
            if (consent == null) {
                header.forEach(_ -> line.nothing());
                return;
            }
            line.word(consent.status().name());
            line.word(consent.lawfulBasis().name());
            line.time(consent.validFrom());
            line.time(consent.validUntil());
            line.word(consent.consentRef());
            line.word(pseudonyms.position(purpose, edge.edgeId()));
            if (edge.isListed(purpose)) {
                line.word(EdgeProperties.listOf(edge.to().digest(), edge.from().kind()));
            } else if (isMembership) {
                line.nothing();
            }
        });
    }
}
