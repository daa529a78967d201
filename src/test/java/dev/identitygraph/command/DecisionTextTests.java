package dev.identitygraph.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.decision.Effect;
import dev.identitygraph.decision.LinkDecision;
import dev.identitygraph.decision.LinkExplanation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionTextTests {
    @Test
    void aDecisionIsPrintedWithWhatItSaysOfWhomAndSinceWhen() {
        assertThat(printed(true, new Effect.InForce()))
                .isEqualTo(Map.of(
                        "says", "JOIN",
                        "of", List.of("crm:1", "crm:2"),
                        "decidedAt", "2026-02-01T08:00:00Z",
                        "observation", "o",
                        "inForce", true));
        assertThat(printed(false, new Effect.InForce())).containsEntry("says", "SPLIT");
    }

    @Test
    void oneThatIsNotInForceIsPrintedWithTheReason() {
        assertThat(printed(true, new Effect.Overruled()))
                .containsEntry("inForce", false)
                .containsEntry("because", "OVERRULED");
        assertThat(printed(true, new Effect.Superseded(new LinkExplanation.Rule("GENERIC", "crm", List.of()))))
                .containsEntry("inForce", false)
                .containsEntry("because", "SUPERSEDED GENERIC crm");
        assertThat(printed(false, new Effect.KeptTogether()))
                .containsEntry("inForce", false)
                .containsEntry("because", "KEPT_TOGETHER");
    }

    private static Map<String, Object> printed(boolean joins, Effect effect) {
        return GraphCommand.decision(
                new LinkDecision("o", joins, Instant.parse("2026-02-01T08:00:00Z"), List.of("crm:1", "crm:2"), effect));
    }
}
