package dev.identitygraph.ingest;

/**
 * How far the import of a file has come.
 *
 * @param rows how many rows it has in all
 */
public record ImportProgress(Totals soFar, long rows) {}
