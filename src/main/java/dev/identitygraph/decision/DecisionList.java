package dev.identitygraph.decision;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.DecisionStore;
import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.StoredDecision;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists what privacy officers have decided, and whether it is in force. */
@Component
public class DecisionList {
    private final DecisionStore decisions;
    private final DecisionEffects effects;
    private final NodeReader nodes;
    private final Relinker relinker;
    private final Acts acts;

    DecisionList(DecisionStore decisions, DecisionEffects effects, NodeReader nodes, Relinker relinker, Acts acts) {
        this.decisions = decisions;
        this.effects = effects;
        this.nodes = nodes;
        this.relinker = relinker;
        this.acts = acts;
    }

    /**
     * Some decisions, in the order of their observations' ids.
     *
     * @param by who asks, which is recorded
     * @param observation the id after which the list goes on; blank for its beginning
     */
    @Transactional(readOnly = true)
    public List<LinkDecision> after(Actor by, String observation, int atMost) {
        acts.record(by, "decisions", "", "");
        return decisions.after(Source.OF_DECISIONS, observation, atMost).stream()
                .map(this::decision)
                .toList();
    }

    private LinkDecision decision(StoredDecision decision) {
        var two = nodes.of(decision.two());
        return effects.decision(decision, relinker.linkedAround(two));
    }
}
