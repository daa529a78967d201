package dev.identitygraph.identity;

/** Whether a thing names a person or describes behaviour: the one axis of the quadrants. */
public enum Aspect {
    PERSONAL,
    BEHAVIORAL
}
