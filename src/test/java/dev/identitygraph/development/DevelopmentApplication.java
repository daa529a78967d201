package dev.identitygraph.development;

import dev.identitygraph.Application;
import org.springframework.boot.SpringApplication;

/** The application with a Neo4j of its own and the seed data in it: what {@code mvn spring-boot:test-run} starts. */
public final class DevelopmentApplication {
    private DevelopmentApplication() {}

    public static void main(String[] args) {
        SpringApplication.from(Application::main)
                .with(DevelopmentNeo4j.class, DevelopmentAuthorization.class, Welcome.class)
                .withAdditionalProfiles("development")
                .run(args);
    }
}
