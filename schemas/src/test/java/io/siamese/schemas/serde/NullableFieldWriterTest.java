package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.events.Candidate;
import io.siamese.events.Crop;
import io.siamese.events.MatchDecision;
import io.siamese.events.Point;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Writes what Avro's own writer writes. */
class NullableFieldWriterTest {
    private static final Schema SCHEMA = MatchDecision.getClassSchema();

    private static MatchDecision decisionWithoutOptionals() {
        return MatchDecision.newBuilder().setImageId("probe-1").build();
    }

    private static MatchDecision decisionWithOptionals() {
        Candidate candidate = Candidate.newBuilder()
                .setSubject("alice")
                .setExemplar("1")
                .setSimilarity(0.75f)
                .setProbability(0.5)
                .build();
        return MatchDecision.newBuilder(decisionWithoutOptionals())
                .setClaimedSubject("alice")
                .setSubject("alice")
                .setReason("é")
                .setCapturedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .setAttributes(Map.of("camera", "3"))
                .setMargin(0.25f)
                .setCrop(Crop.newBuilder()
                        .setX(1)
                        .setY(2)
                        .setWidth(30)
                        .setHeight(40)
                        .build())
                .setPoints(List.of(Point.newBuilder().setX(3).setY(4).build()))
                .setCandidates(List.of(candidate))
                .build();
    }

    private static byte[] bytesBy(DatumWriter<SpecificRecord> writer, SpecificRecord value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void fieldsThatAreNullAndFieldsThatAreNotAreWrittenAsAvroWritesThem() {
        SpecificData data = SpecificData.getForSchema(SCHEMA);
        for (MatchDecision decision : List.of(decisionWithoutOptionals(), decisionWithOptionals())) {
            assertThat(bytesBy(new NullableFieldWriter(SCHEMA), decision))
                    .isEqualTo(bytesBy(new SpecificDatumWriter<>(SCHEMA, data), decision));
        }
    }

    @Test
    void valueOfAnotherClassIsRefused() {
        MatchDecision optionals = decisionWithOptionals();
        MatchDecision wrong = new MatchDecision() {
            @Override
            public Object get(int field) {
                return field == SCHEMA.getField("subject").pos() ? Integer.valueOf(5) : optionals.get(field);
            }
        };
        assertThatThrownBy(() -> new SingleObjectWriter().write("match-decisions", wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("match-decisions");
    }
}
