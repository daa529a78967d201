package dev.identitygraph.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.query.Answer;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetcherFactories;
import graphql.schema.GraphQLCodeRegistry;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/** Wires the schema to its fetchers, and keeps parsed documents. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
    private static final long KEPT_DOCUMENTS = 2_000;

    @Bean
    RuntimeWiringConfigurer wiring(
            ExplanationFetcher explanations,
            ConsentFetcher consents,
            DisclosureFetcher disclosures,
            DroppedFetcher dropped,
            LinkFetcher links,
            LinkExplanationFetcher linkExplanations,
            IntakeFetcher intake,
            GraphSchema schema) {
        return wiring -> wiring.scalar(ExtendedScalars.Date)
                .scalar(ExtendedScalars.DateTime)
                .type(
                        "Mutation",
                        type -> type.dataFetcher("join", links)
                                .dataFetcher("split", links)
                                .dataFetcher("undecide", links)
                                .dataFetcher("retract", links)
                                .dataFetcher("ingest", intake)
                                .defaultDataFetcher(consents))
                .type(
                        "Query",
                        type -> type.dataFetcher("explain", explanations)
                                .dataFetcher("explainLink", linkExplanations)
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
}
