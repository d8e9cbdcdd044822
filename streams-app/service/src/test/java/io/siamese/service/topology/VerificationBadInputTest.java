package io.siamese.service.topology;

import static io.siamese.service.flow.VectorEncoder.imageOfSimilarity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.service.flow.BoundedHeaders;
import io.siamese.service.flow.DeadLetter;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.verification.SubmissionReader;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationBadInputTest {
    private final VerificationDriver driver = new VerificationDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void rejectsAnUnreadableImageAndKeepsItByteForByte() {
        // Given
        byte[] value = driver.serialize(driver.newProbe("not an image".getBytes(UTF_8), "alice"));

        // When
        driver.publish("probe-1", value);

        // Then
        assertThat(driver.decision("probe-1").getOutcome()).isEqualTo(Outcome.REJECTED);
        TestRecord<byte[], byte[]> letter = driver.deadLetter();
        assertThat(letter.key()).isEqualTo("probe-1".getBytes(UTF_8));
        assertThat(letter.value()).isEqualTo(value);
        assertThat(new String(letter.headers().lastHeader(DeadLetter.REASON).value(), UTF_8))
                .isEqualTo(Reasons.CORRUPT_IMAGE);
    }

    @Test
    void decidesOnANullValue() {
        // When
        driver.publish("probe-1", (byte[]) null);

        // Then
        assertThat(driver.decision("probe-1").getReason()).isEqualTo(Reasons.NULL_VALUE);
        assertThat(driver.observed.seen).containsExactly("REJECTED NULL_VALUE");
        assertThat(driver.deadLetter().value()).isNull();
    }

    @Test
    void namesAnImageWithoutKeyByItsPosition() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));

        // When
        driver.publish((byte[]) null, driver.serialize(driver.newProbe(imageOfSimilarity(1), "alice")), 0);

        // Then
        MatchDecision decision = driver.decision("images-0-0");
        assertThat(decision.getOutcome()).isEqualTo(Outcome.MATCH);
        assertThat(decision.getImageId()).isEqualTo("images-0-0");
    }

    @Test
    void answersUnderAKeyThatIsNoText() {
        // Given
        byte[] key = {(byte) 0xC3, (byte) 0x28};

        // When
        driver.publish(key, driver.serialize(driver.newProbe(imageOfSimilarity(1), "alice")), 0);

        // Then
        TestRecord<byte[], MatchDecision> decision = driver.decisionRecord();
        assertThat(decision.key()).isEqualTo(key);
        assertThat(decision.value().getReason()).isEqualTo(Reasons.MALFORMED_KEY);
        assertThat(decision.value().getImageId()).isEqualTo("images-0-0");
    }

    @Test
    void answersUnderAKeyTooLongToRepeat() {
        // Given
        byte[] key = "k".repeat(SubmissionReader.MAX_IMAGE_ID_BYTES + 1).getBytes(UTF_8);

        // When
        driver.publish(key, driver.serialize(driver.newProbe(imageOfSimilarity(1), "alice")), 0);

        // Then
        assertThat(driver.decision("images-0-0").getReason()).isEqualTo(Reasons.MALFORMED_KEY);
    }

    @Test
    void rejectsAProbeThatNamesAnotherImage() {
        // Given
        Probe probe = driver.newProbe(imageOfSimilarity(1), "alice");
        probe.setImageId("another");

        // When
        driver.publish("probe-1", probe);

        // Then
        assertThat(driver.decision("probe-1").getReason()).isEqualTo(Reasons.KEY_MISMATCH);
    }

    @Test
    void rejectsAnImageThatIsNotTheOneDigested() {
        // Given
        Probe probe = driver.newProbe(imageOfSimilarity(1), "alice");
        probe.setImageSha256("00".repeat(32));

        // When
        driver.publish("probe-1", probe);

        // Then
        assertThat(driver.decision("probe-1").getReason()).isEqualTo(Reasons.DIGEST_MISMATCH);
    }

    @ParameterizedTest(name = "minEpoch {0}")
    @ValueSource(longs = {1_000, Long.MAX_VALUE})
    void rejectsAnEpochThatTheLogDoesNotHave(long minEpoch) {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));
        Probe probe = driver.newProbe(imageOfSimilarity(1), "alice");
        probe.setMinEpoch(minEpoch);

        // When
        driver.publish("probe-1", probe);

        // Then
        assertThat(driver.decision("probe-1").getReason()).isEqualTo(Reasons.EPOCH_BEYOND_LOG);
    }

    @Test
    void rejectsAnEpochThatTheGalleryDoesNotReachInTime() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));
        driver.endOfLog = driver.epoch() + 10;
        Probe probe = driver.newProbe(imageOfSimilarity(1), "alice");
        probe.setMinEpoch(driver.epoch() + 1);

        // When
        driver.publish("probe-1", probe);

        // Then
        assertThat(driver.decision("probe-1").getReason()).isEqualTo(Reasons.EPOCH_NOT_REACHED);
    }

    @Test
    void goesOnAfterGarbageInTheGalleryLog() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));
        driver.appendToLog(new byte[] {1, 2, 3}, new byte[] {4, 5, 6});
        driver.appendToLog((VectorEncoder.ID + "/default/bob/1").getBytes(UTF_8), new byte[] {(byte) 0xC3, 1, 0});

        // When
        driver.publish("probe-1", driver.newProbe(imageOfSimilarity(1), "alice"));

        // Then
        MatchDecision decision = driver.decision("probe-1");
        assertThat(decision.getOutcome()).isEqualTo(Outcome.MATCH);
        assertThat(decision.getGalleryEpoch()).isEqualTo(driver.epoch());
    }

    @Test
    void cutsADeadLetterThatWouldNotFit() {
        // Given
        byte[] value = new byte[VerificationDriver.MAX_DEAD_LETTER_VALUE + 1];
        ByteBuffer.wrap(value).put("no image".getBytes(UTF_8));

        // When
        driver.publish("probe-1", value);

        // Then
        TestRecord<byte[], byte[]> letter = driver.deadLetter();
        assertThat(letter.value())
                .hasSize(VerificationDriver.MAX_DEAD_LETTER_VALUE)
                .startsWith("no image".getBytes(UTF_8));
        assertThat(new String(
                        letter.headers()
                                .lastHeader(DeadLetter.ORIGINAL_VALUE_SIZE)
                                .value(),
                        UTF_8))
                .isEqualTo(Integer.toString(value.length));
    }

    @Test
    void dropsHeadersThatADecisionCannotCarry() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));
        TestRecord<byte[], byte[]> record = new TestRecord<>(
                "probe-1".getBytes(UTF_8), driver.serialize(driver.newProbe(imageOfSimilarity(1), "alice")));
        record.headers().add("huge", new byte[BoundedHeaders.MAX_BYTES + 1]).add("small", new byte[] {1});

        // When
        driver.publish(record);

        // Then
        TestRecord<byte[], MatchDecision> decision = driver.decisionRecord();
        assertThat(decision.headers().lastHeader("huge")).isNull();
        assertThat(decision.headers().lastHeader("small")).isNotNull();
        assertThat(decision.headers().lastHeader(BoundedHeaders.DROPPED)).isNotNull();
    }
}
