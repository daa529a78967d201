package dev.identitygraph.api;

import dev.identitygraph.query.Answer;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetcherFactories;
import graphql.schema.GraphQLCodeRegistry;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import reactor.core.publisher.Mono;

/** Wires the schema to the fetcher of answers and that of explanations, and maps faults to errors. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiConfiguration.class);

    @Bean
    RuntimeWiringConfigurer wiring(ExplanationFetcher explanations) {
        return wiring -> wiring.scalar(ExtendedScalars.Date)
                .type("Query", type -> type.dataFetcher("explain", explanations))
                .type(
                        "Node",
                        type -> type.typeResolver(environment -> environment
                                .getSchema()
                                .getObjectType(((Answer.Node) environment.getObject())
                                        .kind()
                                        .label())))
                .codeRegistry(GraphQLCodeRegistry.newCodeRegistry()
                        .defaultDataFetcher(DataFetcherFactories.useDataFetcher(new AnswerFetcher()))
                        .build());
    }

    /** A fault says nothing but an id, by which the log has the rest. */
    @Bean
    DataFetcherExceptionResolver faults() {
        return (fault, environment) -> {
            var id = environment.getExecutionId().toString();
            LOG.error("Fault {}", id, fault);
            GraphQLError error = GraphqlErrorBuilder.newError(environment)
                    .message("The request failed on our side.")
                    .errorType(ErrorType.INTERNAL_ERROR)
                    .extensions(Map.of("code", "INTERNAL", "id", id))
                    .build();
            return Mono.just(List.of(error));
        };
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        // The page's own paths are relative, so its address ends in a slash.
        registry.addViewController("/graphiql/").setViewName("forward:/graphiql/index.html");
        registry.addRedirectViewController("/graphiql", "/graphiql/");
        registry.addRedirectViewController("/", "/graphiql/");
    }
}
