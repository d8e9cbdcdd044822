package io.siamese.schemas.serde;

import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of topic {@code images}: a {@code Probe} in single-object encoding or a registry's format, or a bare
 * image file whose headers say what the probe would, as {@link ImageHeaders} reads them.
 *
 * <p>A readable probe keeps the contract's rules on names, attributes, crops and points. Its image is not looked at: it may
 * be empty or damaged, and its digest wrong. Never throws; thread-safe.
 */
public final class ProbeReader {

    private final AvroValues<Probe> values;

    /** Reads without a registry: a value in its format is {@code NO_REGISTRY}. */
    public ProbeReader(SchemaSource schemas) {
        this(schemas, null);
    }

    /**
     * @param schemas asked for fingerprints that are not of this release
     * @param registry asked for registry ids; null where none is configured
     */
    public ProbeReader(SchemaSource schemas, @Nullable RegistrySchemas registry) {
        this.values = new AvroValues<>(Probe.class, schemas, registry);
    }

    /** Reads the value of a record; null is {@link Incoming.Absent}. The image of a bare image shares the value's bytes. */
    public Incoming<Probe> read(byte @Nullable [] value, Headers headers) {
        if (value == null) {
            return new Incoming.Absent<>();
        }
        try {
            return new Incoming.Readable<>(readProbe(value, headers), value);
        } catch (UnreadableException e) {
            return e.toUnreadable(value);
        }
    }

    private Probe readProbe(byte[] value, Headers headers) throws UnreadableException {
        ValueFormat format = ValueFormat.of(value);
        return switch (format) {
            case SINGLE_OBJECT, REGISTRY, UNKNOWN -> checked(values.decode(format, value, headers));
            default -> checked(ImageHeaders.toProbe(value, headers));
        };
    }

    private static Probe checked(Probe probe) throws UnreadableException {
        InputRules.checkName(probe.getGallery(), Reasons.MALFORMED_GALLERY, "gallery");
        String claimed = probe.getClaimedSubject();
        if (claimed != null) {
            InputRules.checkName(claimed, Reasons.MALFORMED_SUBJECT, "claimedSubject");
        }
        InputRules.checkAttributes(probe.getAttributes());
        InputRules.checkCrop(probe.getCrop());
        InputRules.checkPoints(probe.getPoints());
        return probe;
    }
}
