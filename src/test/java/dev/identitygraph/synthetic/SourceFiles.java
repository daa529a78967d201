package dev.identitygraph.synthetic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The files of the sources that {@code graph-schema/sources} describes, as their owners would write them. */
final class SourceFiles implements AutoCloseable {
    private final Path folder;
    private final List<BufferedWriter> open = new ArrayList<>();
    private final BufferedWriter customers;
    private final BufferedWriter logins;
    private final BufferedWriter interests;
    private final BufferedWriter subscriptions;
    private final BufferedWriter clicks;
    private final BufferedWriter consents;
    private final BufferedWriter audiences;
    private final BufferedWriter matches;
    private final BufferedWriter storefront;

    SourceFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        customers = file("crm-customers", "crm_id,email,duplicate_of,loyalty_tier,updated_at");
        logins = file("webshop-logins", "cookie,app_install,crm_id,logged_in_at");
        interests = file("webshop-interests", "cookie,app_install,interest,seen_at");
        subscriptions = file("newsletter-subscriptions", "email,topic,subscribed_at");
        clicks = file("newsletter-clicks", "email,cookie,clicked_at");
        consents = file("consents", "namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof");
        audiences = file("adnetwork-audience", "ad_id,cookie,audience,observed_at");
        matches = file("onboarding-matches", "email,partner_digest,matched_at");
        storefront = open("storefront-1.jsonl");
    }

    private BufferedWriter file(String name, String header) throws IOException {
        var file = open(name + ".csv");
        row(file, header);
        return file;
    }

    private BufferedWriter open(String name) throws IOException {
        var file = Files.newBufferedWriter(folder.resolve(name));
        open.add(file);
        return file;
    }

    /** No cell needs quotes. */
    private static void row(BufferedWriter file, String... cells) throws IOException {
        file.write(String.join(",", cells));
        file.write('\n');
    }

    void customer(String record, String email, String duplicateOf, String tier, String at) throws IOException {
        row(customers, record, email, duplicateOf, tier, at);
    }

    void login(Device device, String record, Instant at) throws IOException {
        row(logins, device.cookie(), device.app(), record, at.toString());
    }

    void interest(Device device, String interest, String at) throws IOException {
        row(interests, device.cookie(), device.app(), interest, at);
    }

    void subscription(String email, String topic, Instant at) throws IOException {
        row(subscriptions, email, topic, at.toString());
    }

    void click(String email, Device browser, Instant at) throws IOException {
        row(clicks, email, browser.cookie(), at.toString());
    }

    void consent(String namespace, String value, String purpose, String status, Instant at) throws IOException {
        var until = status.equals("GRANTED") ? "2035-01-01T00:00:00Z" : "";
        row(consents, namespace, value, purpose, status, "CONSENT", at.toString(), until, "notice-1", "form-" + value);
    }

    void audience(String adId, String cookie, String audience, Instant at) throws IOException {
        row(audiences, adId, cookie, audience, at.toString());
    }

    void match(String email, String digest, Instant at) throws IOException {
        row(matches, email, digest, at.toString());
    }

    /** A visit, which makes the device a member of a segment for a time, as a native line. */
    void visit(Device device, String segment, Instant at, Instant until) throws IOException {
        storefront.write("""
                {"source": "storefront", "observedAt": "%s", "segments": [{"member": "%s:%s", "segment": "segment:%s", "until": "%s"}]}
                """.formatted(at, device.namespace(), device.id(), segment, until));
    }

    @Override
    public void close() throws IOException {
        for (var file : open) {
            file.close();
        }
    }
}
