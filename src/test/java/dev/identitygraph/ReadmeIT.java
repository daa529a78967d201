package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The README's queries do what it says. */
@IntegrationTest
class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("```graphql\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theQueryIsAnsweredAndItsTwinIsRefused(@Autowired GraphQlApi api, @Autowired FolderImport folders)
            throws IOException {
        folders.run(Path.of("seed-data"));
        List<String> queries = BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(queries).hasSize(2);

        var answer = api.ask(queries.getFirst(), Map.of("ref", "1001"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().findValuesAsString("name"))
                .containsExactlyInAnyOrder("loyalty-gold", "espresso-machines", "winter-boots", "trail-running");

        var refusal = api.ask(queries.getLast(), Map.of("ref", "1001"));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("HOP_NOT_PERMITTED");
        assertThat(Files.readString(Path.of("README.md")))
                .contains(refusal.body().at("/errors/0/message").asString());
    }
}
