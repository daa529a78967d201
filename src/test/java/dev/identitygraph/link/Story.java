package dev.identitygraph.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.scenario.Yamls;
import dev.identitygraph.source.ObservationLines;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A story of {@code src/test/resources/linking}: rules, observations, and who is right to belong together. */
record Story(String name, String why, LinkingRules rules, List<Observation> observations, Outcome expected) {
    private static final Path FOLDER = Path.of("src/test/resources/linking");
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Story> all() {
        try (var files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("_rules.yaml"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(Story::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Story read(Path file) {
        var story = JSON.valueToTree((Object) yaml(file));
        // Rules that a story has of its own stand over those that all share.
        var rules = new LinkedHashMap<String, @Nullable Object>(
                mapping(yaml(FOLDER.resolve("_rules.yaml")).get("namespaces")));
        mapping(yaml(file).getOrDefault("rules", Map.of())).forEach((name, own) -> {
            var rule = new LinkedHashMap<String, @Nullable Object>(mapping(rules.getOrDefault(name, Map.of())));
            rule.putAll(mapping(own));
            rules.put(name, rule);
        });
        var linkingRules = rules(Yamls.write(Map.of("namespaces", rules)));
        return new Story(
                file.getFileName().toString(),
                story.path("why").asString(),
                linkingRules,
                observations(story.path("observations"), linkingRules),
                new Outcome(
                        new TreeSet<>(texts(story.at("/expected/graphs"))),
                        new TreeSet<>(texts(story.at("/expected/alone"))),
                        superseded(story.at("/expected/superseded"))));
    }

    static LinkingRules rules(String yaml) {
        return LinkingFile.read(new YamlText("linking.yaml", yaml).value());
    }

    private static List<Observation> observations(JsonNode lines, LinkingRules rules) {
        var reader = new ObservationLines(rules.namespaces());
        var observations = new ArrayList<Observation>();
        lines.forEach(line -> {
            var read = reader.read(1, line.toString());
            assertThat(read.rejections()).as(line.toString()).isEmpty();
            observations.addAll(read.observations());
        });
        return observations;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asString()));
        return texts;
    }

    private static TreeMap<String, String> superseded(JsonNode rows) {
        return texts(rows).stream()
                .map(text -> text.split(" by "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, _) -> a, TreeMap::new));
    }

    private static Map<String, @Nullable Object> yaml(Path file) {
        try {
            return Yamls.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // The files' mappings have texts as keys.
    private static Map<String, @Nullable Object> mapping(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }

    @Override
    public String toString() {
        return name;
    }
}
