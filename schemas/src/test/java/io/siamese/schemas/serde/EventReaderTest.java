package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.Candidate;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Fusion;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Source;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming.Absent;
import io.siamese.schemas.serde.Incoming.Readable;
import io.siamese.schemas.serde.Incoming.Unreadable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventReaderTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    private final EventWriter writer = new SingleObjectWriter();

    @ParameterizedTest
    @MethodSource("events")
    void readsWhatTheWriterWrote(SpecificRecord event) {
        // Given
        byte[] value = writer.write("any", event);

        // When
        Incoming<?> read = new EventReader<>(event.getClass(), SchemaSource.none()).read(value);

        // Then
        assertThat(read).isEqualTo(new Readable<>(event, value));
    }

    static Stream<SpecificRecord> events() {
        return Stream.of(
                Template.newBuilder()
                        .setSubject("alice")
                        .setEmbedding(List.of(0.6f, -0.8f, Float.MIN_VALUE))
                        .setEnrolledAt(NOW)
                        .build(),
                ActiveEncoder.newBuilder()
                        .setEncoderId("0123456789abcdef")
                        .setDimension(128)
                        .build(),
                EffectivePolicy.newBuilder()
                        .setFusion(Fusion.MEAN)
                        .setTargetFmr(1e-3)
                        .setGates(Map.of("contrast", 0.1))
                        .build(),
                ExemplarStatus.newBuilder()
                        .setStatus(EnrolmentStatus.ENROLLED)
                        .setGalleryEpoch(7)
                        .setAt(NOW)
                        .build(),
                MatchDecision.newBuilder()
                        .setSource(new Source("images", 3, 14L, ""))
                        .setOutcome(Outcome.MATCH)
                        .setCandidates(List.of(new Candidate("alice", "1", 0.9f, 0.9f, 3.5, null, 0, null, null)))
                        .setDecidedAt(NOW)
                        .build());
    }

    @Test
    void writesTheFingerprintWithItsLeastSignificantByteFirst() {
        // When
        byte[] value = writer.write("any", ActiveEncoder.newBuilder().build());

        // Then
        long fingerprint = SchemaNormalization.parsingFingerprint64(ActiveEncoder.getClassSchema());
        assertThat(ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2))
                .isEqualTo(fingerprint);
        assertThat(Fingerprint.keyText(fingerprint)).isEqualTo(String.format(Locale.ROOT, "%016x", fingerprint));
    }

    @Test
    void takesNullAsAbsentAndEverythingElseAsUnreadable() {
        // Given
        EventReader<Template> reader = new EventReader<>(Template.class, SchemaSource.none());

        // Then
        assertThat(reader.read(null)).isEqualTo(new Absent<>());
        assertThat(reason(reader, "")).isEqualTo(Reasons.UNDECODABLE);
        assertThat(reason(reader, "89504e47")).isEqualTo(Reasons.UNDECODABLE);
        assertThat(reason(reader, "c3010000000000000000")).isEqualTo(Reasons.UNKNOWN_SCHEMA);
    }

    @Test
    void saysThatTheSchemaCouldNotBeLookedUpRatherThanThatItIsUnknown() {
        // Given
        EventReader<Template> reader = new EventReader<>(Template.class, fingerprint -> {
            throw new SchemaLookupException("topic schemas did not answer within 5 s");
        });

        // Then
        assertThat(reason(reader, "c3010000000000000000")).isEqualTo(Reasons.SCHEMA_UNAVAILABLE);
    }

    @Test
    void asksTheRegistryByTheIdInTheValue() {
        // Given
        Template template = Template.newBuilder().setSubject("alice").build();
        byte[] single = writer.write("any", template);
        byte[] value = ByteBuffer.allocate(single.length - 5)
                .put((byte) 0)
                .putInt(0x01020304)
                .put(single, 10, single.length - 10)
                .array();
        RegistrySchemas registry = id -> id == 0x01020304 ? Optional.of(Template.getClassSchema()) : Optional.empty();

        // When
        EventReader<Template> reader = new EventReader<>(Template.class, SchemaSource.none(), registry);

        // Then
        assertThat(reader.read(value)).isEqualTo(new Readable<>(template, value));
        assertThat(reason(reader, "0000000007")).isEqualTo(Reasons.UNKNOWN_SCHEMA);
    }

    @Test
    void refusesToWriteARecordThatMissesAField() {
        Template template = new Template();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write("exemplar-embeddings", template))
                .withMessageContaining("Template");
    }

    private static String reason(EventReader<Template> reader, String hex) {
        Incoming<Template> read = reader.read(HexFormat.of().parseHex(hex));
        assertThat(read).isInstanceOf(Unreadable.class);
        return ((Unreadable<Template>) read).reason();
    }
}
