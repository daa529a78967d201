package dev.identitygraph.bulk;

import dev.identitygraph.identity.Method;
import dev.identitygraph.store.NewObservation;
import java.nio.ByteBuffer;

/** Observations on disk. */
record ObservationForm(SpoolFields fields) implements SpoolForm<FromRow<NewObservation>> {
    private static final Method[] METHODS = Method.values();

    @Override
    public void write(FromRow<NewObservation> record, ByteBuffer out) {
        var observation = record.said();
        out.putInt(record.file()).putLong(record.row());
        SpoolFields.id(out, observation.id());
        fields.source(out, observation.source());
        SpoolFields.instant(out, observation.observedAt());
        SpoolFields.constant(out, observation.method());
        out.putDouble(observation.confidence());
        SpoolFields.until(out, observation.until());
        SpoolFields.ids(out, observation.identities());
    }

    @Override
    public FromRow<NewObservation> read(ByteBuffer in) {
        return new FromRow<>(
                in.getInt(),
                in.getLong(),
                new NewObservation(
                        SpoolFields.id(in),
                        fields.source(in).name(),
                        SpoolFields.instant(in),
                        fields.recordedAt(),
                        SpoolFields.constant(in, METHODS),
                        in.getDouble(),
                        SpoolFields.until(in),
                        SpoolFields.ids(in)));
    }
}
