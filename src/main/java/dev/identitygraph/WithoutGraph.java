package dev.identitygraph;

import dev.identitygraph.bulk.BulkConfiguration;
import dev.identitygraph.query.VocabularyConfiguration;
import dev.identitygraph.store.KeyConfiguration;
import org.springframework.context.annotation.Import;

/** The part of the application that needs no graph: what a first load makes one with. */
@Import({ClockConfiguration.class, KeyConfiguration.class, VocabularyConfiguration.class, BulkConfiguration.class})
final class WithoutGraph {}
