package dev.identitygraph.privacy;

import static dev.identitygraph.privacy.ConsentHistory.Act.GRANTED;
import static dev.identitygraph.privacy.ConsentHistory.Act.SEEN_CLOSED;
import static dev.identitygraph.privacy.ConsentHistory.Act.SEEN_OPEN;
import static dev.identitygraph.privacy.ConsentHistory.Act.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.privacy.ConsentHistory.Operation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsentHistoryTests {
    @Test
    void whatIsSeenOpenAfterAWithdrawalWasAcknowledgedIsFound() {
        var late = op(SEEN_OPEN, 3, 4);
        assertThat(violations(op(WITHDRAWN, 1, 2), late)).containsExactly(late);
        assertThat(violations(op(SEEN_CLOSED, 1, 4), op(WITHDRAWN, 1, 2), late)).containsExactly(late);
    }

    @Test
    void whatIsSeenWhileAWithdrawalIsOnItsWayMayBeEither() {
        assertThat(violations(op(WITHDRAWN, 1, 5), op(SEEN_OPEN, 2, 3))).isEmpty();
        assertThat(violations(op(WITHDRAWN, 1, 5), op(SEEN_CLOSED, 2, 3))).isEmpty();
    }

    @Test
    void aLaterOrSimultaneousConsentExplainsWhatIsSeenOpen() {
        assertThat(violations(op(WITHDRAWN, 1, 2), op(GRANTED, 3, 4), op(SEEN_OPEN, 5, 6)))
                .isEmpty();
        assertThat(violations(op(WITHDRAWN, 1, 4), op(GRANTED, 2, 3), op(SEEN_OPEN, 5, 6)))
                .isEmpty();
    }

    @Test
    void anEarlierOrALaterConsentDoesNot() {
        var seen = op(SEEN_OPEN, 5, 6);
        assertThat(violations(op(GRANTED, 1, 2), op(WITHDRAWN, 3, 4), seen)).containsExactly(seen);
        assertThat(violations(op(WITHDRAWN, 3, 4), seen, op(GRANTED, 7, 8))).containsExactly(seen);
    }

    @Test
    void aConsentThatIsLostIsFound() {
        var seen = op(SEEN_CLOSED, 5, 6);
        assertThat(violations(op(WITHDRAWN, 1, 2), op(GRANTED, 3, 4), seen)).containsExactly(seen);
        assertThat(violations(op(SEEN_CLOSED, 1, 2))).hasSize(1);
    }

    @Test
    void subjectsAreToldApart() {
        assertThat(violations(op(WITHDRAWN, 1, 2), new Operation("ben", SEEN_OPEN, 3, 4)))
                .isEmpty();
    }

    private static Operation op(ConsentHistory.Act act, long start, long end) {
        return new Operation("anna", act, start, end);
    }

    private static List<Operation> violations(Operation... operations) {
        var history = new ConsentHistory();
        Arrays.stream(operations).forEach(history::add);
        return history.violations();
    }
}
