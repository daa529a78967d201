package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No document that the last release took is refused for what has become of the schema since. */
class SchemaChangeTests {
    private static final Path RELEASED = Path.of("src/test/resources/released/identity-graph.graphqls");
    private static final String SCHEMA = PolicyFixtures.file("schema/identity-graph.graphqls");

    @Test
    void theSchemaBreaksNothingThatTheLastReleaseHad() throws IOException {
        assertThat(breaking(Files.readString(RELEASED), SCHEMA))
                .as("Keep what clients use, and mark it @deprecated. After a release that may break them, copy %s to %s"
                        .formatted("graph-schema/schema/identity-graph.graphqls", RELEASED))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endCursor: String                         | lastCursor: String",
                "hasNextPage: Boolean!                     | hasNextPage: Boolean",
                "validUntil: Date!                         | validUntil: String!",
                "ids: [ID!]!                               | handles: [ID!]!",
                "node(\"The id of the node.\" id: ID!)     | node(\"The id of the node.\" id: ID!, of: ID!)",
                "  WITHDRAWN                               | '  REVOKED'",
                "type Segment implements Node              | type Segment"
            })
    void aChangeThatBreaksClientsIsFound(String before, String after) {
        assertThat(SCHEMA).contains(before);
        assertThat(breaking(SCHEMA, SCHEMA.replace(before, after))).isNotEmpty();
    }

    @Test
    void anAdditionBreaksNothing() {
        var more = SCHEMA.replace("  endCursor: String", "  endCursor: String\n  size: Int");
        assertThat(more).isNotEqualTo(SCHEMA);
        assertThat(breaking(SCHEMA, more)).isEmpty();
    }

    private static List<DiffEvent> breaking(String before, String after) {
        var reporter = new CapturingReporter();
        new SchemaDiff()
                .diffSchema(
                        SchemaDiffSet.diffSetFromSdl(
                                UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(before)),
                                UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(after))),
                        reporter);
        return reporter.getBreakages();
    }
}
