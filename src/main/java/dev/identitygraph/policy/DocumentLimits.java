package dev.identitygraph.policy;

import dev.identitygraph.policy.Fault.Code;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import graphql.parser.exceptions.ParseCancelledTooManyNumericLiteralCharactersException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How large a document may be, whatever it asks. Fields, aliases and depth are counted with fragments put in their
 * places and every conditional field included.
 *
 * @param characters of its text
 * @param tokens of its text; its end is one, white space and comments are none
 * @param fields of one operation
 * @param rootFields of one operation
 * @param aliases of one operation
 * @param depth how many fields may lie inside one another
 */
public record DocumentLimits(int characters, int tokens, int fields, int rootFields, int aliases, int depth) {
    /** No limit but the parser's own. */
    public static final DocumentLimits NONE = new DocumentLimits(
            ParserOptions.MAX_QUERY_CHARACTERS,
            ParserOptions.MAX_QUERY_TOKENS,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    public DocumentLimits {
        if (characters < 1 || tokens < 1 || fields < 1 || rootFields < 1 || aliases < 0 || depth < 1) {
            throw new IllegalArgumentException("A document needs a character, a token, a field and a depth of one");
        }
    }

    /** What the parser is to stop at. */
    public ParserOptions parserOptions() {
        return ParserOptions.newParserOptions()
                .maxCharacters(characters)
                .maxTokens(tokens)
                .maxWhitespaceTokens(characters)
                .build();
    }

    /** The limit at which the parser stopped, or nothing where the text is no GraphQL. */
    public Optional<Fault> exceeded(InvalidSyntaxException failure) {
        return switch (failure) {
            case ParseCancelledTooManyCharsException _ ->
                Optional.of(limit(Code.CHARACTER_LIMIT, "characters", characters, failure));
            case ParseCancelledTooManyNumericLiteralCharactersException _ -> Optional.empty();
            case ParseCancelledTooDeepException _ -> Optional.of(limit(Code.DEPTH_LIMIT, "levels", depth, failure));
            case ParseCancelledException _ -> Optional.of(limit(Code.TOKEN_LIMIT, "tokens", tokens, failure));
            default -> Optional.empty();
        };
    }

    private static Fault limit(Code code, String what, int limit, InvalidSyntaxException failure) {
        return fault(
                code,
                what,
                limit,
                Location.first(failure.toInvalidSyntaxError()).orElse(null));
    }

    /** The limits that an operation of a valid document passes. */
    List<Fault> exceeded(ExecutableNormalizedOperation operation) {
        var faults = new ArrayList<Fault>();
        var roots = operation.getTopLevelFields();
        if (roots.size() > rootFields) {
            faults.add(fault(
                    Code.ROOT_FIELD_LIMIT, "root fields", rootFields, Location.of(operation, roots.get(rootFields))));
        }
        var aliased = operation.getCoordinatesToNormalizedFields().values().stream()
                .filter(field -> field.getAlias() != null)
                .toList();
        if (aliased.size() > aliases) {
            faults.add(fault(Code.ALIAS_LIMIT, "aliases", aliases, Location.of(operation, aliased.get(aliases))));
        }
        if (operation.getOperationDepth() > depth) {
            faults.add(fault(Code.DEPTH_LIMIT, "fields inside one another", depth, null));
        }
        return List.copyOf(faults);
    }

    /** The fault of an operation that has more fields than may be. */
    Fault tooManyFields() {
        return fault(Code.FIELD_LIMIT, "fields, with fragments put in their places", fields, null);
    }

    private static Fault fault(Code code, String what, int limit, @Nullable Location location) {
        return new Fault(
                code,
                "The document is too large: at most %d %s are taken. Ask for less at once.".formatted(limit, what),
                null,
                location,
                List.of());
    }
}
