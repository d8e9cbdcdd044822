package io.siamese.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Exemplar;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming.Readable;
import io.siamese.schemas.serde.Incoming.Unreadable;
import io.siamese.schemas.serde.SchemaSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** A release to come writes one more field and one more symbol; the release in hand reads it, without a registry. */
class LaterReleaseTest {

    private static final Schema LATER_DECISION =
            later(MatchDecision.getClassSchema(), "\"REJECTED\"]", "\"REJECTED\",\"DEFERRED\"]");
    private static final Schema LATER_EXEMPLAR =
            later(Exemplar.getClassSchema(), "\"NEGATIVE\"]", "\"NEGATIVE\",\"SYNTHETIC\"]");

    private final SchemaSource schemas = fingerprint -> Optional.of(LATER_DECISION)
            .filter(schema -> SchemaNormalization.parsingFingerprint64(schema) == fingerprint)
            .or(() -> Optional.of(LATER_EXEMPLAR));

    @Test
    void readsAFieldMoreAndTakesANewSymbolAsUnknown() throws IOException {
        // Given
        GenericRecord decision = later(LATER_DECISION)
                .set("imageId", "i-1")
                .set("outcome", symbol(LATER_DECISION, "outcome", "DEFERRED"))
                .set("reason", "A_REASON_TO_COME")
                .build();

        // When
        var read = new EventReader<>(MatchDecision.class, schemas).read(encode(decision));

        // Then
        assertThat(read).isInstanceOfSatisfying(Readable.class, readable -> {
            MatchDecision value = (MatchDecision) readable.value();
            assertThat(value.getImageId()).isEqualTo("i-1");
            assertThat(value.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(value.getReason()).isEqualTo("A_REASON_TO_COME");
        });
    }

    @Test
    void readsALaterExemplarOfAKindItKnows() throws IOException {
        // Given
        GenericRecord exemplar = later(LATER_EXEMPLAR)
                .set("subject", "alice")
                .set("image", png())
                .build();

        // When
        var read = new ExemplarReader(schemas).read(encode(exemplar), new RecordHeaders());

        // Then
        assertThat(read)
                .isInstanceOfSatisfying(
                        Readable.class,
                        readable -> assertThat(readable.value())
                                .isEqualTo(Exemplar.newBuilder()
                                        .setSubject("alice")
                                        .setImage(png())
                                        .build()));
    }

    @Test
    void enrolsNoExemplarOfAKindToCome() throws IOException {
        // Given
        GenericRecord exemplar = later(LATER_EXEMPLAR)
                .set("kind", symbol(LATER_EXEMPLAR, "kind", "SYNTHETIC"))
                .set("image", png())
                .build();

        // When
        var read = new ExemplarReader(schemas).read(encode(exemplar), new RecordHeaders());

        // Then
        assertThat(read)
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(Reasons.UNKNOWN_KIND));
    }

    /** Today's schema with one more symbol, and with one more field before all others, where a reader would stumble over it. */
    private static Schema later(Schema today, String symbols, String moreSymbols) {
        String json = today.toString()
                .replace(symbols, moreSymbols)
                .replaceFirst(
                        "\"fields\":\\[", "\"fields\":[{\"name\":\"toCome\",\"type\":\"string\",\"default\":\"\"},");
        return new Schema.Parser().parse(json);
    }

    private static GenericRecordBuilder later(Schema schema) {
        return new GenericRecordBuilder(schema).set("toCome", "a field to come");
    }

    private static Object symbol(Schema record, String field, String symbol) {
        return new GenericData.EnumSymbol(record.getField(field).schema(), symbol);
    }

    private static ByteBuffer png() {
        return ByteBuffer.wrap(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    }

    private static byte[] encode(GenericRecord record) throws IOException {
        ByteBuffer encoded =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema()).encode(record);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
