package io.siamese.acceptance.chaos;

import io.siamese.schemas.kafka.HangingTransaction;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;

/** Does what docs/operations.md says where readers hang: ends transactions that the brokers forgot to end. Says how many. */
final class Operator implements AutoCloseable {
    /** An alert would take a minute. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final TopicAdmin topics;
    private final String applicationId;
    private final AtomicInteger ended = new AtomicInteger();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "operator"));

    Operator(AppConfig config) {
        topics = TopicAdmin.open(config.contract());
        applicationId = config.streams().applicationId();
        timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            for (HangingTransaction hanging : topics.hangingTransactions(applicationId)) {
                topics.endTransaction(hanging);
                System.out.println("the operator ended " + hanging);
                ended.incrementAndGet();
            }
        } catch (KafkaException e) {
            // Brokers are down, or a coordinator moves: the next look tells.
        }
    }

    /** Partitions in which a transaction was ended. */
    int ended() {
        return ended.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        topics.close();
    }
}
