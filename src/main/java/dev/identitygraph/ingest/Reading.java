package dev.identitygraph.ingest;

import dev.identitygraph.source.Source;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.store.Pseudonyms;

/**
 * A way to read a file.
 *
 * @param source the name of its source
 * @param file what the file is known by
 * @param id a digest of the source's description, and of what else may make it be read otherwise
 */
public record Reading(String source, String file, String id) {
    /** The digest of how files of a source are read. */
    public static String id(StatementReader reader, Source source, Pseudonyms pseudonyms) {
        return pseudonyms.recordId("reading", reader.readBy(source));
    }
}
