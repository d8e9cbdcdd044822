package io.siamese.schemas.gallerylog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RefusalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.UnknownRecord;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.ActiveEncoderKey;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.sealing.HeldKeys;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryLogParserTest {
    private static final String ENCODER = "0123456789abcdef";
    private static final byte[] UNREADABLE = {(byte) 0xC3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 9};

    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final GalleryLogParser parser =
            new GalleryLogParser(reader(Template.class), reader(ActiveEncoder.class), reader(EffectivePolicy.class));

    @Test
    void readsATemplate() {
        // Given
        TemplateKey key = TemplateKey.of(ENCODER, new ExemplarKey("default", "alice", "1"));
        Template template = Template.newBuilder()
                .setGallery("default")
                .setSubject("alice")
                .setExemplar("1")
                .setKind(ExemplarKind.POSITIVE)
                .setEncoderId(ENCODER)
                .setVector(TemplateNumbers.bytes(new float[] {0, 1}))
                .build();

        // When
        GalleryLogRecord record = parse(key.bytes(), write(template));

        // Then
        assertThat(record).isInstanceOfSatisfying(TemplateRecord.class, read -> {
            assertThat(read.key().encoderId()).isEqualTo(ENCODER);
            assertThat(read.key().exemplarKey()).asString(US_ASCII).isEqualTo("default/alice/1");
            assertThat(read.template()).isEqualTo(template);
        });
    }

    @Test
    void aTemplateThatCannotBeReadIsATemplateStill() {
        // Given
        byte[] key = TemplateKey.of(ENCODER, new ExemplarKey("default", "alice", "1"))
                .bytes();

        // Then
        assertThat(parse(key, UNREADABLE))
                .isInstanceOfSatisfying(
                        TemplateRecord.class,
                        read -> assertThat(read.template()).isNull());
    }

    @Test
    void aTombstoneIsARemovalWhateverTheExemplarsKeyIs() {
        assertThat(parse(bytes(ENCODER + "/no key at all"), null))
                .isInstanceOfSatisfying(
                        RemovalRecord.class,
                        removal -> assertThat(removal.key().exemplarKey())
                                .asString(US_ASCII)
                                .isEqualTo("no key at all"));
    }

    @Test
    void readsTheActiveEncoderAndItsRemoval() {
        // Given
        byte[] key = new ActiveEncoderKey().bytes();
        ActiveEncoder named = new ActiveEncoder(ENCODER, 2, "cosine", Instant.EPOCH);

        // Then
        assertThat(parse(key, write(named))).isEqualTo(new ActiveEncoderRecord(named));
        assertThat(parse(key, null)).isEqualTo(new ActiveEncoderRecord(null));
    }

    @Test
    void aPolicyEndsWithATombstoneAndAnUnreadableOneIsToldApart() {
        // Given
        byte[] key = new PolicyKey("door").bytes();

        // Then
        assertThat(parse(key, null)).isInstanceOfSatisfying(PolicyRecord.class, policy -> {
            assertThat(policy.key().gallery()).isEqualTo("door");
            assertThat(policy.policy()).isNull();
            assertThat(policy.unreadable()).isFalse();
        });
        assertThat(parse(key, UNREADABLE)).isInstanceOfSatisfying(PolicyRecord.class, policy -> {
            assertThat(policy.policy()).isNull();
            assertThat(policy.unreadable()).isTrue();
        });
    }

    @Test
    void aPolicysHeadersSayWhichRequestItAnswers() {
        // Given
        Headers headers = new LogNote(EnrolmentStatus.REVOKED, null, null, null, true, 42).headersBy(ENCODER);

        // When
        GalleryLogRecord record = parser.parse(PolicyKey.ofEveryOther().bytes(), null, headers);

        // Then
        assertThat(record)
                .isInstanceOfSatisfying(
                        PolicyRecord.class,
                        policy -> assertThat(policy.answer())
                                .isEqualTo(new GalleryLogRecord.PolicyAnswer("*", ENCODER, 42, null)));
    }

    @Test
    void readsARefusalUnderAnyRequestsKey() {
        // Given: the key of a request may be any bytes
        String request = "a/b\u00e4";
        byte[] key = (ENCODER + "/" + GalleryLogParser.REFUSED_POLICY + request).getBytes(ISO_8859_1);
        Headers headers = new LogNote(EnrolmentStatus.REJECTED, "NO", null, null, false, 7).headersBy(ENCODER);

        // When
        GalleryLogRecord record = parser.parse(key, null, headers);

        // Then
        assertThat(record).isEqualTo(new RefusalRecord(new GalleryLogRecord.PolicyAnswer(request, ENCODER, 7, null)));
    }

    @Test
    void anExemplarsKeyThatLooksLikeARefusalIsNoAnswer() {
        // Given: rejected for its key, so its record has no encoder in its headers
        byte[] key = bytes(ENCODER + "/" + GalleryLogParser.REFUSED_POLICY + "door");
        Headers headers = new LogNote(EnrolmentStatus.REJECTED, "MALFORMED_KEY", null, null, false, 7).headers();

        // Then
        assertThat(parser.parse(key, null, headers)).isEqualTo(new UnknownRecord());
    }

    @ParameterizedTest(name = "key \"{0}\"")
    @ValueSource(strings = {"", "~later/release", "no-encoder", "~policy/a/b", "~encoder2"})
    void aKeyThatNoReleaseKnowsIsUnknown(String key) {
        assertThat(parse(bytes(key), new byte[] {1})).isEqualTo(new UnknownRecord());
    }

    @Test
    void aRecordWithoutKeyIsUnknown() {
        assertThat(parse(null, null)).isEqualTo(new UnknownRecord());
    }

    @Test
    void aTemplateWhoseSchemaCannotBeLookedUpNowIsNotTakenForAnUnreadableOne() {
        // Given: the schemas cannot be asked, so nobody knows whether the value can be read
        SchemaSource down = fingerprint -> {
            throw new SchemaLookupException("no answer");
        };
        GalleryLogParser asking = new GalleryLogParser(
                new EventReader<>(Template.class, down, null),
                new EventReader<>(ActiveEncoder.class, down, null),
                new EventReader<>(EffectivePolicy.class, down, null));
        byte[] template = TemplateKey.of(ENCODER, new ExemplarKey("default", "alice", "1"))
                .bytes();

        // Then
        for (byte[] key : List.of(template, new ActiveEncoderKey().bytes(), new PolicyKey("door").bytes())) {
            assertThatThrownBy(() -> asking.parse(key, UNREADABLE, new RecordHeaders()))
                    .isInstanceOf(SchemaLookupException.class);
        }
    }

    @Test
    void decryptsTheNumbersOfATemplateOfAnyForm() throws Exception {
        // Given: the log holds templates from before encryption too
        HeldKeys keys = new HeldKeys("default").with("1", 5);
        TemplateKey key = TemplateKey.of(ENCODER, new ExemplarKey("default", "alice", "1"));
        Template plain = Template.newBuilder().setEmbedding(List.of(0f, 1f)).build();

        // When
        Template sealed = sealed(keys, key);
        Template read = template(parserBy(Sealing.by(keys)), key, sealed).usable();

        // Then
        assertThat(sealed.getVector().remaining()).isZero();
        assertThat(TemplateNumbers.from(read)).containsExactly(0, 1);
        assertThat(TemplateNumbers.from(
                        template(parserBy(Sealing.by(keys)), key, plain).usable()))
                .containsExactly(0, 1);
    }

    @Test
    void aTemplateWhoseKeyIsGoneHasNoNumbersAndAReason() throws Exception {
        // Given
        HeldKeys keys = new HeldKeys("default").with("1", 5);
        TemplateKey key = TemplateKey.of(ENCODER, new ExemplarKey("default", "alice", "1"));
        Template sealed = sealed(keys, key);

        // When
        keys.delete("1");

        // Then
        TemplateRecord read = template(parserBy(Sealing.by(keys)), key, sealed);
        assertThat(read.sealedBecause()).isEqualTo(Reasons.KEY_UNKNOWN);
        assertThat(read.usable()).isNull();
        assertThat(read.template()).isNotNull();
        assertThat(template(parserBy(Sealing.off()), key, sealed).sealedBecause())
                .isEqualTo(Reasons.KEY_UNKNOWN);
    }

    @Test
    void aTemplateThatWasMovedOrCutHasNoNumbersAndAReason() throws Exception {
        // Given
        HeldKeys keys = new HeldKeys("default").with("1", 5);
        TemplateKey alice = TemplateKey.of(ENCODER, new ExemplarKey("default", "alice", "1"));
        TemplateKey mallory = TemplateKey.of(ENCODER, new ExemplarKey("default", "mallory", "1"));
        Template sealed = sealed(keys, alice);
        Template cut = Template.newBuilder()
                .setSealed(sealed.getSealed().duplicate().limit(20))
                .build();
        Template noEnvelope =
                Template.newBuilder().setSealed(ByteBuffer.wrap(new byte[64])).build();

        // When // Then
        GalleryLogParser opening = parserBy(Sealing.by(keys));
        assertThat(template(opening, mallory, sealed).sealedBecause()).isEqualTo(Reasons.DECRYPTION_FAILED);
        assertThat(template(opening, alice, cut).sealedBecause()).isEqualTo(Reasons.DECRYPTION_FAILED);
        assertThat(template(opening, alice, noEnvelope).sealedBecause()).isEqualTo(Reasons.DECRYPTION_FAILED);
        assertThat(template(opening, alice, sealed).sealedBecause()).isNull();
    }

    @Test
    void aTemplateWhoseKeyCannotBeHadNowIsNotTakenForGone() throws Exception {
        // Given
        HeldKeys keys = new HeldKeys("default").with("1", 5);
        TemplateKey key = TemplateKey.of(ENCODER, new ExemplarKey("default", "alice", "1"));
        Template sealed = sealed(keys, key);

        // When
        keys.setOut(true);

        // Then
        assertThatThrownBy(() -> template(parserBy(Sealing.by(keys)), key, sealed))
                .isInstanceOf(KeyOutageException.class);
    }

    private static Template sealed(HeldKeys keys, TemplateKey key) throws SealException {
        Template template = Template.newBuilder().build();
        new SealedNumbers(Sealing.by(keys)).write(key, template, new float[] {0, 1});
        return template;
    }

    private TemplateRecord template(GalleryLogParser by, TemplateKey key, Template value) {
        return (TemplateRecord) by.parse(key.bytes(), write(value), new RecordHeaders());
    }

    private static GalleryLogParser parserBy(Sealing sealing) {
        return new GalleryLogParser(
                reader(Template.class), reader(ActiveEncoder.class), reader(EffectivePolicy.class), sealing);
    }

    private GalleryLogRecord parse(byte[] key, byte[] value) {
        return parser.parse(key, value, new RecordHeaders());
    }

    private byte[] write(SpecificRecord value) {
        return writer.write("exemplar-embeddings", value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static <T extends SpecificRecord> EventReader<T> reader(Class<T> type) {
        return new EventReader<>(type, SchemaSource.none(), null);
    }
}
