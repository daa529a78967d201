package dev.identitygraph.command;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Parameters;

/** The two identities that a command is about, each written as {@code namespace:value}. */
final class TwoIdentities {
    @Parameters(index = "0", paramLabel = "NAMESPACE:VALUE", description = "The one identity.")
    private String one = "";

    @Parameters(index = "1", paramLabel = "NAMESPACE:VALUE", description = "The other.")
    private String other = "";

    Identity one(ConfigurableApplicationContext application) {
        return identity(application, one);
    }

    Identity other(ConfigurableApplicationContext application) {
        var other = identity(application, this.other);
        if (other.equals(one(application))) {
            throw new BadInputException("Both identities are one. Name two that differ.");
        }
        return other;
    }

    private static Identity identity(ConfigurableApplicationContext application, String text) {
        var parts = text.split(":", 2);
        var namespaces = application.getBean(Namespaces.class);
        var namespace = namespaces
                .find(parts[0])
                .filter(_ -> parts.length == 2)
                .orElseThrow(() -> new BadInputException("An identity is written as namespace:value, with one of "
                        + String.join(", ", namespaces.names())));
        return switch (Normaliser.normalise(namespace, parts[1])) {
            case Normalised.Value(var identity) -> identity;
            case Normalised.Invalid(var reason, var expected) ->
                throw new BadInputException("An identity of namespace %s is no good: %s; right would be %s"
                        .formatted(namespace.name(), reason, expected));
        };
    }
}
