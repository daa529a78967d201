package dev.identitygraph.store;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.ImportTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The labels and types that the graph has, with the columns of their properties for Neo4j's bulk import. */
final class ImportTables {
    static final String OBSERVATION = "Observation";
    static final String CONSENT_RECORD = "ConsentRecord";
    static final String SOURCE = "Source";
    static final String FILE = "File";
    static final String TURN = "Turn";
    static final String KEY_CHECK = "KeyCheck";

    private ImportTables() {}

    /** Those of the kinds and of the records. */
    static List<ImportTable> ofNodes() {
        return Stream.concat(
                        Arrays.stream(Kind.values()).map(kind -> node(kind.label())),
                        Stream.of(observations(), consentRecords(), sources(), importedFiles(), turns(), keyChecks()))
                .toList();
    }

    /**
     * Those of the edges.
     *
     * @param purposes all for which an edge may have consent
     */
    static List<ImportTable> ofEdges(Collection<Purpose> purposes) {
        return Arrays.stream(EdgeType.values())
                .map(type -> edge(type, purposes))
                .toList();
    }

    private static ImportTable node(String label) {
        return new ImportTable(
                label,
                List.of(
                        new Column(NodeProperties.DIGEST, ":ID"),
                        Column.text(NodeProperties.NAMESPACE),
                        Column.text(NodeProperties.PARTY),
                        Column.text(NodeProperties.VALUE),
                        Column.text(NodeProperties.ENCRYPTED_VALUE),
                        Column.texts("derivedFrom")));
    }

    private static ImportTable observations() {
        return new ImportTable(
                OBSERVATION,
                List.of(
                        Column.text("observationId"),
                        Column.text("source"),
                        Column.time("observedAt"),
                        Column.time("recordedAt"),
                        Column.text("method"),
                        Column.number("confidence"),
                        Column.time("until"),
                        Column.texts("identities"),
                        Column.texts("files")));
    }

    private static ImportTable consentRecords() {
        return new ImportTable(
                CONSENT_RECORD,
                List.of(
                        Column.text("consentRecordId"),
                        Column.text("subject"),
                        Column.text("purpose"),
                        Column.text("status"),
                        Column.text("lawfulBasis"),
                        Column.time("givenAt"),
                        Column.time("validFrom"),
                        Column.time("validUntil"),
                        Column.text("controller"),
                        Column.text("notice"),
                        Column.text("noticeVersion"),
                        Column.text("jurisdiction"),
                        Column.texts("recipients"),
                        Column.text("howGiven"),
                        Column.text("proof"),
                        Column.truth("objection"),
                        Column.text("source"),
                        Column.time("recordedAt"),
                        Column.texts("files")));
    }

    private static ImportTable sources() {
        return new ImportTable(
                SOURCE,
                List.of(
                        Column.text("name"),
                        Column.text("party"),
                        Column.text("description"),
                        Column.text("agreement"),
                        Column.text("delivering"),
                        Column.count("snapshotRows")));
    }

    private static ImportTable importedFiles() {
        return new ImportTable(
                FILE,
                List.of(
                        Column.text("fileId"),
                        Column.text("source"),
                        Column.text("name"),
                        Column.text("reading"),
                        Column.count("rows"),
                        Column.count("accepted"),
                        Column.count("unchanged"),
                        Column.truth("done"),
                        Column.time("recordedAt")));
    }

    private static ImportTable turns() {
        return new ImportTable(TURN, List.of(Column.text("name"), Column.truth("taken"), Column.time("at")));
    }

    private static ImportTable keyChecks() {
        return new ImportTable(KEY_CHECK, List.of(Column.text("name"), Column.text("digest")));
    }

    private static ImportTable edge(EdgeType type, Collection<Purpose> purposes) {
        var columns = new ArrayList<>(List.of(
                new Column(ImportTable.START, ""),
                Column.text(EdgeProperties.EDGE_ID),
                Column.texts(EdgeProperties.SUBJECTS),
                Column.text(EdgeProperties.SOURCE),
                Column.text(EdgeProperties.PARTY),
                Column.text(EdgeProperties.METHOD),
                Column.number(EdgeProperties.CONFIDENCE),
                Column.time(EdgeProperties.OBSERVED_AT),
                Column.time(EdgeProperties.RECORDED_AT),
                Column.texts(EdgeProperties.DERIVED_FROM),
                Column.text(EdgeProperties.STANDING),
                Column.texts(EdgeProperties.PURPOSES)));
        if (type == EdgeType.IN_SEGMENT) {
            columns.add(Column.time(EdgeProperties.UNTIL));
        }
        purposes.stream().sorted().forEach(purpose -> {
            columns.add(Column.text(EdgeProperties.status(purpose)));
            columns.add(Column.text(EdgeProperties.lawfulBasis(purpose)));
            columns.add(Column.time(EdgeProperties.validFrom(purpose)));
            columns.add(Column.time(EdgeProperties.validUntil(purpose)));
            columns.add(Column.text(EdgeProperties.consentRef(purpose)));
            columns.add(Column.text(EdgeProperties.position(purpose)));
            if (type == EdgeType.IN_SEGMENT) {
                columns.add(Column.text(EdgeProperties.list(purpose)));
            }
        });
        columns.add(new Column(ImportTable.END, ""));
        return new ImportTable(type.name(), columns);
    }
}
