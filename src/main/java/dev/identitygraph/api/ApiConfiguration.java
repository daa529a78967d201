package dev.identitygraph.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.query.Answer;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetcherFactories;
import graphql.schema.GraphQLCodeRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import reactor.core.publisher.Mono;

/** Wires the schema to its fetchers, keeps parsed documents, and maps faults to errors. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {
    private static final long KEPT_DOCUMENTS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(ApiConfiguration.class);

    @Bean
    RuntimeWiringConfigurer wiring(
            ExplanationFetcher explanations,
            ConsentFetcher consents,
            DisclosureFetcher disclosures,
            DroppedFetcher dropped,
            GraphSchema schema) {
        return wiring -> wiring.scalar(ExtendedScalars.Date)
                .scalar(ExtendedScalars.DateTime)
                .type("Mutation", type -> type.defaultDataFetcher(consents))
                .type(
                        "Query",
                        type -> type.dataFetcher("explain", explanations)
                                .dataFetcher("disclosures", disclosures)
                                .dataFetcher("dropped", dropped)
                                .defaultDataFetcher(new RootFetcher()))
                .type(
                        "Node",
                        type -> type.typeResolver(environment -> environment
                                .getSchema()
                                .getObjectType(((Answer.Node) environment.getObject())
                                        .kind()
                                        .label())))
                .codeRegistry(GraphQLCodeRegistry.newCodeRegistry()
                        .defaultDataFetcher(DataFetcherFactories.useDataFetcher(new AnswerFetcher(schema)))
                        .build());
    }

    /** Documents are parsed and validated once. They are kept by their text alone: who may ask them is decided anew. */
    @Bean
    GraphQlSourceBuilderCustomizer parsedDocuments() {
        var documents = Caffeine.newBuilder().maximumSize(KEPT_DOCUMENTS).<String, PreparsedDocumentEntry>build();
        PreparsedDocumentProvider provider = (input, parse) ->
                CompletableFuture.completedFuture(documents.get(input.getQuery(), _ -> parse.apply(input)));
        return builder -> builder.configureGraphQl(engine -> engine.preparsedDocumentProvider(provider));
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
