package dev.identitygraph.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** The GraphiQL page finds what it loads in our own jars, in the versions that the build has. */
class GraphiqlPageTests {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(?!data:)([^\"]+)\"");

    @Test
    void loadsOnlyWhatIsServedFromHere() throws IOException {
        String page = new ClassPathResource("static/graphiql/index.html").getContentAsString(StandardCharsets.UTF_8);
        List<String> paths =
                LOADED.matcher(page).results().map(match -> match.group(1)).toList();

        assertThat(paths)
                .hasSize(6)
                .allSatisfy(path -> assertThat(onClassPath(path)).as(path).isTrue());
    }

    private static boolean onClassPath(String path) {
        String resource =
                path.startsWith("../") ? "META-INF/resources/" + path.substring(3) : "static/graphiql/" + path;
        return new ClassPathResource(resource).exists();
    }
}
