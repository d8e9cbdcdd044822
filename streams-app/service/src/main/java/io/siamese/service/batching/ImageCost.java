package io.siamese.service.batching;

import io.siamese.encoder.image.Preprocessor;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.ValueFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Estimates a record's cost from the headers of its image. In a value of this release's schema, or of one before it, the image is
 * found by skipping the fields before it, because reading the whole record here would cost each stream thread as much as the workers
 * save.
 */
public final class ImageCost implements RecordCost {
    private static final int HEADER = 2 + Long.BYTES;

    private final Preprocessor preprocessor;
    private final Set<Long> fingerprints;
    private final List<Schema> fieldsBefore;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<ByteBuffer>> otherwise;
    private final BiFunction<ConsumerRecord<byte[], byte[]>, byte[], byte[]> opening;

    /**
     * @param schema of records that have a field {@code image}
     * @param otherwise finds the image in values of other schemas and formats; empty if the value cannot be read
     * @param opening decrypts the image of a record, if it is encrypted
     */
    public ImageCost(
            Preprocessor preprocessor,
            Schema schema,
            Function<ConsumerRecord<byte[], byte[]>, Optional<ByteBuffer>> otherwise,
            BiFunction<ConsumerRecord<byte[], byte[]>, byte[], byte[]> opening) {
        this.preprocessor = preprocessor;
        this.fieldsBefore = fieldsBefore(schema);
        this.fingerprints = EventSchemas.versionsOf(schema.getFullName()).stream()
                .filter(version -> parsingForms(fieldsBefore(version)).equals(parsingForms(fieldsBefore)))
                .map(SchemaNormalization::parsingFingerprint64)
                .collect(Collectors.toUnmodifiableSet());
        this.otherwise = otherwise;
        this.opening = opening;
    }

    private static List<Schema> fieldsBefore(Schema schema) {
        return schema.getFields().subList(0, schema.getField("image").pos()).stream()
                .map(Schema.Field::schema)
                .toList();
    }

    /** What is written of values, without what Java makes of them. */
    private static List<String> parsingForms(List<Schema> schemas) {
        return schemas.stream().map(SchemaNormalization::toParsingForm).toList();
    }

    /** Whether there is no image in a record that has a value, so that it may lie elsewhere. */
    boolean mayLieElsewhere(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null || ValueFormat.of(value).isImage()) {
            return false;
        }
        return !isOfOurSchema(value) || isEmptyImage(value);
    }

    private boolean isEmptyImage(byte[] value) {
        try {
            return imageLength(DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null)) == 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private long imageLength(BinaryDecoder in) throws IOException {
        for (Schema before : fieldsBefore) {
            GenericDatumReader.skip(before, in);
        }
        return in.readLong();
    }

    /** What an image costs that was fetched from elsewhere. */
    long estimate(ConsumerRecord<byte[], byte[]> record, byte[] image) {
        return preprocessor.estimateWork(opening.apply(record, image));
    }

    @Override
    public long estimate(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                ? 0
                : findImage(record).map(image -> estimate(record, image)).orElse(0L);
    }

    private Optional<byte[]> findImage(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (ValueFormat.of(value).isImage()) {
            return Optional.of(value);
        }
        return isOfOurSchema(value)
                ? readImageField(value)
                : otherwise.apply(record).map(ImageCost::copyBytes);
    }

    private boolean isOfOurSchema(byte[] value) {
        return ValueFormat.of(value) == ValueFormat.SINGLE_OBJECT
                && value.length >= HEADER
                && fingerprints.contains(ByteBuffer.wrap(value, 2, Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong());
    }

    private Optional<byte[]> readImageField(byte[] value) {
        try {
            BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
            long length = imageLength(in);
            int at = value.length - in.inputStream().available();
            return length < 0 || length > value.length - at
                    ? Optional.empty()
                    : Optional.of(Arrays.copyOfRange(value, at, at + (int) length));
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with the value, the worker that reads it says so.
            return Optional.empty();
        }
    }

    private static byte[] copyBytes(ByteBuffer image) {
        byte[] bytes = new byte[image.remaining()];
        image.duplicate().get(bytes);
        return bytes;
    }
}
