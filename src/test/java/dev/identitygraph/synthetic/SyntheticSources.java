package dev.identitygraph.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes source files of any size, the same bytes for the same seed, row by row, so that memory does not grow with
 * them. Who has how much of what is skewed as it is in real data:
 *
 * <ul>
 *   <li>How many devices, logins and interests someone has is log-normal, with few who have very many (M. Mitzenmacher,
 *       <i>A brief history of generative models for power law and lognormal distributions</i>, Internet Mathematics
 *       1(2), 2004).
 *   <li>How many members a segment has follows Zipf's law (L. Adamic, B. Huberman, <i>Zipf's law and the Internet</i>,
 *       Glottometrics 3, 2002): the largest has about a tenth of all memberships, however many there are.
 *   <li>Devices are shared in households (T. Matthews and others, <i>"She'll just grab any device that's closer"</i>,
 *       CHI 2016), and some stand in public places, of which the busiest have more users than a device may have.
 * </ul>
 *
 * <p>One cell in a thousand is spoilt, one row in a hundred is repeated, and some addresses are nobody's.
 */
public final class SyntheticSources {
    private static final double[] HOUSEHOLDS = {0.41, 0.34, 0.12, 0.09, 0.04};
    private static final double SPOILT = 0.001;
    private static final double REPEATED = 0.01;
    private static final int CUSTOMERS_OF_A_PUBLIC_DEVICE = 1_500;
    private static final Duration VISIT = Duration.ofDays(400);
    private static final int MOST_INTERESTS = 300;
    private static final int MOST_LOGINS = 400;
    private static final List<String> TIERS = List.of("", "loyalty-silver", "loyalty-gold", "loyalty-platinum");
    private static final List<String> TOPICS = List.of("newsletter-home", "newsletter-outdoor", "newsletter-sale");

    private final SourceFiles files;
    private final int customers;
    private final long seed;

    private SyntheticSources(SourceFiles files, int customers, long seed) {
        this.files = files;
        this.customers = customers;
        this.seed = seed;
    }

    /**
     * Writes the files of so many customer records.
     *
     * @param folder it is made if it is not there; files of the same names are replaced
     */
    public static void write(Path folder, int customers, long seed) throws IOException {
        try (var files = new SourceFiles(folder)) {
            new SyntheticSources(files, customers, seed).write();
        }
    }

    /** Takes the folder, the number of customers and, if it shall be another than 1, the seed. */
    static void main(String[] arguments) throws IOException {
        write(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                arguments.length > 2 ? Long.parseLong(arguments[2]) : 1);
    }

    private void write() throws IOException {
        var written = 0;
        for (var number = 0L; written < customers; number++) {
            var draw = new Draw(seed, number);
            var size = Math.min(1 + draw.anyOf(HOUSEHOLDS), customers - written);
            household(draw, written, size);
            written += size;
        }
    }

    private void household(Draw draw, int first, int size) throws IOException {
        var shared = size > 1 && draw.chance(0.3) ? List.of(device(draw, Draw.FIRST_DAY)) : List.<Device>of();
        for (var i = first; i < first + size; i++) {
            customer(draw, i, i > first && draw.chance(0.03) ? String.valueOf(i - 1) : "", shared);
        }
        if (draw.chance(0.3)) {
            visitor(draw);
        }
    }

    private void customer(Draw draw, int number, String duplicateOf, List<Device> shared) throws IOException {
        var since = draw.anyTime();
        var record = String.valueOf(number);
        var email = email(draw, number);
        var at = draw.after(since).toString();
        var tier = TIERS.get(draw.anyOf(0.6, 0.25, 0.1, 0.05));
        for (var times = repeats(draw); times > 0; times--) {
            files.customer(record, spoilt(draw, email), duplicateOf, tier, at);
        }
        decide(draw, "crm", record, "PERSONALIZATION", 0.88, since);
        decide(draw, "crm", record, "RETARGETING", 0.6, since);
        decide(draw, "crm", record, "FIRST_PARTY_MATCHING", 0.5, since);
        var devices = new ArrayList<>(shared);
        for (var more = draw.logNormal(1.6, 0.6, 12); more > 0; more--) {
            devices.add(device(draw, since));
        }
        if (draw.chance(0.02)) {
            devices.add(publicDevice(draw));
        }
        for (var device : devices) {
            for (var logins = draw.logNormal(1.3, 0.9, MOST_LOGINS); logins > 0; logins--) {
                files.login(device, record, draw.after(since));
            }
        }
        if (!email.isEmpty()) {
            reader(draw, email, devices.getLast(), since);
        }
    }

