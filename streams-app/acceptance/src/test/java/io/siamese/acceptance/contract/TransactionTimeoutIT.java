package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a transaction of enrolment that the brokers end because it takes too long. */
@Timeout(300)
class TransactionTimeoutIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    private static final long LOOK_NANOS = 20_000_000;
    private static final int LOOKS = 50;
    private static final int EXEMPLARS = 6;

    @TempDir
    Path state;

    private final AtomicInteger chunks = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void losesNothingAndSaysNothingTwice() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                        Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given: chunks of one exemplar, one of which takes longer than the transaction that is open meanwhile
            AppConfig config = config(broker);
            for (int i = 0; i < EXEMPLARS; i++) {
                client.send("exemplars", key(i), BlackBox.exemplar(DRAWN.png(i, 0)));
            }
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();

            // When
            try (SiameseApp app = SiameseApp.start(
                    config,
                    false,
                    metrics,
                    encoder -> new RiggedEncoder(encoder, images -> {
                        delay(admin);
                        return encoder.encode(images);
                    }))) {
                app.awaitReady(PATIENCE);

                // Then
                for (int i = 0; i < EXEMPLARS; i++) {
                    assertThat(client.awaitStatus(key(i), 1).get("status").toString())
                            .isIn("ENROLLED", "FLAGGED");
                    assertThat(client.decided("probe-" + i, BlackBox.probe(DRAWN.png(i, 0), "s" + i))
                                    .get("outcome"))
                            .hasToString("MATCH");
                    assertThat(client.statuses(key(i))).hasSize(1);
                }
                assertThat(ended).as("the brokers ended a transaction").isTrue();
                assertThat(ClosedTasks.count(metrics)).isPositive();
                assertThat(app.templates()).isEqualTo(EXEMPLARS);
                assertThat(app.failure()).isNotDone();
            }
        }
    }

    private static String key(int i) {
        return "default/s" + i + "/1";
    }

    private AppConfig config(EmbeddedBroker broker) {
        return CreatedTopics.configure(
                "bootstrap.servers=" + broker.bootstrapServers(),
                "state.dir=" + state,
                "images.partitions=3",
                "encoder.batch=1",
                "commit.interval.ms=3000",
                "enrolment.transaction.timeout.ms=1000");
    }

    /**
     * Holds a chunk back, once, until the brokers have ended the transaction with what came of the chunks before. Where Streams
     * commits it first, the next chunk has its turn.
     */
    private void delay(Admin admin) {
        if (chunks.incrementAndGet() > 1 && !ended.get() && isSeen(admin, TransactionState.ONGOING)) {
            while (!isThere(admin, TransactionState.COMPLETE_ABORT)
                    && !isThere(admin, TransactionState.COMPLETE_COMMIT)) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            ended.set(isThere(admin, TransactionState.COMPLETE_ABORT));
        }
    }

    private static boolean isSeen(Admin admin, TransactionState state) {
        for (int look = 0; look < LOOKS; look++) {
            if (isThere(admin, state)) {
                return true;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return false;
    }

    private static boolean isThere(Admin admin, TransactionState state) {
        try {
            return admin.listTransactions().all().get().stream()
                    .map(TransactionListing::state)
                    .anyMatch(state::equals);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
