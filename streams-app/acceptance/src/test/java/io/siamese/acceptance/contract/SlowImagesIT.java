package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.file.DenseJpeg;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Small files that take long to decode cost their own time, and no transaction. All of a test together take longer than a
 * transaction may: each of them takes a core a second or two.
 */
@Tag("long")
@Timeout(300)
class SlowImagesIT {
    private static final int SLOW_PROBES = 20;
    private static final int SLOW_EXEMPLARS = 12;
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @RegisterExtension
    static final RunningService RUNNING =
            new RunningService("verification.transaction.timeout.ms=20000", "enrolment.transaction.timeout.ms=8000");

    private final BlackBox client = RUNNING.client();
    private final byte[] slow = DenseJpeg.ofScans(45);

    @Test
    void decidesSlowAndQuickImagesAndLosesNoTransaction() {
        // Given
        client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
        double closed = RUNNING.service().closedTasks();
        List<RecordMetadata> slowOnes = new ArrayList<>();
        List<RecordMetadata> quickOnes = new ArrayList<>();

        // When
        for (int i = 0; i < SLOW_PROBES; i++) {
            slowOnes.add(client.send("images", "slow-" + i, BlackBox.probe(slow, "alice")));
            quickOnes.add(client.send("images", "quick-" + i, BlackBox.probe(DRAWN.png(1, 0), "alice")));
        }

        // Then
        assertThat(quickOnes)
                .allSatisfy(quick ->
                        assertThat(client.decision(quick).get("outcome")).hasToString("MATCH"));
        assertThat(slowOnes).allSatisfy(one -> {
            assertThat(client.decision(one).get("outcome")).isNotNull();
            assertThat(client.decisionsSeen(one)).isEqualTo(1);
        });
        assertThat(RUNNING.service().closedTasks()).isEqualTo(closed);
    }

    @Test
    void revokesBeforeTheSlowExemplarsBehindTheRevocationAreDone() {
        // Given
        client.enrolled("default/bob/1", BlackBox.exemplar(DRAWN.png(2, 0)));
        double closed = RUNNING.service().closedTasks();

        // When
        client.send("exemplars", "default/bob/1", null);
        for (int i = 0; i < SLOW_EXEMPLARS; i++) {
            client.send("exemplars", "default/slow-" + i + "/1", BlackBox.exemplar(slow));
        }
        GenericRecord revoked = client.awaitStatus("default/bob/1", 2);
        List<GenericRecord> last = client.statuses("default/slow-" + (SLOW_EXEMPLARS - 1) + "/1");

        // Then
        assertThat(revoked.get("status")).hasToString("REVOKED");
        assertThat(last).isEmpty();
        assertThat(client.awaitStatus("default/slow-" + (SLOW_EXEMPLARS - 1) + "/1", 1)
                        .get("status"))
                .isNotNull();
        assertThat(RUNNING.service().closedTasks()).isEqualTo(closed);
    }
}
