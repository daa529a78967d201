package dev.identitygraph.ingest;

import dev.identitygraph.derivation.GraphChanges;

/** What would become of a file, and whose graphs it would change. */
public record DryRun(Totals totals, GraphChanges changes) {}
