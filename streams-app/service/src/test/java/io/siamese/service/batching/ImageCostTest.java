package io.siamese.service.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.Exemplar;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.flow.VectorEncoder;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoder of this test takes the length of an image for its cost. */
class ImageCostTest {
    private static final byte[] IMAGE = {(byte) 0x89, 'P', 'N', 'G', 5, 6, 7};

    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final ProbeReader reader = new ProbeReader(SchemaSource.none());
    private final List<byte[]> readWhole = new ArrayList<>();
    private final ImageCost cost = cost((record, image) -> image);

    private ImageCost cost(BiFunction<ConsumerRecord<byte[], byte[]>, byte[], byte[]> opening) {
        return new ImageCost(
                new VectorEncoder(Similarity.cosine()).preprocessor(), Probe.getClassSchema(), this::image, opening);
    }

    private Optional<ByteBuffer> image(ConsumerRecord<byte[], byte[]> record) {
        readWhole.add(record.value());
        return reader.read(record.value(), record.headers()) instanceof Incoming.Readable<Probe> probe
                ? Optional.of(probe.value().getImage())
                : Optional.empty();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("images", 0, 0, null, value);
    }

    private byte[] probe() {
        return writer.write(
                "images",
                Probe.newBuilder()
                        .setImageId("probe-1")
                        .setGallery("office")
                        .setClaimedSubject("alice")
                        .setImage(ByteBuffer.wrap(IMAGE))
                        .setAttributes(Map.of("a", "b"))
                        .build());
    }

    @Test
    void findsTheImageOfOurSchemaWithoutReadingTheRecord() {
        assertThat(cost.estimate(record(probe()))).isEqualTo(IMAGE.length);
        assertThat(readWhole).isEmpty();
    }

    @ParameterizedTest(name = "release {0}")
    @ValueSource(ints = {1, 2})
    void findsTheImageOfAReleaseBeforeLikewise(int release) throws Exception {
        // Given
        Schema schema;
        try (InputStream file =
                ImageCostTest.class.getResourceAsStream("/io/siamese/schemas/released/" + release + "/Probe.avsc")) {
            schema = new Schema.Parser().parse(file);
        }
        GenericRecord probe = new GenericRecordBuilder(schema)
                .set("claimedSubject", "alice")
                .set("image", ByteBuffer.wrap(IMAGE))
                .build();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(probe, value);

        // When
        long estimate = cost.estimate(record(value.toByteArray()));

        // Then
        assertThat(estimate).isEqualTo(IMAGE.length);
        assertThat(readWhole).isEmpty();
    }

    @Test
    void weighsABareImageItself() {
        assertThat(cost.estimate(record(IMAGE))).isEqualTo(IMAGE.length);
        assertThat(cost.estimate(record(null))).isZero();
    }

    @Test
    void weighsAnEncryptedImageByWhatIsInside() {
        // Given
        byte[] inside = new byte[100_000];

        // When
        long estimate = cost((record, image) -> image.length == IMAGE.length ? inside : image)
                .estimate(record(probe()));

        // Then
        assertThat(estimate).isEqualTo(inside.length);
    }

    @Test
    void readsValuesOfOtherSchemasWhole() {
        byte[] exemplar = writer.write("exemplars", Exemplar.newBuilder().build());

        assertThat(cost.estimate(record(exemplar))).isZero();
        assertThat(readWhole).containsExactly(exemplar);
    }

    @Test
    void aValueThatIsCutAnywhereCostsNothingAndDoesNotThrow() {
        byte[] whole = probe();
        int end = whole.length - 5 - IMAGE.length;
        for (int length = 0; length < end; length++) {
            assertThat(cost.estimate(record(Arrays.copyOf(whole, length)))).isZero();
        }
    }
}
