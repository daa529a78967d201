import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the crowd said about the purposes that were asked for later: rows below all others, by dice of their own, so
 * that no row before them is another than it was.
 */
final class LaterPurposes {

    private final Table consents;
    private final Table matches;
    private final Dice dice = new Dice(20_261_125);

    private final List<Speaker> customers = new ArrayList<>();
    private final Map<String, Speaker> owners = new HashMap<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Reader> onboarded = new ArrayList<>();
    private final List<Banner> banners = new ArrayList<>();

    LaterPurposes(Table consents, Table matches) {
        this.consents = consents;
        this.matches = matches;
    }

    /** Someone whose word counts: a customer, an address that is no customer's, or a device. */
    private record Speaker(String namespace, Object value, Instant since) {}

    private record Reader(String email, boolean clicked, Instant since) {}

    private record Banner(String namespace, String device, boolean personalization, Instant given) {}

    void customer(int crmId, String email, Instant since) {
        var customer = new Speaker("crm", crmId, since);
        customers.add(customer);
        owners.put(email, customer);
    }

    void reader(String email, boolean clicked, Instant since) {
        readers.add(new Reader(email, clicked, since));
    }

    void onboarded(String email, Instant since) {
        onboarded.add(new Reader(email, false, since));
    }

    void banner(String namespace, String device, boolean personalization, Instant given) {
        banners.add(new Banner(namespace, device, personalization, given));
    }

    void ask() {
        customers.stream().filter(_ -> dice.chance(80)).forEach(this::askForMatching);
        readers.stream().filter(Reader::clicked).forEach(this::askForReIdentification);
        onboardReadersWhoAreNoCustomers();
        onboarded.stream().filter(_ -> dice.chance(70)).forEach(this::askForOnboarding);
        banners.forEach(this::askForAnalytics);
    }

    /** Most have a contract that needs it; the others were asked. */
    private void askForMatching(Speaker customer) {
        if (dice.chance(85)) {
            say(customer, "FIRST_PARTY_MATCHING", "GRANTED", "CONTRACT", customer.since());
        } else {
            decide(customer, "FIRST_PARTY_MATCHING");
        }
    }

    /** Most were never asked. Some said yes to a form that was not explicit, which is not enough. */
    private void askForReIdentification(Reader reader) {
        int answer = dice.below(100);
        if (answer < 15) {
            reIdentify(reader, "GRANTED", "EXPLICIT_CONSENT");
        } else if (answer < 20) {
            reIdentify(reader, "GRANTED", "CONSENT");
        } else if (answer < 30) {
            reIdentify(reader, "DENIED", "EXPLICIT_CONSENT");
        }
    }

    private void reIdentify(Reader reader, String status, String basis) {
        Speaker speaker = speakerFor(reader);
        say(speaker, "RE_IDENTIFICATION", status, basis, speaker.since());
    }

    private void onboardReadersWhoAreNoCustomers() {
        for (Reader reader : readers) {
            if (!owners.containsKey(reader.email()) && dice.chance(31)) {
                matches.add(reader.email(), Digest.ofPartner(reader.email()), dice.after(reader.since()));
                onboarded.add(reader);
            }
        }
    }

    private void askForOnboarding(Reader reader) {
        decide(speakerFor(reader), "ONBOARDING");
    }

    /** The banner's third question: nearly all answer it as the one about personalization, and at once. */
    private void askForAnalytics(Banner banner) {
        boolean granted = banner.personalization() != dice.chance(6);
        var device = new Speaker(banner.namespace(), banner.device(), banner.given());
        say(device, "ANALYTICS", granted ? "GRANTED" : "DENIED", "CONSENT", banner.given());
    }

    /** An address's own word does not count for its edges where a customer has it. */
    private Speaker speakerFor(Reader reader) {
        return owners.getOrDefault(reader.email(), new Speaker("email", reader.email(), reader.since()));
    }

    private void decide(Speaker speaker, String purpose) {
        boolean agreed = dice.chance(88);
        say(speaker, purpose, agreed ? "GRANTED" : "DENIED", "CONSENT", speaker.since());
        if (agreed && dice.chance(8)) {
            say(speaker, purpose, "WITHDRAWN", "CONSENT", dice.after(speaker.since()));
        }
    }

    private void say(Speaker speaker, String purpose, String status, String basis, Instant given) {
        new Statement(speaker.namespace(), speaker.value(), purpose, status, basis, given).writeTo(consents);
    }
}
