package io.siamese.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.streams.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies within the encoder's numerical noise is no decision: through the topics alone. */
class NoiseIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    private static EmbeddedBroker broker;
    private static Service service;
    private static BlackBox client;

    @BeforeAll
    static void start(@TempDir Path state) throws InterruptedException {
        broker = EmbeddedBroker.start();
        service = Service.start(broker.bootstrapServers(), state);
        client = new BlackBox(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
        broker.close();
    }

    @Test
    void aScoreThatIsTheThresholdItselfIsUncertainAndOneThatIsClearOfItIsNot() {
        // Given: a fixed threshold at the very similarity of an image
        client.enrolled("edge/alice/1", DRAWN.png(1, 0));
        float similarity = PolicyIT.similarity(client.decided(PolicyIT.claim("edge", "alice", DRAWN.png(1, 5), null)));

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
        client.enrolled("twins/alice/1", DRAWN.png(2, 0));
        client.send("exemplars", "twins/bob/1", DRAWN.png(2, 0));
        GenericRecord bob = client.awaitStatus("twins/bob/1", 1);

        // When
        GenericRecord decision =
                client.decided(PolicyIT.claim("twins", null, DRAWN.png(2, 3), (Long) bob.get("galleryEpoch")));

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
        client.enrolled("one/alice/1", DRAWN.png(2, 0));
        client.send("exemplars", "one/bob/1", DRAWN.png(2, 0));
        client.awaitStatus("one/bob/1", 1);

        // When
        GenericRecord status = client.governed("one", PolicyIT.request(Map.of("candidates", 1)));
        GenericRecord decision =
                client.decided(PolicyIT.claim("one", null, DRAWN.png(2, 3), (Long) status.get("galleryEpoch")));

        // Then
        assertThat(decision.get("outcome")).hasToString("UNCERTAIN");
        assertThat(decision.get("reason")).hasToString("RUNNER_UP_WITHIN_NOISE");
        assertThat((List<?>) decision.get("candidates")).hasSize(1);
    }

    private static GenericRecord decidedAt(float threshold) {
        GenericRecord status = client.governed("edge", PolicyIT.request(Map.of("fixedThreshold", threshold)));
        return client.decided(PolicyIT.claim("edge", "alice", DRAWN.png(1, 5), (Long) status.get("galleryEpoch")));
    }
}
