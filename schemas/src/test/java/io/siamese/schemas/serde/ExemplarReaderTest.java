package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Crop;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Point;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming.Absent;
import io.siamese.schemas.serde.Incoming.Readable;
import io.siamese.schemas.serde.Incoming.Unreadable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ExemplarReaderTest {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");

    private final ExemplarReader reader = new ExemplarReader(SchemaSource.none());
    private final EventWriter writer = new SingleObjectWriter();
    private final Headers headers = new RecordHeaders();

    @Test
    void readsWhatTheWriterWrote() {
        // Given
        Exemplar exemplar = exemplar()
                .setGallery("default")
                .setSubject("alice")
                .setExemplar("1")
                .setKind(ExemplarKind.NEGATIVE)
                .setValidUntil(Instant.ofEpochMilli(1))
                .build();
        byte[] value = writer.write("exemplars", exemplar);

        // When
        Incoming<Exemplar> read = reader.read(value, headers);

        // Then
        assertThat(read).isEqualTo(new Readable<>(exemplar, value));
    }

    @Test
    void leavesTheNamesOfABareImageToItsKey() {
        assertThat(reader.read(PNG, headers))
                .isEqualTo(new Readable<>(exemplar().build(), PNG));
        assertThat(exemplar().build().getSubject()).isEmpty();
        assertThat(exemplar().build().getKind()).isEqualTo(ExemplarKind.POSITIVE);
    }

    @Test
    void takesANullAsARevocation() {
        assertThat(reader.read(null, headers)).isEqualTo(new Absent<>());
    }

    @Test
    void refusesWhatTheContractDoesNotAllow() {
        assertThat(reason(new byte[0])).isEqualTo(Reasons.EMPTY_IMAGE);
        assertThat(reason(new byte[] {1, 2, 3})).isEqualTo(Reasons.UNDECODABLE);
        assertThat(reason(exemplar().setKind(ExemplarKind.UNKNOWN))).isEqualTo(Reasons.UNKNOWN_KIND);
        assertThat(reason(exemplar().setAttributes(Map.of("k", "x".repeat(20 * 1024)))))
                .isEqualTo(Reasons.ATTRIBUTES_TOO_LARGE);
        assertThat(reason(exemplar().setCrop(new Crop(0, 0, 10, 0)))).isEqualTo(Reasons.MALFORMED_CROP);
        assertThat(reason(exemplar().setPoints(List.of(new Point(Float.NaN, 0f)))))
                .isEqualTo(Reasons.MALFORMED_POINTS);
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        // Given
        Random random = new Random(5);
        byte[] valid = writer.write("exemplars", exemplar().setSubject("alice").build());

        for (int i = 0; i < 20_000; i++) {
            byte[] value = valid.clone();
            value[10 + random.nextInt(value.length - 10)] = (byte) random.nextInt();
            // When
            Incoming<Exemplar> read = reader.read(value, headers);

            // Then
            assertThat(read).isNotInstanceOf(Absent.class);
        }
    }

    private String reason(Exemplar.Builder exemplar) {
        return reason(writer.write("exemplars", exemplar.build()));
    }

    private String reason(byte[] value) {
        Incoming<Exemplar> read = reader.read(value, headers);
        assertThat(read).isInstanceOf(Unreadable.class);
        return ((Unreadable<Exemplar>) read).reason();
    }

    private static Exemplar.Builder exemplar() {
        return Exemplar.newBuilder().setImage(ByteBuffer.wrap(PNG));
    }
}
