package io.siamese.service.app;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.service.batching.ChunkWorkers;
import io.siamese.service.batching.RewindingClients;
import io.siamese.service.fetching.ImageStoreException;
import io.siamese.service.logs.StaleGalleryException;
import io.siamese.service.verification.InactiveEncoderException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * Runs one Kafka Streams application, from start to close. A thread that fails is replaced, a few times in ten minutes; a failing encoder
 * stops the application at once, so that nothing is decided without it. A thread is replaced as often as it takes while a store of
 * images does not answer, a key cannot be had, or the gallery is stale.
 */
final class StreamsRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);
    private static final int MAX_REPLACED_THREADS = 5;
    private static final Duration REPLACED_WITHIN = Duration.ofMinutes(10);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);

    private final String name;
    private final InstanceId instance;
    private final KafkaStreams streams;
    private final ChunkWorkers<?> workers;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final Duration closeTimeout;
    private final Consumer<Throwable> onFailure;
    private final Runnable onRebalance;
    private final List<Long> replacedAt = new ArrayList<>();

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
        streams = new KafkaStreams(topology, properties, new RewindingClients(instance::transactionalId));
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
        boolean stops = isFinal(failure) || !isOutage(failure) && tooManyReplaced();
        LOG.atError().setCause(failure).addKeyValue("application", name).log("a stream thread failed");
        if (hasCause(failure, KeyOutageException.class) || hasCause(failure, StaleGalleryException.class)) {
            // Both are said at once, and would be again. The thread keeps its partitions meanwhile.
            LockSupport.parkNanos(BEFORE_ANOTHER_TRY.toNanos());
        }
        if (stops) {
            onFailure.accept(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** What others hold cannot be had now. It may take long, and another attempt is all that helps. */
    private static boolean isOutage(Throwable failure) {
        return hasCause(failure, ImageStoreException.class)
                || hasCause(failure, KeyOutageException.class)
                || hasCause(failure, StaleGalleryException.class);
    }

    private synchronized boolean tooManyReplaced() {
        long now = System.nanoTime();
        replacedAt.removeIf(at -> now - at > REPLACED_WITHIN.toNanos());
        replacedAt.add(now);
        return replacedAt.size() > MAX_REPLACED_THREADS;
    }

    private static boolean isFinal(Throwable failure) {
        return hasCause(failure, EncoderException.class)
                || hasCause(failure, InactiveEncoderException.class)
                || hasCause(failure, Error.class);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
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
