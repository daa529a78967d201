package dev.identitygraph.ingest;

import dev.identitygraph.source.SourcesConfiguration;
import dev.identitygraph.source.StatementReader;
import org.springframework.context.annotation.Import;

/** What a first load needs of this package. None of it needs a graph. */
@Import({
    SourcesConfiguration.class,
    StatementReader.class,
    LinkingConfiguration.class,
    NeverLinking.class,
    Agreements.class,
    BulkLoad.class
})
public class BulkConfiguration {}
