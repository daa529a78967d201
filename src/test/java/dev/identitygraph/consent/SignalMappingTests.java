package dev.identitygraph.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The mapping that ships, and faults in one. */
class SignalMappingTests {
    private static final Path FOLDER = Path.of("graph-schema");

    @Test
    void theMappingThatShipsIsReadAndFollowsItsSchema() throws IOException {
        var text = Files.readString(FOLDER.resolve("signals.yaml"));
        assertThat(read(text).tcf().purposes()).containsKey(new Purpose("RETARGETING"));
        assertThat(isFaultyInAnEditor(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RETARGETING: {vendor | RETARGETTING: {vendor
            oldest: P395D        | oldest: a year
            vendor: 1235         | vendor: shop
            consent: [1, 3, 4]   | consent: [0]
            field: SaleOptOut    | feld: SaleOptOut
            """)
    void aFaultStopsTheStartWithItsPlace(String right, String wrong) throws IOException {
        var text = Files.readString(FOLDER.resolve("signals.yaml"));
        assertThat(text).contains(right);
        assertThatThrownBy(() -> read(text.replaceFirst(Pattern.quote(right), wrong)))
                .hasMessageMatching("(?s)signals\\.yaml:\\d+:\\d+: .*");
    }

    private static SignalMapping read(String text) throws IOException {
        var schema = Files.readString(FOLDER.resolve("schema/identity-graph.graphqls"));
        return SignalMapping.read(
                new YamlText("signals.yaml", text).value(),
                GraphSchema.of(schema).purposes());
    }

    private static boolean isFaultyInAnEditor(String text) throws IOException {
        return !SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new JsonMapper().readTree(Files.readString(FOLDER.resolve("signals.schema.json"))))
                .validate(text, InputFormat.YAML)
                .isEmpty();
    }
}
