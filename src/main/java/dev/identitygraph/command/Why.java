package dev.identitygraph.command;

import dev.identitygraph.decision.LinkExplanation;
import dev.identitygraph.decision.LinkExplanations;
import dev.identitygraph.identity.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains why two identities are of one person, or why not. */
@Command(
        name = "why",
        description = "Prints why two identities are of one person, or why not: what leads from one to the other, with"
                + " its sources, and the rules that superseded some of it.")
final class Why extends GraphCommand {
    @Mixin
    private TwoIdentities two = new TwoIdentities();

    Why(GraphAccess graph) {
        super(graph);
    }

    @Override
    Map<String, Object> answer(ConfigurableApplicationContext application) {
        var explanation = application
                .getBean(LinkExplanations.class)
                .explain(BY, two.one(application), two.other(application), _ -> true);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("linked", explanation.linked());
        answer.put("chain", explanation.chain().stream().map(Why::step).toList());
        answer.put(
                "decisions",
                explanation.decisions().stream().map(GraphCommand::decision).toList());
        return answer;
    }

    private static Map<String, Object> step(LinkExplanation.Step step) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("type", step.type().name());
        answer.put("from", step.from().name());
        answer.put("to", step.to().name());
        step.supersededBy().ifPresent(rule -> {
            answer.put("supersededBy", rule.toString());
            if (!rule.decisions().isEmpty()) {
                answer.put("decisions", rule.decisions());
            }
        });
        answer.put("evidence", step.evidence().stream().map(Why::evidence).toList());
        return answer;
    }

    private static Map<String, Object> evidence(Provenance provenance) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("source", provenance.source());
        answer.put("method", provenance.method().name());
        answer.put("confidence", provenance.confidence());
        answer.put("observedAt", provenance.observedAt().toString());
        answer.put("recordedAt", provenance.recordedAt().toString());
        answer.put("derivedFrom", provenance.derivedFrom());
        return answer;
    }
}
