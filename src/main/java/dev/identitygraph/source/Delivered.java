package dev.identitygraph.source;

import java.nio.file.Path;

/** A file, and the name of the source that delivers it. */
public record Delivered(String source, Path file) {}
