import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the raw seed data: eight files as their owners would export them, the same bytes at every run.
 *
 * <p>At the top of each stand the rows of {@code stories.txt}; below them a crowd of invented people, which never
 * touches a story; and, scattered over the crowd, the faults that real exports have. What was asked later stands at the
 * bottom, the stories first again, so that every row keeps its line.
 */
final class SeedDataGenerator {

    private static final List<String> FIRST_NAMES = words("""
        Aino Åsa Bruno Chloé Dario Elif Fabian Gitte Héctor Inês Jürgen Katarzyna Łukasz Maëlle Niamh Øyvind Petra
        Quirin Robert_"Bo" Søren Tamás Ute Václav Wanda Xaver Yasmin Zoë
        """);
    private static final List<String> LAST_NAMES = words("""
        Abendhain Birkenrode Çınarlı Dąbrowiec Eschengrund Fjordvik Grønholt Haselbrück Ilmental Järvekallio
        Kastelić Lindenquell Moosgrün Nordstrand O'Hollow Pâquereau Quellmoor Rosenlund Søvang Thornbeck Ulmenried
        Vallverde Wiesenfürst Żurawek van_der_Haide Oakhollow,_Jr.
        """);
    private static final List<String> DOMAINS = words("example.com example.org example.net");
    private static final List<String> TIERS = List.of("", "", "loyalty-silver", "loyalty-gold", "loyalty-platinum");
    private static final List<String> INTERESTS = words("""
        winter-boots trail-running baby-clothes garden-furniture espresso-machines rain-jackets camping-tents
        road-bikes yoga-mats board-games cookware bed-linen desk-lamps headphones coffee-beans picture-books
        dog-food wall-paints power-tools sun-hats
        """);
    private static final List<String> TOPICS = words("newsletter-outdoor newsletter-home newsletter-sale");
    private static final List<String> AUDIENCES = words("""
        auto-intenders new-parents luxury-travel home-movers frequent-flyers pet-owners gamers bargain-hunters
        """);

    private static final String PERSONALIZATION = "PERSONALIZATION";
    private static final String RETARGETING = "RETARGETING";

    private final Table customers =
            new Table("crm-customers", "crm_id,first_name,last_name,email,duplicate_of,loyalty_tier,updated_at");
    private final Table logins = new Table("webshop-logins", "cookie,app_install,crm_id,logged_in_at");
    private final Table interests = new Table("webshop-interests", "cookie,app_install,interest,seen_at");
    private final Table subscriptions = new Table("newsletter-subscriptions", "email,topic,subscribed_at");
    private final Table clicks = new Table("newsletter-clicks", "email,cookie,clicked_at");
    private final Table consents =
            new Table("consents", "namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof");
    private final Table contracts = new Table(
            "contracts", "namespace,value,purpose,status,lawful_basis,signed_at,starts_at,ends_at,notice,proof");
    private final Table audiences = new Table("adnetwork-audience", "ad_id,cookie,audience,observed_at");
    private final Table matches = new Table("onboarding-matches", "email,partner_digest,matched_at");
    private final List<Table> tables =
            List.of(customers, logins, interests, subscriptions, clicks, consents, audiences, matches, contracts);

    private final Dice dice = new Dice(20_250_103);
    private final Set<String> addresses = new HashSet<>();
    private final LaterPurposes later = new LaterPurposes(consents, matches);

    static void main(String[] args) throws IOException {
        Path folder = Path.of("seed-data");
        var generator = new SeedDataGenerator();
        List<String> stories = Files.readAllLines(folder.resolve("stories.txt"));
        generator.tellStories(stories, false);
        generator.inventCustomers();
        generator.inventUnknowns();
        generator.spoil();
        generator.tellStories(stories, true);
        generator.later.ask();
        generator.writeTo(args.length == 0 ? folder : Path.of(args[0]));
    }

