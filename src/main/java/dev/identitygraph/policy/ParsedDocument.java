package dev.identitygraph.policy;

import graphql.language.Document;
import java.util.List;

/** What comes of a document's text, by the parser and the rules that the server has. */
public sealed interface ParsedDocument {
    /** It is valid against the schema, and has the operation that is asked. */
    record Valid(Document document) implements ParsedDocument {}

    /** It is not. */
    record Invalid(List<Fault> faults) implements ParsedDocument {}
}
