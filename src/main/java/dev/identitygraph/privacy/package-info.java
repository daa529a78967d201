/**
 * What subjects say takes effect: consents, refusals, withdrawals and objections, on the ledger and on all edges
 * concerned. It uses {@code identity}, {@code client}, {@code policy}, {@code store}, {@code audit}, {@code consent},
 * {@code query}, {@code source}, {@code derivation}, {@code retraction}, {@code decision} and {@code ingest}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "client",
            "policy",
            "store",
            "audit",
            "consent",
            "query",
            "source",
            "derivation",
            "retraction",
            "decision",
            "ingest"
        })
package dev.identitygraph.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
