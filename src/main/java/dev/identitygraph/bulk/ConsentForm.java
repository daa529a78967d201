package dev.identitygraph.bulk;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import java.nio.ByteBuffer;

/** Consent records on disk. First comes the subject, which tells to which group a record belongs. */
record ConsentForm(SpoolFields fields) implements SpoolForm<FromRow<ConsentRecord>> {
    private static final ConsentStatus[] STATUSES = ConsentStatus.values();
    private static final LawfulBasis[] BASES = LawfulBasis.values();

    @Override
    public void write(FromRow<ConsentRecord> known, ByteBuffer out) {
        var record = known.said();
        SpoolFields.id(out, record.subject());
        SpoolFields.id(out, record.id());
        out.putInt(known.file()).putLong(known.row());
        SpoolFields.purpose(out, record.purpose());
        SpoolFields.constant(out, record.status());
        SpoolFields.constant(out, record.lawfulBasis());
        SpoolFields.instant(out, record.givenAt());
        SpoolFields.instant(out, record.validFrom());
        SpoolFields.instant(out, record.validUntil());
        write(record.evidence(), out);
        fields.source(out, record.source());
    }

    private static void write(ConsentEvidence evidence, ByteBuffer out) {
        SpoolFields.text(out, evidence.controller());
        SpoolFields.text(out, evidence.notice());
        SpoolFields.text(out, evidence.noticeVersion());
        SpoolFields.text(out, evidence.jurisdiction());
        SpoolFields.texts(out, evidence.recipients());
        SpoolFields.text(out, evidence.howGiven());
        SpoolFields.text(out, evidence.proof());
        SpoolFields.truth(out, evidence.objection());
    }

    @Override
    public FromRow<ConsentRecord> read(ByteBuffer in) {
        var subject = SpoolFields.id(in);
        var id = SpoolFields.id(in);
        return new FromRow<>(
                in.getInt(),
                in.getLong(),
                new ConsentRecord(
                        id,
                        subject,
                        fields.purpose(in),
                        SpoolFields.constant(in, STATUSES),
                        SpoolFields.constant(in, BASES),
                        SpoolFields.instant(in),
                        SpoolFields.instant(in),
                        SpoolFields.instant(in),
                        evidence(in),
                        fields.source(in).name(),
                        fields.recordedAt()));
    }

    private static ConsentEvidence evidence(ByteBuffer in) {
        return new ConsentEvidence(
                SpoolFields.text(in),
                SpoolFields.text(in),
                SpoolFields.text(in),
                SpoolFields.text(in),
                SpoolFields.texts(in),
                SpoolFields.text(in),
                SpoolFields.text(in),
                SpoolFields.truth(in));
    }
}
