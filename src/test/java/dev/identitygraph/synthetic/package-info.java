/** Sources of any size, for benchmarks and for tests that compare. It uses nothing but the JDK. */
@NullMarked
package dev.identitygraph.synthetic;

import org.jspecify.annotations.NullMarked;
