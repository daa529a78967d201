package dev.identitygraph.query;

import dev.identitygraph.policy.Fault;
import java.util.List;

/** What comes of a question before the database is touched. */
public sealed interface Preparation {
    /** It may be answered, root field by root field. */
    record Ready(PreparedOperation operation) implements Preparation {}

    /** It reads the schema only. */
    record SchemaOnly() implements Preparation {}

    /** It is refused. */
    record Refused(List<Fault> faults) implements Preparation {}
}
