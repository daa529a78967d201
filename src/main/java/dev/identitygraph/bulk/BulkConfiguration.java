package dev.identitygraph.bulk;

import dev.identitygraph.ingest.Agreements;
import dev.identitygraph.ingest.LinkingConfiguration;
import dev.identitygraph.ingest.NeverLinking;
import dev.identitygraph.source.SourcesConfiguration;
import dev.identitygraph.source.StatementReader;
import org.springframework.context.annotation.Import;

/** What a first load needs of the sources, of linking and of this package. None of it needs a graph. */
@Import({
    SourcesConfiguration.class,
    StatementReader.class,
    LinkingConfiguration.class,
    NeverLinking.class,
    Agreements.class,
    BulkLoad.class
})
public class BulkConfiguration {}
