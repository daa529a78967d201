package dev.identitygraph.query;

import dev.identitygraph.policy.Question;
import graphql.language.AstPrinter;
import graphql.language.AstSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A document as the audit keeps it: without literals, aliases and names of variables, which could be personal.
 *
 * @param digest SHA-256 of the text, in hexadecimal
 */
record DocumentForm(String digest, String text) {
    static DocumentForm of(Question question) {
        var form = new AstSignature().privacySafeQuery(question.document(), question.operationName());
        return of(AstPrinter.printAstCompact(form));
    }

    private static DocumentForm of(String text) {
        try {
            return new DocumentForm(
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))),
                    text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
