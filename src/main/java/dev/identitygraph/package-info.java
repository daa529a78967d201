/** The application. Each package below it says in a sentence what it is for and which others it may use. */
@NullMarked
package dev.identitygraph;

import org.jspecify.annotations.NullMarked;
