package dev.identitygraph.testing;

import dev.identitygraph.development.TestNeo4j;
import dev.identitygraph.ingest.LinkedGraph;
import dev.identitygraph.privacy.ConsentRace;
import dev.identitygraph.privacy.InventedPeople;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A test of the whole application on a real Neo4j, both started once for all of them. It has the sources that ship, and
 * {@code crm-changes}: where the customers of each test come to those of the others, whose files are no snapshots.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "identity-graph.sources=classpath:graph-schema/sources/*.yaml,classpath:sources/*.yaml")
@Import({
    TestNeo4j.class,
    TestKeys.class,
    TestTokens.class,
    GraphQlApi.class,
    StoredGraph.class,
    StoredChain.class,
    // Those that only some tests ask for are lazy. A test that imports them by itself would start an application more.
    Processes.class,
    LinkedGraph.class,
    InventedPeople.class,
    ConsentRace.class
})
public @interface IntegrationTest {}
