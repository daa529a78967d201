package dev.identitygraph.bulk;

import dev.identitygraph.derivation.Agreements;
import dev.identitygraph.derivation.LinkingConfiguration;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.source.SourcesConfiguration;
import dev.identitygraph.source.StatementReader;
import org.springframework.context.annotation.Import;

/** What a first load needs of the sources, of derivation and of this package. None of it needs a graph. */
@Import({
    SourcesConfiguration.class,
    StatementReader.class,
    LinkingConfiguration.class,
    NeverLinking.class,
    Agreements.class,
    BulkLoad.class
})
public class BulkConfiguration {}
