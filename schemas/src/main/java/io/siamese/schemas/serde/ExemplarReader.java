package io.siamese.schemas.serde;

import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.Reasons;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of topic {@code exemplars}: an {@code Exemplar} in single-object encoding or a registry's format, or a bare
 * image file. A bare image leaves {@code gallery}, {@code subject} and {@code exemplar} empty: the record's key says them.
 *
 * <p>A readable exemplar keeps the contract's rules on kind, attributes, crops and points. Whether its fields agree with the
 * key is not checked, and its image is not looked at. Never throws; thread-safe.
 */
public final class ExemplarReader {

    private final AvroValues<Exemplar> values;

    /** Reads without a registry: a value in its format is {@code NO_REGISTRY}. */
    public ExemplarReader(SchemaSource schemas) {
        this(schemas, null);
    }

    /**
     * @param schemas asked for fingerprints that are not of this release
     * @param registry asked for registry ids; null where none is configured
     */
    public ExemplarReader(SchemaSource schemas, @Nullable RegistrySchemas registry) {
        this.values = new AvroValues<>(Exemplar.class, schemas, registry);
    }

    /**
     * Reads the value of a record; null, a revocation, is {@link Incoming.Absent}. Of an Avro value no
     * header counts but the id of its schema; of a bare image {@code crop} and {@code points} do. The image of a bare image shares the value's bytes.
     */
    public Incoming<Exemplar> read(byte @Nullable [] value, Headers headers) {
        if (value == null) {
            return new Incoming.Absent<>();
        }
        try {
            return new Incoming.Readable<>(exemplar(value, headers), value);
        } catch (UnreadableException e) {
            return e.toUnreadable(value);
        }
    }

    private Exemplar exemplar(byte[] value, Headers headers) throws UnreadableException {
        ValueFormat format = ValueFormat.of(value);
        return switch (format) {
            case SINGLE_OBJECT, REGISTRY, UNKNOWN -> checked(values.decode(format, value, headers));
            default -> checked(ImageHeaders.toExemplar(value, headers));
        };
    }

    private static Exemplar checked(Exemplar exemplar) throws UnreadableException {
        // A kind of a later release must not be compared as if it were one of ours.
        if (exemplar.getKind() == ExemplarKind.UNKNOWN) {
            throw new UnreadableException(Reasons.UNKNOWN_KIND, "kind: neither POSITIVE nor NEGATIVE");
        }
        InputRules.checkAttributes(exemplar.getAttributes());
        InputRules.checkCrop(exemplar.getCrop());
        InputRules.checkPoints(exemplar.getPoints());
        return exemplar;
    }
}
