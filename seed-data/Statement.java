import java.time.Instant;
import java.time.ZoneOffset;

/** What a customer, a device or an address said about one purpose. */
record Statement(String namespace, Object value, String purpose, String status, String lawfulBasis, Instant given) {

    /** A yes is asked for anew after six years, a no has no end. What was said together has one proof. */
    void writeTo(Table consents) {
        Object until = status.equals("GRANTED")
                ? given.atOffset(ZoneOffset.UTC).plusYears(6).toInstant()
                : "";
        int notice = given.isBefore(Dice.day("2025-07-01")) ? 1 : given.isBefore(Dice.day("2026-01-01")) ? 2 : 3;
        String proof = (onForm(namespace) ? "crm-form-" : "cmp-") + Digest.receipt(namespace + value + given);
        consents.add(namespace, value, purpose, status, lawfulBasis, given, until, "privacy-notice-" + notice, proof);
    }

    /** Customers and addresses fill in forms; devices answer banners. */
    static boolean onForm(String namespace) {
        return namespace.equals("crm") || namespace.equals("email");
    }
}
