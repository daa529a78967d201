package dev.identitygraph.scenario;

import dev.identitygraph.oracle.Denial;
import dev.identitygraph.oracle.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A response of the product, in the form of JSON. */
record Reply(Map<String, @Nullable Object> json) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What the client gets, byte by byte. */
    String text() {
        return JSON.writeValueAsString(json);
    }

    @Nullable
    Object data() {
        return json.get("data");
    }

    Verdict verdict() {
        var errors = json.get("errors");
        if (errors == null) {
            return new Verdict.Answered(Yamls.mapping(data()));
        }
        return new Verdict.Refused(((List<?>) errors)
                .stream().map(Yamls::mapping).map(Reply::denial).collect(Collectors.toSet()));
    }

    /** An error without a code is none that the product means to give, so its message is kept to be seen. */
    private static Denial denial(Map<String, @Nullable Object> error) {
        var extensions = Yamls.mapping(error, "extensions");
        return extensions.get("code") == null
                ? new Denial("WITHOUT CODE", Yamls.text(error, "message"))
                : new Denial(Yamls.text(extensions, "code"), String.valueOf(extensions.getOrDefault("coordinate", "")));
    }
}
