package dev.identitygraph.query;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.PurposePolicy;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.GraphReader;
import dev.identitygraph.store.ReleaseStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes the sizes of segments, in releases, for the purposes that have a minimum group. A size that followed every
 * change would tell, by its difference, who has joined: so it stands still between releases, and moves only when so
 * many members have changed that none of them stands out. Someone who says no is gone from it at once.
 */
@Component
public class Releases {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

    private final Policies policies;
    private final GraphReader reader;
    private final ReleaseStore store;
    private final Clock clock;
    private final Duration period;
    private volatile boolean ready;

    Releases(
            Policies policies,
            GraphReader reader,
            ReleaseStore store,
            Clock clock,
            @Value("${identity-graph.release-period}") Duration period) {
        this.policies = policies;
        this.reader = reader;
        this.store = store;
        this.clock = clock;
        this.period = period;
    }

    /** The first release waits until what is imported at the start is there. */
    @EventListener(ApplicationReadyEvent.class)
    public void start() {
        ready = true;
        releaseWhatIsDue();
    }

    /** Releases what is due. Of several instances, one does it. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    public void releaseWhatIsDue() {
        if (ready) {
            release(clock.instant().minus(period));
        }
    }

    /** Releases the sizes of every purpose that were last released no later than an instant. */
    void release(Instant ifNotSince) {
        var now = clock.instant();
        policies.current()
                .policy()
                .purposes()
                .values()
                .forEach(policy -> policy.minGroup().ifPresent(minGroup -> {
                    if (store.takeTurn(policy.purpose(), ifNotSince, now)) {
                        release(policy, minGroup, now);
                    }
                }));
    }

    private void release(PurposePolicy policy, int minGroup, Instant at) {
        var members = CompiledCount.of(policy);
        var parameters = parameters(members, at);
        var moved = 0;
        for (var segment : store.segments()) {
            moved += release(policy.purpose(), minGroup, members, parameters, segment) ? 1 : 0;
        }
        LOG.info("Released the sizes of segments for {}: {} have moved", policy.purpose(), moved);
    }

    private boolean release(
            Purpose purpose, int minGroup, CompiledCount count, Map<String, Object> parameters, String segment) {
        parameters.put("segment", segment);
        // A membership that two hops can walk is one.
        var memberOfEdge = new HashMap<String, String>();
        reader.read(count.cypher(), parameters)
                .forEach(row -> memberOfEdge.put(String.valueOf(row.get("edgeId")), String.valueOf(row.get("member"))));
        var now = new HashSet<>(memberOfEdge.values());
        if (changed(store.released(purpose, segment), now) < minGroup) {
            return false;
        }
        store.publish(purpose, segment, memberOfEdge.keySet().stream().sorted().toList());
        return true;
    }

    private static long changed(Set<String> before, Set<String> now) {
        return before.stream().filter(member -> !now.contains(member)).count()
                + now.stream().filter(member -> !before.contains(member)).count();
    }

    private static Map<String, Object> parameters(CompiledCount count, Instant at) {
        var parameters = new HashMap<String, Object>();
        parameters.put("at", EdgeProperties.time(at));
        count.aged().forEach(hop -> parameters.put(CompiledWalk.oldest(hop), Binding.oldest(hop, at)));
        return parameters;
    }
}
