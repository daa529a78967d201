package dev.identitygraph.identity;

/** Whose data it is: ours with permission, or a partner's. The other axis of the quadrants. */
public enum Party {
    FIRST,
    THIRD
}
