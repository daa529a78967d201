package dev.identitygraph.ingest;

/**
 * A way to read a file.
 *
 * @param source the name of its source
 * @param file what the file is known by
 * @param id a digest of the source's description, and of what else may make it be read otherwise
 */
record Reading(String source, String file, String id) {}
