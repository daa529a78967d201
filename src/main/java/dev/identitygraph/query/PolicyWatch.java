package dev.identitygraph.query;

import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/**
 * Puts a changed policy in force without a restart. It reads both files and compares their text, since a mounted
 * configuration changes by a link that watches do not see. A faulty change is reported once, and the old policy goes
 * on.
 */
final class PolicyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private record Texts(String policy, String clients) {}

    private final Policies policies;
    private final Resource policy;
    private final Resource clients;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("policy-watch").factory());
    private Texts last;

    PolicyWatch(Policies policies, Resource policy, Resource clients, Duration interval) throws IOException {
        this.policies = policies;
        this.policy = policy;
        this.clients = clients;
        last = read();
        if (policy.isFile() || clients.isFile()) {
            timer.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void look() {
        try {
            var now = read();
            if (!now.equals(last)) {
                last = now;
                policies.serve(now.policy(), now.clients());
            }
        } catch (InvalidFileException e) {
            LOG.error("The changed policy is not put in force; the one before stays. {}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.error("The policy cannot be read anew; the one in force stays.", e);
        }
    }

    private Texts read() throws IOException {
        return new Texts(
                policy.getContentAsString(StandardCharsets.UTF_8), clients.getContentAsString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
