/**
 * Where input comes from and what it says: the sources as files describe them, and what each row or line of their files
 * states. It needs no database. It uses {@code identity}, {@code link} for the words of its observations, and
 * {@code yaml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "link", "yaml"})
package dev.identitygraph.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
