package dev.identitygraph.policy;

import dev.identitygraph.client.Client;
import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlValue;

/**
 * Something that a policy and its registrations permit and must not.
 *
 * @param message what it is, with the walks that show it on lines of their own
 */
public record CheckFault(Concerns concerns, String message) {
    /** Whose part of the files is to be changed. */
    public sealed interface Concerns {
        record OnePurpose(Purpose purpose) implements Concerns {}

        record OneClient(String id) implements Concerns {}

        record OneOperator(String name) implements Concerns {}
    }

    /** The fault with the place of the purpose or the client; of an operator, its client that is first by id. */
    InvalidFileException placed(YamlValue policyFile, YamlValue clientsFile, Clients clients) {
        var place = switch (concerns) {
            case Concerns.OnePurpose(var purpose) -> policyFile.key(purpose.name());
            case Concerns.OneClient(var id) -> clientsFile.key(id);
            case Concerns.OneOperator(var name) ->
                clients.all().stream()
                        .filter(client -> client.operator().equals(name))
                        .map(Client::id)
                        .findFirst()
                        .map(clientsFile::key)
                        .orElse(clientsFile);
        };
        return place.fault(message);
    }
}
