/** Loads a whole process from outside. */
@NullMarked
package dev.identitygraph.load;

import org.jspecify.annotations.NullMarked;
