package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may publish schemas may publish one whose values cost next to nothing to send and much to read. */
@Timeout(20)
class HostileSchemaTest {

    @ParameterizedTest(name = "items of {0}")
    @ValueSource(
            strings = {
                "\"null\"",
                "{\"type\":\"record\",\"name\":\"Candidate\",\"fields\":[]}",
                "{\"type\":\"fixed\",\"name\":\"Nothing\",\"size\":0}"
            })
    void refusesBillionsOfItemsOfNoBytes(String item) throws IOException {
        for (String field : new String[] {"candidates", "unknownToTheReader"}) {
            // Given
            Schema writer = writer(field, "{\"type\":\"array\",\"items\":" + item + "}");

            // When
            Incoming<MatchDecision> read = read(writer, value(writer, Integer.MAX_VALUE - 8L, 0));

            // Then
            assertThat(reason(read)).isEqualTo(Reasons.UNDECODABLE);
        }
    }

    @Test
    void refusesAValueThatNestsWithoutEnd() throws IOException {
        // Given: a list whose every node says that another one follows
        Schema writer = writer(
                "unknownToTheReader",
                "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");
        long[] another = new long[500_000];
        Arrays.fill(another, 1);

        // When
        Incoming<MatchDecision> read = read(writer, value(writer, another));

        // Then
        assertThat(reason(read)).isEqualTo(Reasons.UNDECODABLE);
    }

    private static String reason(Incoming<MatchDecision> read) {
        assertThat(read).isInstanceOf(Unreadable.class);
        return ((Unreadable<MatchDecision>) read).reason();
    }

    private static Schema writer(String field, String type) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"MatchDecision\",\"namespace\":\"io.siamese.events\",\"fields\":"
                        + "[{\"name\":\"" + field + "\",\"type\":" + type + "}]}");
    }

    private static byte[] value(Schema writer, long... numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xC3);
        bytes.write(0x01);
        bytes.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaNormalization.parsingFingerprint64(writer))
                .array());
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        for (long number : numbers) {
            out.writeLong(number);
        }
        return bytes.toByteArray();
    }

    private static Incoming<MatchDecision> read(Schema writer, byte[] value) {
        return new EventReader<>(MatchDecision.class, fingerprint -> Optional.of(writer)).read(value);
    }
}