    /** The rows that came first, or those behind a plus, which came later. */
    private void tellStories(List<String> stories, boolean later) {
        for (String line : stories) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] told = line.split(": ", 2);
                Table table = tableNamed(told[0].replace("+", ""));
                if (told[0].endsWith("+") == later) {
                    Object[] cells = told[1].split(",", -1); // no story needs a quoted cell
                    table.add(cells);
                }
            }
        }
    }

    private Table tableNamed(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void inventCustomers() {
        String firstName = "";
        String lastName = "";
        List<String> devices = List.of();
        for (int crmId = 1017; crmId <= 1500; crmId++) {
            boolean secondRecord = crmId % 60 == 0; // a clerk found the customer before to be the same person
            firstName = secondRecord ? firstName : dice.anyOf(FIRST_NAMES);
            lastName = secondRecord ? lastName : dice.anyOf(LAST_NAMES);
            if (crmId % 40 == 1) { // a household: this customer logs in on a device of the one before, too
                login(devices.getFirst(), crmId, dice.after(Dice.day("2026-10-01")));
            }
            devices = inventCustomer(crmId, firstName, lastName, secondRecord ? crmId - 1 + "" : "");
        }
    }

    /** A customer with the consents, the devices and, often, the newsletters of one; returns the devices. */
    private List<String> inventCustomer(int crmId, String firstName, String lastName, String duplicateOf) {
        Instant since = dice.between(Dice.FIRST_DAY, Dice.day("2026-08-31"));
        String email = dice.chance(95) ? newAddress(firstName, lastName) : "";
        customers.add(crmId, firstName, lastName, email, duplicateOf, dice.anyOf(TIERS), dice.after(since));
        later.customer(crmId, email, since);
        decide("crm", crmId, PERSONALIZATION, 88, since);
        decide("crm", crmId, RETARGETING, 60, since);
        List<String> devices = Stream.generate(() -> inventOwnDevice(crmId, dice.after(since)))
                .limit(1 + dice.below(3))
                .toList();
        if (!email.isEmpty() && dice.chance(45)) {
            inventReader(email, devices.getFirst(), since);
        }
        if (!email.isEmpty() && dice.chance(31)) {
            matches.add(email, Digest.ofPartner(email), dice.after(since));
            later.onboarded(email, since);
        }
        return devices;
    }

    private String inventOwnDevice(int crmId, Instant since) {
        String device = inventDevice(since);
        for (int times = 1 + dice.below(3); times > 0; times--) {
            login(device, crmId, dice.after(since));
        }
        return device;
    }

    /** Devices that never log in, behind some an address that is no customer's; and devices only a partner knows. */
    private void inventUnknowns() {
        for (int i = 0; i < 150; i++) {
            Instant since = dice.between(Dice.FIRST_DAY, Dice.LAST_DAY);
            String device = inventDevice(since);
            if (i % 3 == 0) {
                inventReader(newAddress(dice.anyOf(FIRST_NAMES), dice.anyOf(LAST_NAMES)), device, since);
            }
            inventAudiences("", since);
        }
    }

    private String inventDevice(Instant since) {
        boolean browser = dice.chance(65);
        String device = (browser ? "ck-" : "app-") + dice.hex();
        answerBanner(browser ? "cookie" : "app", device, since);
        for (int sightings = 1 + dice.below(4); sightings > 0; sightings--) {
            interests.add(ifCookie(device), ifApp(device), dice.anyOf(INTERESTS), dice.after(since));
        }
        if (browser && dice.chance(18)) {
            inventAudiences(device, since);
        }
        return device;
    }

    private void inventAudiences(String cookie, Instant since) {
        String adId = "ad-" + dice.hex();
        for (int sightings = 1 + dice.below(2); sightings > 0; sightings--) {
            audiences.add(adId, cookie, dice.anyOf(AUDIENCES), dice.after(since));
        }
    }

    private void inventReader(String email, String device, Instant since) {
        decide("email", email, PERSONALIZATION, 75, since);
        decide("email", email, RETARGETING, 40, since);
        for (String topic : TOPICS.subList(dice.below(TOPICS.size()), TOPICS.size())) {
            subscriptions.add(email, topic, dice.after(since));
        }
        for (int times = 1 + dice.below(2); times > 0 && device.startsWith("ck-"); times--) {
            clicks.add(email, device, dice.after(since));
        }
        later.reader(email, device.startsWith("ck-"), since);
    }

    private void login(String device, int crmId, Instant loggedIn) {
        logins.add(ifCookie(device), ifApp(device), crmId, loggedIn);
    }

    /** What a form asked about one purpose: some were never asked, some say no, some change their mind. */
    private void decide(String namespace, Object value, String purpose, int percentAsked, Instant since) {
        boolean asked = dice.chance(percentAsked);
        boolean agreed = asked && dice.chance(88);
        if (asked) {
            consent(namespace, value, purpose, agreed ? "GRANTED" : "DENIED", since);
        }
        if (agreed && dice.chance(8)) {
            consent(namespace, value, purpose, "WITHDRAWN", dice.after(since));
        }
    }

    /** One cookie banner for both purposes: most accept, some choose, some refuse, and some never answer. */
    private void answerBanner(String namespace, String device, Instant since) {
        int answer = dice.below(100);
        if (answer < 88) {
            consent(namespace, device, PERSONALIZATION, answer < 78 ? "GRANTED" : "DENIED", since);
            consent(namespace, device, RETARGETING, answer < 72 ? "GRANTED" : "DENIED", since);
            later.banner(namespace, device, answer < 78, since);
        }
    }

    private void consent(String namespace, Object value, String purpose, String status, Instant given) {
        boolean legitimateInterests = status.equals("GRANTED") && Statement.onForm(namespace) && dice.chance(2);
        String basis = legitimateInterests ? "LEGITIMATE_INTERESTS" : "CONSENT";
        new Statement(namespace, value, purpose, status, basis, given).writeTo(consents);
    }

    /** What real exports get wrong, by line, as {@code README.md} lists it; a story tells of one more. */
    private void spoil() {
        customers.spoil(229, "email", address -> address.toUpperCase(Locale.ROOT));
        logins.repeat(700);
        interests.spoil(1000, "seen_at", instant -> instant.replaceFirst("-..-..T", "-02-30T"));
        subscriptions.spoil(121, "email", address -> "  " + address + " ");
        subscriptions.spoil(293, "email", address -> address.replaceFirst("@.*", "@"));
        clicks.spoil(72, "email", address -> address.toUpperCase(Locale.ROOT));
        clicks.spoil(163, "email", address -> address.replace("@", "@@"));
        consents.spoil(1506, "status", status -> "PENDING");
        audiences.spoil(63, "observed_at", instant -> instant.replaceFirst("T..", "T25"));
        matches.spoil(90, "email", address -> address.replace("@", " "));
    }

    private void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Table table : tables) {
            table.writeTo(folder);
        }
    }

    private String newAddress(String firstName, String lastName) {
        return newAddress(ascii(firstName) + "." + ascii(lastName));
    }

    private String newAddress(String local) {
        String address = local + "@" + dice.anyOf(DOMAINS);
        return addresses.add(address) ? address : newAddress(local + dice.below(100));
    }

    private static String ascii(String name) {
        String lower = name.toLowerCase(Locale.ROOT)
                .replace('ł', 'l')
                .replace('ø', 'o')
                .replace('ı', 'i');
        return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^a-z]", "");
    }

    private static String ifCookie(String device) {
        return device.startsWith("ck-") ? device : "";
    }

    private static String ifApp(String device) {
        return device.startsWith("app-") ? device : "";
    }

    /** The words of a text; an underscore stands for a space within a word. */
    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+"))
                .map(word -> word.replace('_', ' '))
                .toList();
    }
}
