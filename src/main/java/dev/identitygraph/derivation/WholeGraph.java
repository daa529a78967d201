package dev.identitygraph.derivation;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.WriteTurn;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Relinks all of the graph from its evidence, or tells what other rules would change, and changes nothing. */
@Component
public class WholeGraph {
    private static final int STEP = 500;

    /** 128 MB, enough for some ten million nodes. */
    private static final int ROOM = 24;

    private final NodeReader nodes;
    private final Relinker relinker;
    private final ChangeWatch watch;
    private final Pseudonyms pseudonyms;
    private final WriteTurn turn;
    private final TransactionTemplate transaction;

    WholeGraph(
            NodeReader nodes,
            Relinker relinker,
            ChangeWatch watch,
            Pseudonyms pseudonyms,
            WriteTurn turn,
            PlatformTransactionManager transactions) {
        this.turn = turn;
        this.nodes = nodes;
        this.relinker = relinker;
        this.watch = watch;
        this.pseudonyms = pseudonyms;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Derives everything anew by the rules in force, step by step, each a transaction of its own. */
    public void relink() {
        // What a step derives beside its own nodes is left out of the steps that follow.
        var derived = new SeenLately(ROOM);
        eachStep(nodes -> {
            var left = nodes.stream()
                    .filter(node -> !derived.before(node.digest()))
                    .collect(toUnmodifiableSet());
            if (!left.isEmpty()) {
                turn.take();
                relinker.relinkAfterOtherRules(left).forEach(node -> derived.before(node.digest()));
            }
        });
    }

    /** Whose graphs would differ by other rules. */
    public GraphChanges tryRules(LinkingRules rules) {
        var other = relinker.by(rules, new NeverLinking(rules, pseudonyms));
        var before = new LinkedHashSet<List<String>>();
        var after = new LinkedHashSet<List<String>>();
        var changed = new HashSet<NodeRef>();
        eachStep(nodes -> {
            var changes = watch.compare(nodes, other);
            before.addAll(changes.before());
            after.addAll(changes.after());
            changed.addAll(changes.nodes());
        });
        return GraphChanges.between(before, after, changed);
    }

    private void eachStep(Consumer<Set<NodeRef>> work) {
        for (var kind : List.of(Kind.CUSTOMER, Kind.EMAIL, Kind.DEVICE)) {
            var last = Optional.of("");
            while (last.isPresent()) {
                var after = last.get();
                last = transaction.execute(_ -> step(kind, after, work));
            }
        }
    }

    /** Works on some nodes, and says which was the last. */
    private Optional<String> step(Kind kind, String after, Consumer<Set<NodeRef>> work) {
        var some = nodes.after(kind, after, STEP);
        if (some.isEmpty()) {
            return Optional.empty();
        }
        work.accept(Set.copyOf(some));
        return Optional.of(some.getLast().digest());
    }
}
