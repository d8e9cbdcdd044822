package io.siamese.service.topology;

import static io.siamese.service.flow.VectorEncoder.imageOfSimilarity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.verification.InactiveEncoderException;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTopologyTest {
    private final VerificationDriver driver = new VerificationDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @ParameterizedTest(name = "similarity {0} at threshold 0.6, noise 0.001, is {1}")
    @CsvSource({"0.61, MATCH", "0.6005, UNCERTAIN", "0.59, NO_MATCH"})
    void decidesAtTheThreshold(float similarity, Outcome expected) {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));

        // When
        driver.publish("probe-1", driver.newProbe(imageOfSimilarity(similarity), "alice"));

        // Then
        assertThat(driver.decision("probe-1").getOutcome()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "claiming {1}, cosine {0} is {2}")
    @CsvSource(
            value = {"1, alice, MATCH", "0.9, alice, NO_MATCH", "1, null, MATCH", "0.9, null, NO_MATCH"},
            nullValues = "null")
    void decidesByTheSimilarityOfTheModel(float cosine, String claim, Outcome expected) {
        // Given
        try (VerificationDriver weighted = new VerificationDriver(Similarity.weightedL1(new float[] {1, 1}, 1))) {
            weighted.enrol("alice", imageOfSimilarity(1));

            // When
            weighted.publish("probe-1", weighted.newProbe(imageOfSimilarity(cosine), claim));

            // Then
            assertThat(weighted.decision("probe-1").getOutcome()).isEqualTo(expected);
        }
    }

    @Test
    void statesTheEvidence() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));
        driver.enrol("bob", imageOfSimilarity(0.5f));

        // When
        driver.publish("probe-1", driver.newProbe(imageOfSimilarity(0.9f), null));

        // Then
        MatchDecision decision = driver.decision("probe-1");
        assertThat(decision.getOutcome()).isEqualTo(Outcome.MATCH);
        assertThat(decision.getSource().getTopic()).isEqualTo("images");
        assertThat(decision.getSource().getOffset()).isZero();
        assertThat(decision.getCandidates()).hasSize(2);
        assertThat(decision.getThreshold()).isEqualTo(0.6f);
        assertThat(decision.getNoise()).isEqualTo(VectorEncoder.NOISE);
        assertThat(decision.getEncoderId()).isEqualTo(VectorEncoder.ID);
        assertThat(decision.getGalleryLog()).isEqualTo(VerificationDriver.GALLERY_LOG);
        assertThat(decision.getGalleryEpoch()).isEqualTo(driver.epoch());
        assertThat(decision.getMargin())
                .isEqualTo(decision.getCandidates().get(0).getScore()
                        - decision.getCandidates().get(1).getScore());
    }

    @Test
    void statesHowMuchTheImageShowsUnlessItIsRejected() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));

        // When
        driver.publish("probe-1", driver.newProbe(imageOfSimilarity(0.9f), null));
        driver.publish("probe-2", driver.newProbe(VectorEncoder.NO_LENGTH, null));

        // Then
        MatchDecision compared = driver.decision("probe-1");
        assertThat(compared.getContrast()).isBetween(0, 255);
        assertThat(compared.getInk()).isBetween(0f, 1f);
        MatchDecision rejected = driver.decision("probe-2");
        assertThat(rejected.getContrast()).isNull();
        assertThat(rejected.getInk()).isNull();
    }

    @Test
    void copiesAttributesAndTracingHeadersToTheDecision() {
        // Given
        Probe probe = driver.newProbe(imageOfSimilarity(1), "alice");
        probe.setAttributes(Map.of("camera", "7"));
        TestRecord<byte[], byte[]> record = new TestRecord<>("probe-1".getBytes(UTF_8), driver.serialize(probe));
        record.headers().add("traceparent", "00-1-2-01".getBytes(UTF_8));

        // When
        driver.publish(record);

        // Then
        TestRecord<byte[], MatchDecision> decision = driver.decisionRecord();
        assertThat(decision.value().getAttributes()).containsEntry("camera", "7");
        assertThat(decision.headers().lastHeader("traceparent").value()).isEqualTo("00-1-2-01".getBytes(UTF_8));
    }

    @Test
    void saysUnknownGalleryAndUnknownSubjectApart() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));
        Probe elsewhere = driver.newProbe(imageOfSimilarity(1), "alice");
        elsewhere.setGallery("elsewhere");

        // When
        driver.publish("probe-1", elsewhere);
        driver.publish("probe-2", driver.newProbe(imageOfSimilarity(1), "bob"));

        // Then
        assertThat(driver.decision("probe-1").getReason()).isEqualTo(Reasons.UNKNOWN_GALLERY);
        MatchDecision second = driver.decision("probe-2");
        assertThat(second.getOutcome()).isEqualTo(Outcome.NO_REFERENCE);
        assertThat(second.getReason()).isEqualTo(Reasons.UNKNOWN_SUBJECT);
    }

    @Test
    void retriesAFailingEncoderOnce() {
        // Given
        driver.enrol("alice", imageOfSimilarity(1));
        driver.encoder.failuresLeft = 1;

        // When
        driver.publish("probe-1", driver.newProbe(imageOfSimilarity(1), "alice"));

        // Then
        assertThat(driver.decision("probe-1").getOutcome()).isEqualTo(Outcome.MATCH);
    }

    @Test
    void neverTakesAFailingEncoderForAnOutcome() {
        // Given
        driver.encoder.failuresLeft = 2;

        // Then
        assertThatThrownBy(() -> driver.publish("probe-1", driver.newProbe(imageOfSimilarity(1), "alice")))
                .hasRootCauseMessage("on purpose");
    }

    @Test
    void refusesToDecideForAnotherEncoder() {
        // Given
        driver.activate("ffffffffffffffff");

        // Then
        assertThatThrownBy(() -> driver.publish("probe-1", driver.newProbe(imageOfSimilarity(1), "alice")))
                .hasRootCauseInstanceOf(InactiveEncoderException.class);
    }

    @Test
    void describesItselfAsTheGoldenFileSays() throws Exception {
        assertThat(driver.description()).isEqualTo(GoldenFile.read("verification.txt"));
    }
}
