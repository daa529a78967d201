package dev.identitygraph.source;

import java.io.InputStream;
import java.util.function.LongFunction;

/**
 * The content of a file.
 *
 * @param name the file's name, as rejections shall give it
 * @param content its bytes
 * @param from its bytes from a place on, once more: to look ahead for what is too long to be kept in memory
 */
record Input(String name, InputStream content, LongFunction<InputStream> from) {}