    /** Several people have one address now and then, some have a role's, and some have none. */
    private static String email(Draw draw, int number) {
        return switch (draw.anyOf(0.93, 0.02, 0.002)) {
            case 0 -> "customer-%d@example.com".formatted(number);
            case 1 -> "customer-%d@example.com".formatted(Math.max(0, number - 1));
            case 2 -> "noreply@example.org";
            default -> "";
        };
    }

    private void reader(Draw draw, String email, Device device, Instant since) throws IOException {
        if (draw.chance(0.4)) {
            files.subscription(email, TOPICS.get(draw.anyOf(0.6, 0.3, 0.1)), draw.after(since));
            decide(draw, "email", email, "RETARGETING", 0.2, since);
            if (device.browser()) {
                files.click(email, device, draw.after(since));
            }
        }
        if (draw.chance(0.3)) {
            files.match(email, hash(draw), draw.after(since));
            decide(draw, "email", email, "ONBOARDING", 0.5, since);
        }
    }

    /** Someone without an account. Behind some is an address that is no customer's. */
    private void visitor(Draw draw) throws IOException {
        var since = draw.anyTime();
        var device = device(draw, since);
        if (draw.chance(0.2)) {
            var email = "reader-%s@example.net".formatted(draw.hex());
            decide(draw, "email", email, "PERSONALIZATION", 0.8, since);
            reader(draw, email, device, since);
        }
    }

    /** Its owner or a visitor answers the banner, and shows what is of interest. */
    private Device device(Draw draw, Instant since) throws IOException {
        var browser = draw.chance(0.65);
        var device = new Device(browser, (browser ? "ck-" : "app-") + draw.hex());
        if (draw.chance(0.85)) {
            var yes = draw.chance(0.85);
            for (var purpose : List.of("PERSONALIZATION", "RETARGETING", "ANALYTICS")) {
                var status = yes && draw.chance(0.95) ? "GRANTED" : "DENIED";
                files.consent(device.namespace(), device.id(), purpose, status, since);
            }
        }
        for (var more = draw.logNormal(2.2, 1, MOST_INTERESTS); more > 0; more--) {
            var interest = "interest-" + draw.zipf(segments());
            var at = draw.after(since).toString();
            for (var times = repeats(draw); times > 0; times--) {
                files.interest(device, interest, spoilt(draw, at));
            }
        }
        if (draw.chance(0.3)) {
            var at = draw.after(since);
            files.visit(device, "viewed-" + draw.zipf(50), at, at.plus(VISIT));
        }
        if (browser && draw.chance(0.2)) {
            files.audience("ad-" + draw.hex(), device.id(), "audience-" + draw.zipf(40), draw.after(since));
        }
        return device;
    }

    private Device publicDevice(Draw draw) {
        return new Device(true, "public-" + draw.zipf(Math.max(1, customers / CUSTOMERS_OF_A_PUBLIC_DEVICE)));
    }

    /** There are the more segments, the more customers there are, and fewer than in proportion. */
    private int segments() {
        return 20 + (int) (4 * Math.sqrt(customers));
    }

    private void decide(Draw draw, String namespace, String value, String purpose, double asked, Instant since)
            throws IOException {
        if (draw.chance(asked)) {
            var yes = draw.chance(0.88);
            files.consent(namespace, value, purpose, yes ? "GRANTED" : "DENIED", since);
            if (yes && draw.chance(0.06)) {
                files.consent(namespace, value, purpose, "WITHDRAWN", draw.after(since));
            }
        }
    }

    private static int repeats(Draw draw) {
        return draw.chance(REPEATED) ? 2 : 1;
    }

    /** An address loses its at, an instant its hour. */
    private static String spoilt(Draw draw, String cell) {
        return draw.chance(SPOILT) ? cell.replace("@", " at ").replaceFirst("T\\d\\d", "T") : cell;
    }

    private static String hash(Draw draw) {
        var hex = new StringBuilder();
        for (var i = 0; i < 4; i++) {
            hex.append(HexFormat.of().toHexDigits(draw.number()));
        }
        return hex.toString();
    }
}
