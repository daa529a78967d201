package dev.identitygraph.policy;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a request is refused. It depends on the request, the client and the policy alone, never on data that
 * the client may not see.
 *
 * @param message what is wrong and what would be right
 * @param coordinate the field concerned, or null where it is the operation
 * @param permitted what the policy permits at that place
 */
public record Fault(
        Code code,
        String message,
        @Nullable String coordinate,
        @Nullable Location location,
        List<String> permitted) {

    /** The fault of a request as a whole: of no field, and at no place in a document. */
    public static Fault ofRequest(Code code, String message) {
        return ofRequest(code, message, List.of());
    }

    /** The same, with what is permitted instead. */
    public static Fault ofRequest(Code code, String message, Collection<String> permitted) {
        return new Fault(code, message, null, null, List.copyOf(permitted));
    }

    /** Stable codes, for clients to act on. */
    public enum Code {
        /** The request's body is no GraphQL request. */
        REQUEST_INVALID,
        /** The request's method is not POST. */
        METHOD_NOT_ALLOWED,
        /** The response is wanted in a form that there is none in. */
        NOT_ACCEPTABLE,
        /** The request's body is not said to be JSON. */
        MEDIA_TYPE_UNSUPPORTED,
        /** The request's body is too long. */
        BODY_LIMIT,
        /** The client has too many operations at a time. */
        CONCURRENCY_LIMIT,
        /** The operation takes too long. */
        TIME_LIMIT,
        /** The schema may not be read here. */
        INTROSPECTION_OFF,
        /** The operation reads the schema in a way that no tool does. */
        INTROSPECTION_LIMIT,
        /** Nobody who is registered asks. */
        CLIENT_UNKNOWN,
        /** The client is registered, but may not ask for the time being. */
        CLIENT_SUSPENDED,
        /** The request has no access token. */
        TOKEN_MISSING,
        /** The access token is not valid, or no longer. */
        TOKEN_INVALID,
        /** The access token cannot be verified, since its issuer does not answer. */
        ISSUER_UNREACHABLE,
        /** The operation declares no purpose. */
        PURPOSE_MISSING,
        /** The declared purpose does not exist, or is not written as a literal. */
        PURPOSE_UNKNOWN,
        /** The directive and the header name different purposes. */
        PURPOSE_CONFLICT,
        /** The purpose is not granted to the client. */
        PURPOSE_NOT_GRANTED,
        /** The document does not parse, is not valid against the schema, or has no such operation. */
        DOCUMENT_INVALID,
        /** A variable's value does not fit its type. */
        VARIABLE_INVALID,
        /** The document's text is too long. */
        CHARACTER_LIMIT,
        /** The document has too many tokens. */
        TOKEN_LIMIT,
        /** The operation has too many fields, with fragments put in their places. */
        FIELD_LIMIT,
        /** The operation has too many root fields. */
        ROOT_FIELD_LIMIT,
        /** The operation has too many aliases. */
        ALIAS_LIMIT,
        /** The operation has too many fields inside one another. */
        DEPTH_LIMIT,
        /** The operation could return too many nodes. */
        COST_LIMIT,
        /** Too many ids are asked at once. */
        BATCH_LIMIT,
        /** The client has asked by too many different keys, or by too many that led nowhere, in one day. */
        ENTRY_LIMIT,
        /** The field is for clients with an authority that this one has not been granted. */
        AUTHORITY_MISSING,
        /** The purpose may not start a walk at this field. */
        ENTRY_NOT_PERMITTED,
        /** The field starts walks at anybody's node, and the client is a public one. */
        CLIENT_NOT_CONFIDENTIAL,
        /** The purpose may start a walk at this field by the request's own cookie only. */
        VALUE_NOT_PERMITTED,
        /** The namespace is given by a variable, so that the plan would depend on it. */
        NAMESPACE_NOT_LITERAL,
        /** The purpose may not start a walk by this namespace. */
        NAMESPACE_NOT_PERMITTED,
        /** The purpose may not take this hop from here. */
        HOP_NOT_PERMITTED,
        /** The purpose may take the hop, but the walk has no hop left. */
        HOP_LIMIT,
        /** The purpose may not see this property here. */
        PROPERTY_NOT_REVEALED,
        /** An argument's value is out of range. */
        ARGUMENT_INVALID,
        /** A cursor that this field did not give to this client for this purpose. */
        CURSOR_INVALID,
        /** The consistency token is none that this graph gave. */
        CONSISTENCY_TOKEN_INVALID,
        /** There is no namespace of this name whose identities speak for themselves. */
        NAMESPACE_UNKNOWN,
        /** No identity of the namespace has such a value. */
        IDENTITY_INVALID,
        /** A consent signal is malformed or out of date. */
        SIGNAL_INVALID,
        /** The graph does not know what is to be decided about or taken back. */
        EVIDENCE_UNKNOWN,
        /** What was decided about links would not be in force, so it was not decided. */
        DECISION_WITHOUT_EFFECT,
        /** The source is none of the client's own, or none that takes statements. */
        SOURCE_NOT_GRANTED,
        /** It is too much to be taken back at once. */
        RETRACTION_LIMIT,
        /** The request id was used for another request. */
        REQUEST_ID_REUSED,
        /** The answer cannot be recorded, so it is not given. */
        UNRECORDED
    }
}
