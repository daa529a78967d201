package dev.identitygraph.consent;

import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;

/** What is said for one purpose. */
public record Word(ConsentStatus status, LawfulBasis lawfulBasis) {}
