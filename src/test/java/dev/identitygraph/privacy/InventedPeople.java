package dev.identitygraph.privacy;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.GraphQlApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;

/**
 * People of a test's own: each has a record with two segments, and a device with one, and has consented to
 * personalization, and their device to personalization and retargeting.
 */
@TestComponent
@Lazy
public class InventedPeople {
    private final FolderImport folders;
    private final GraphQlApi api;

    InventedPeople(FolderImport folders, GraphQlApi api) {
        this.folders = folders;
        this.api = api;
    }

    /** Imports some people, and gives their record numbers. */
    List<String> arrive(String prefix, int number) {
        var people = new ArrayList<String>();
        var crm = new StringBuilder("crm_id,first_name,last_name,email,duplicate_of,loyalty_tier,updated_at\n");
        var logins = new StringBuilder("cookie,app_install,crm_id,logged_in_at\n");
        var interests = new StringBuilder("cookie,app_install,interest,seen_at\n");
        var consents =
                new StringBuilder("namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof\n");
        for (var i = 0; i < number; i++) {
            var id = prefix + i;
            people.add(id);
            crm.append(id).append(",,,,,tier-a-").append(prefix).append(",2026-02-11T10:04:00Z\n");
            crm.append(id).append(",,,,,tier-b-").append(prefix).append(",2026-02-12T10:04:00Z\n");
            logins.append("ck-").append(id).append(",,").append(id).append(",2026-02-03T18:24:00Z\n");
            interests
                    .append("ck-")
                    .append(id)
                    .append(",,interest-")
                    .append(prefix)
                    .append(",2026-02-03T18:28:00Z\n");
            for (var word :
                    List.of("crm,%s,PERSONALIZATION", "cookie,ck-%s,PERSONALIZATION", "cookie,ck-%s,RETARGETING")) {
                consents.append(word.formatted(id))
                        .append(",GRANTED,CONSENT,2026-02-03T18:20:00Z,2041-02-03T18:20:00Z,notice-1,proof\n");
            }
        }
        try {
            var folder = Files.createTempDirectory(Path.of("target"), "invented-people");
            Files.writeString(folder.resolve("crm-changes.csv"), crm);
            Files.writeString(folder.resolve("webshop-logins.csv"), logins);
            Files.writeString(folder.resolve("webshop-interests.csv"), interests);
            Files.writeString(folder.resolve("consents.csv"), consents);
            folders.run(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return people;
    }

    /** Has a mutation run as {@code consent-platform}; its input is the usual one but for what is given. */
    GraphQlApi.Reply say(String mutation, Map<String, ?> input) {
        return sayAs("consent-platform", mutation, input);
    }

    GraphQlApi.Reply sayAs(String client, String mutation, Map<String, ?> input) {
        var whole = new HashMap<String, Object>(Map.of(
                "namespace", "crm", "purposes", List.of("PERSONALIZATION"), "howGiven", "test", "proof", "proof"));
        if (mutation.equals("recordConsent")) {
            whole.putAll(Map.of("controller", "shop", "notice", "notice", "noticeVersion", "2", "jurisdiction", "DE"));
        }
        whole.putAll(input);
        var type = Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1) + "Input";
        return api.as(client)
                .ask(
                        "mutation ($input: %s!) { %s(input: $input) { effectiveAt consistencyToken } }"
                                .formatted(type, mutation),
                        Map.of("input", whole));
    }
}
