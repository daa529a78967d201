package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.privacy.ConsentHistory.Act;
import dev.identitygraph.privacy.ConsentHistory.Operation;
import dev.identitygraph.store.NoTurn;
import dev.identitygraph.testing.IntegrationTest;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Invariant 7, by the recorded history of many operations at once. */
@IntegrationTest
class ConsentNowIT {
    @Test
    void whatAnAcknowledgedWithdrawalHasClosedIsNeverSeenAgain(@Autowired ConsentRace race) throws Exception {
        var history = race.run("now", 8, 1_400, 7);
        assertThat(history.size()).isGreaterThanOrEqualTo(10_000);
        assertThat(history.all())
                .extracting(Operation::act)
                .contains(Act.SEEN_OPEN, Act.SEEN_CLOSED, Act.GRANTED, Act.WITHDRAWN);
        print(history);
        assertThat(history.violations()).isEmpty();
    }

    /** The same without the turn that one writer at a time has: the test must find what goes wrong then. */
    @Nested
    @Import(NoTurn.class)
    class WithoutTheTurn {
        @Test
        void theHistoryShowsIt(@Autowired ConsentRace race) throws Exception {
            var found = 0;
            for (var round = 0; round < 10 && found == 0; round++) {
                found = race.run("noturn" + round + "x", 8, 300, round)
                        .violations()
                        .size();
            }
            assertThat(found).isPositive();
        }
    }

    /** For the record: how long an acknowledgement takes under this load. */
    private static void print(ConsentHistory history) {
        var nanos = history.all().stream()
                .filter(operation -> operation.act() == Act.WITHDRAWN)
                .mapToLong(operation -> operation.end() - operation.start())
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%d operations, %d withdrawals: acknowledged after p50 %.1f ms, p99 %.1f ms%n",
                history.size(),
                nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
    }
}
