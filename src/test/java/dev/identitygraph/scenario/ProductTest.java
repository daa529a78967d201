package dev.identitygraph.scenario;

import dev.identitygraph.testing.IntegrationTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A test that gives the product a graph, a policy and a time of its own, and leaves the graph empty. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@IntegrationTest
@ExtendWith(EmptyGraphAfterwards.class)
@Import({Product.class, GraphInNeo4j.class, PinnedClock.class, NothingByItself.class})
@TestPropertySource(
        properties = {
            "identity-graph.device-cookies.cookie=of-cookie",
            "identity-graph.device-cookies.app=of-app",
            "identity-graph.policy-archive=target/policies-of-scenarios",
            // What is asked at random may be as large as it comes.
            "identity-graph.limits.document.characters=1000000",
            "identity-graph.limits.document.tokens=15000",
            "identity-graph.limits.document.fields=100000",
            "identity-graph.limits.document.root-fields=1000",
            "identity-graph.limits.document.aliases=10000",
            "identity-graph.limits.document.depth=100",
            "identity-graph.limits.cost=1000000000",
            "identity-graph.limits.time=10m",
            "identity-graph.limits.entries-a-day=10000000",
            "identity-graph.limits.misses-a-day=10000000",
            "logging.level.dev.identitygraph.query=ERROR"
        })
@interface ProductTest {}
