package dev.identitygraph.privacy;

import dev.identitygraph.Application;
import dev.identitygraph.consent.Word;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.query.Policies;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A process of the application that withdraws the consents of some people, to be killed at it. It says what it has
 * done, a line for each. In the mode {@code half} it has written everything and commits nothing.
 */
final class WithdrawingProcess {
    private WithdrawingProcess() {}

    public static void main(String[] arguments) throws IOException {
        var mode = arguments[0];
        var people = arguments[1].split(",");
        try (var context =
                SpringApplication.run(Application.class, Arrays.copyOfRange(arguments, 2, arguments.length))) {
            var desk = context.getBean(ConsentDesk.class);
            var client = context.getBean(Policies.class)
                    .current()
                    .clients()
                    .find("consent-platform")
                    .orElseThrow();
            if (mode.equals("half")) {
                new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
                    desk.record(client, withdrawal(people[0]));
                    System.out.println("WRITTEN");
                    waitToBeKilled();
                });
            }
            for (var person : people) {
                desk.record(client, withdrawal(person));
                System.out.println("DONE " + person);
            }
            waitToBeKilled();
        }
    }

    private static void waitToBeKilled() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static SubjectStatement withdrawal(String person) {
        return new SubjectStatement(
                "killed-" + person,
                "withdrawConsent",
                "crm",
                person,
                Map.of(new Purpose("PERSONALIZATION"), new Word(ConsentStatus.WITHDRAWN, LawfulBasis.CONSENT)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ConsentEvidence("", "", "", "", List.of(), "test", "proof", false));
    }
}
