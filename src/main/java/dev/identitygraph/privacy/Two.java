package dev.identitygraph.privacy;

import dev.identitygraph.identity.Identity;

/** The two identities that an act or a question is about. */
record Two(Identity one, Identity other) {}
