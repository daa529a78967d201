package dev.identitygraph.ingest;

import java.util.List;

/** The described sources, in the order in which a folder is imported. */
record Sources(List<Source> all) {}
