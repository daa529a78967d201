package dev.identitygraph.privacy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Transactions;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What of the graph is a subject: a person's records, addresses and devices that are theirs alone, as linking has it.
 */
@Component
class SubjectNodes {
    private final Relinker relinker;
    private final Transactions transactions;

    SubjectNodes(Relinker relinker, Transactions transactions) {
        this.relinker = relinker;
        this.transactions = transactions;
    }

    /** The pseudonyms of the subject's nodes. */
    Set<String> of(NodeRef subject) {
        return subject.kind() == Kind.CUSTOMER ? transactions.write(() -> ofPerson(subject)) : Set.of(subject.digest());
    }

    private Set<String> ofPerson(NodeRef subject) {
        return relinker.personOf(subject).stream()
                .filter(node -> node.party() == Party.FIRST)
                .map(NodeRef::digest)
                .collect(toUnmodifiableSet());
    }
}
