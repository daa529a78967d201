/**
 * The commands of the jar: those that review policies, documents and linking rules without a server and a database, and
 * those that change and explain who is linked in the graph. It uses {@code policy}, {@code audit}, {@code query},
 * {@code link}, {@code source}, {@code derivation}, {@code retraction}, {@code decision}, {@code ingest}, {@code bulk}
 * and {@code yaml}, and what these speak of: {@code identity} and {@code client}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "client",
            "policy",
            "audit",
            "query",
            "link",
            "source",
            "derivation",
            "retraction",
            "decision",
            "ingest",
            "bulk",
            "yaml"
        })
package dev.identitygraph.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
