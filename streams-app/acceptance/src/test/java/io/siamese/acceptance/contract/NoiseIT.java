package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What lies within the encoder's numerical noise is no decision: through the topics alone. */
class NoiseIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @Test
    void aScoreThatIsTheThresholdItselfIsUncertainAndOneThatIsClearOfItIsNot() {
        // Given: a fixed threshold at the very similarity of an image
        RUNNING.client().enrolled("edge/alice/1", DRAWN.png(1, 0));
        float similarity =
                PolicyIT.similarity(RUNNING.client().decided(PolicyIT.claim("edge", "alice", DRAWN.png(1, 5), null)));

        // When
        GenericRecord atTheEdge = decidedAt(similarity);
        float noise = (Float) atTheEdge.get("noise");
        GenericRecord above = decidedAt(similarity - 4 * noise);
        GenericRecord below = decidedAt(similarity + 4 * noise);

        // Then
        assertThat(noise).isPositive().isLessThan(1e-4f);
        assertThat(atTheEdge.get("outcome")).hasToString("UNCERTAIN");
        assertThat(atTheEdge.get("reason")).hasToString("THRESHOLD_WITHIN_NOISE");
        assertThat(above.get("outcome")).hasToString("MATCH");
        assertThat(below.get("outcome")).hasToString("NO_MATCH");
    }

    @Test
    void twoSubjectsWithTheSameImageAreNotToldApartByATossOfTheCoin() {
        // Given: bob was enrolled with alice's image, which is flagged and searched all the same
        RUNNING.client().enrolled("twins/alice/1", DRAWN.png(2, 0));
        RUNNING.client().send("exemplars", "twins/bob/1", DRAWN.png(2, 0));
        GenericRecord bob = RUNNING.client().awaitStatus("twins/bob/1", 1);

        // When
        GenericRecord decision = RUNNING.client()
                .decided(PolicyIT.claim("twins", null, DRAWN.png(2, 3), (Long) bob.get("galleryEpoch")));

        // Then
        assertThat(bob.get("status")).hasToString("FLAGGED");
        assertThat(bob.get("related")).hasToString("twins/alice/1");
        assertThat(decision.get("outcome")).hasToString("UNCERTAIN");
        assertThat(decision.get("reason")).hasToString("RUNNER_UP_WITHIN_NOISE");
        assertThat((Float) decision.get("margin")).isLessThanOrEqualTo((Float) decision.get("noise"));
    }

    @Test
    void theRunnerUpCountsThoughTheDecisionNamesOneCandidateOnly() {
        // Given
        RUNNING.client().enrolled("one/alice/1", DRAWN.png(2, 0));
        RUNNING.client().send("exemplars", "one/bob/1", DRAWN.png(2, 0));
        RUNNING.client().awaitStatus("one/bob/1", 1);

        // When
        GenericRecord status = RUNNING.client().governed("one", PolicyIT.request(Map.of("candidates", 1)));
        GenericRecord decision = RUNNING.client()
                .decided(PolicyIT.claim("one", null, DRAWN.png(2, 3), (Long) status.get("galleryEpoch")));

        // Then
        assertThat(decision.get("outcome")).hasToString("UNCERTAIN");
        assertThat(decision.get("reason")).hasToString("RUNNER_UP_WITHIN_NOISE");
        assertThat((List<?>) decision.get("candidates")).hasSize(1);
    }

    private static GenericRecord decidedAt(float threshold) {
        GenericRecord status = RUNNING.client().governed("edge", PolicyIT.request(Map.of("fixedThreshold", threshold)));
        return RUNNING.client()
                .decided(PolicyIT.claim("edge", "alice", DRAWN.png(1, 5), (Long) status.get("galleryEpoch")));
    }
}
