package dev.identitygraph.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import org.junit.jupiter.api.Test;

class DecisionsTests {
    @Test
    void onlyTwoRecordsOfOursThatDifferAreJoined() {
        var one = identity(Kind.CUSTOMER, Party.FIRST, "1");
        assertThat(Decisions.canBeJoined(one, identity(Kind.CUSTOMER, Party.FIRST, "2")))
                .isTrue();
        assertThat(Decisions.canBeJoined(one, one)).isFalse();
        assertThat(Decisions.canBeJoined(one, identity(Kind.CUSTOMER, Party.THIRD, "2")))
                .isFalse();
        assertThat(Decisions.canBeJoined(identity(Kind.DEVICE, Party.FIRST, "2"), one))
                .isFalse();
    }

    private static Identity identity(Kind kind, Party party, String value) {
        return new Identity(new Namespace(kind + "-of-" + party, kind, party, Namespace.Storage.CLEAR), value);
    }
}
