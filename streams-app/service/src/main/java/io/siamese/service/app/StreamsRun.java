package io.siamese.service.app;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.siamese.service.batching.ChunkWorkers;
import io.siamese.service.batching.RewindingClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one Kafka Streams application, from start to close. A thread that fails is replaced, or ends the application:
 * {@link ThreadFailures}.
 */
final class StreamsRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);
    private final String name;
    private final InstanceId instance;
    private final KafkaStreams streams;
    private final ChunkWorkers<?> workers;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final Duration closeTimeout;
    private final Consumer<Throwable> onFailure;
    private final Runnable onRebalance;
    private final ThreadFailures failures = new ThreadFailures(System::nanoTime);

    /**
     * @param properties settings of Kafka Streams, with the workers for the consumer's interceptor among them
     * @param workers closed with the application
     * @param onRebalance told on a thread of Streams when partitions are about to be assigned anew
     * @param onFailure told why, when the application stops for good
     */
    StreamsRun(
            String name,
            Topology topology,
            Properties properties,
            ChunkWorkers<?> workers,
            AppMetrics metrics,
            Duration closeTimeout,
            Runnable onRebalance,
            Consumer<Throwable> onFailure) {
        this.name = name;
        this.workers = workers;
        this.closeTimeout = closeTimeout;
        this.onRebalance = onRebalance;
        this.onFailure = onFailure;
        instance = InstanceId.open(
                Path.of(properties.getProperty(StreamsConfig.STATE_DIR_CONFIG)),
                properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        streams = new KafkaStreams(
                topology, properties, new RewindingClients(instance::transactionalId, workers::endTransaction));
        kafkaMetrics = metrics.bindStreamsMetrics(streams, name);
        streams.setUncaughtExceptionHandler(this::onException);
        streams.setStateListener(this::onState);
    }

    void start() {
        streams.start();
    }

    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    private StreamThreadExceptionResponse onException(Throwable failure) {
        boolean ends = failures.endsApplication(failure);
        LOG.atError().setCause(failure).addKeyValue("application", name).log("a stream thread failed");
        if (ThreadFailures.isOfLostTransaction(failure)) {
            instance.renew();
        }
        // The thread keeps its partitions meanwhile.
        LockSupport.parkNanos(ThreadFailures.pauseAfter(failure).toNanos());
        if (ends) {
            onFailure.accept(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void onState(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.atInfo().addKeyValue("application", name).addKeyValue("state", now).log("state changed");
        if (now == KafkaStreams.State.REBALANCING) {
            onRebalance.run();
        }
        if (now == KafkaStreams.State.ERROR) {
            onFailure.accept(new IllegalStateException(name + " is in state ERROR"));
        }
    }

    /** Begins to stop and returns at once. It is closed by {@link #close} still. */
    void beginStopping() {
        streams.close(Duration.ZERO);
    }

    /** Commits what is done and leaves the group at once, so that others take over without waiting. */
    @Override
    public void close() {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(closeTimeout));
        if (!closed) {
            LOG.atWarn().addKeyValue("application", name).log("not closed within shutdown.timeout.ms");
        }
        instance.close();
        workers.close();
        kafkaMetrics.close();
    }
}
