package dev.identitygraph.development;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ids and secrets of the demo clients, the demo person's password and the key that signs tokens: made up at the
 * first run and kept in a folder, a file each, so that tokens outlive a restart. The file of a client is a
 * configuration of curl ({@code curl -K}), so that no secret has to be typed.
 */
final class DemoCredentials {
    /**
     * A demo client.
     *
     * @param name its name in {@code clients.yaml}
     * @param secret empty for a public client, which has none
     */
    record DemoClient(String name, String id, String secret) {
        boolean isPublic() {
            return secret.isEmpty();
        }
    }

    /**
     * A demo person, who signs in with a form.
     *
     * @param recordNumber who that is in the seed data
     */
    record DemoPerson(String name, String password, String recordNumber) {}

    static final List<String> CONFIDENTIAL = List.of(
            "shop", "dmp", "cdp", "onboarding-partner", "analyst", "privacy-office", "consent-platform", "storefront");

    /** A public client's id is known to everybody who has it, so it need not be made up. */
    static final List<String> PUBLIC = List.of("shop-app", "self-service");

    private static final Pattern LOGIN = Pattern.compile("user = \"([^:\"]+):([^\"]*)\"");
    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 24;
    private static final int PASSWORD_BYTES = 6;

    private final PrivateFolder folder;
    private final SecureRandom random = new SecureRandom();
    private final boolean firstRun;

    DemoCredentials(Path folder) throws IOException {
        this.folder = PrivateFolder.at(folder);
        firstRun = !this.folder.has("signing-key");
    }

    Path folder() {
        return folder.path();
    }

    /** Whether all of it is made up in this run. */
    boolean firstRun() {
        return firstRun;
    }

    List<DemoClient> clients() {
        return Stream.concat(
                        CONFIDENTIAL.stream().map(this::confidential),
                        PUBLIC.stream().map(name -> new DemoClient(name, name, "")))
                .toList();
    }

    /** The confidential client of a name. */
    Optional<DemoClient> client(String name) {
        return CONFIDENTIAL.contains(name) ? Optional.of(confidential(name)) : Optional.empty();
    }

    private DemoClient confidential(String name) {
        var login = login(name, name + "-" + random(ID_BYTES), random(SECRET_BYTES));
        return new DemoClient(name, login.getFirst(), login.getLast());
    }

    DemoPerson person() {
        var login = login("person", "anna", random(PASSWORD_BYTES));
        return new DemoPerson(login.getFirst(), login.getLast(), "1001");
    }

    private List<String> login(String file, String name, String secret) {
        var kept = folder.read(file, () -> "user = \"" + name + ":" + secret + "\"\n");
        var login = LOGIN.matcher(kept);
        if (!login.find()) {
            throw new DevelopmentServerException(
                    "%s does not say who it is for.".formatted(folder.path().resolve(file)),
                    "Delete the file to have a new one made.");
        }
        return List.of(login.group(1), login.group(2));
    }

    RSAKey signingKey() {
        try {
            return RSAKey.parse(folder.read("signing-key", DemoCredentials::newKey));
        } catch (ParseException e) {
            throw new DevelopmentServerException(
                    "%s holds no key.".formatted(folder.path().resolve("signing-key")),
                    "Delete the file to have a new one made; tokens of the old one then count no more.");
        }
    }

    private static String newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String random(int bytes) {
        var made = new byte[bytes];
        random.nextBytes(made);
        return HexFormat.of().formatHex(made);
    }
}
