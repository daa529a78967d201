package dev.identitygraph.testing;

import dev.identitygraph.development.TestNeo4j;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A test of the whole application on a real Neo4j, both started once for all of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({TestNeo4j.class, TestKeys.class, TestTokens.class, GraphQlApi.class, StoredGraph.class, StoredChain.class})
public @interface IntegrationTest {}
