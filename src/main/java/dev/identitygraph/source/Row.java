package dev.identitygraph.source;

import java.util.Map;

/**
 * A row of a file.
 *
 * @param line where it starts, counted from 1
 * @param cells by column; an empty cell is left out
 */
record Row(long line, Map<String, String> cells) {}
