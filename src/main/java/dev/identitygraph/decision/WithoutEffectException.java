package dev.identitygraph.decision;

/** A decision would not be in force, so it is not made. The message says why. */
public final class WithoutEffectException extends RuntimeException {
    WithoutEffectException(Effect effect) {
        super("The decision would have no effect, and is not made: "
                + switch (effect) {
                    case Effect.InForce _ -> throw new IllegalArgumentException("It has one");
                    case Effect.Overruled _ -> "a later decision about the same two counts.";
                    case Effect.Superseded(var by) ->
                        "the link that it makes is superseded by rule %s of namespace %s."
                                .formatted(by.name(), by.namespace());
                    case Effect.KeptTogether _ ->
                        "one person has both, each by links of its own. Split each from the customer record that it is"
                                + " not of.";
                });
    }
}
