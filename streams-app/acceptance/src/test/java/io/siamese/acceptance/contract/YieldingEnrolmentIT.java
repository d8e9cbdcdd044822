package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.acceptance.process.Wait;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Enrolment lets probes go first. The time that it waits for them must leave its transactions enough of theirs. */
@Timeout(300)
class YieldingEnrolmentIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PROGRESS = Duration.ofSeconds(45);
    /** So many that Kafka Streams gets used to dozens of records between two looks at the time. It stays at that number. */
    private static final int AT_REST = 1_000;

    private static final int UNDER_LOAD = 50;
    /** Work for longer than {@link #PROGRESS}, at {@link #ENCODING} each and with two workers. */
    private static final int PROBES = 10_000;

    private static final Duration ENCODING = Duration.ofMillis(10);

    @TempDir
    Path state;

    private final AtomicBoolean busy = new AtomicBoolean();

    @Test
    void enrolsOneImageAfterAnotherUnderLoad() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                        Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given: a service that has enrolled many exemplars, each in a chunk by itself
            AppConfig config = config(broker);
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            try (SiameseApp app = SiameseApp.start(
                    config,
                    false,
                    metrics,
                    encoder -> new RiggedEncoder(encoder, images -> {
                        LockSupport.parkNanos(busy.get() ? ENCODING.toNanos() : 0);
                        return encoder.encode(images);
                    }))) {
                app.awaitReady(PATIENCE);
                client.sendAll(
                        "exemplars", values(AT_REST, i -> "default/s" + i + "/1", YieldingEnrolmentIT::exemplar));
                Wait.until(PATIENCE, "all enrolled", () -> app.templates() == AT_REST);

                // When: there are always probes to wait for
                busy.set(true);
                byte[] probe = BlackBox.probe(DRAWN.png(0, 1), "s0");
                client.sendAll("images", values(PROBES, i -> "probe-" + i, i -> probe));
                Wait.until(PATIENCE, "some decided", () -> decisions(metrics) > 0);
                client.sendAll(
                        "exemplars", values(UNDER_LOAD, i -> "default/s" + i + "/2", YieldingEnrolmentIT::exemplar));
                Wait.until(PROGRESS, "enrolled", () -> committed(admin, config) == AT_REST + UNDER_LOAD);

                // Then
                assertThat(decisions(metrics)).as("probes are left to wait for").isLessThan(PROBES);
                assertThat(app.failure()).isNotDone();
            } finally {
                busy.set(false);
            }
        }
    }

    private static byte[] exemplar(int i) {
        return BlackBox.exemplar(DRAWN.png(i, 0));
    }

    private AppConfig config(EmbeddedBroker broker) {
        return CreatedTopics.configure(
                "bootstrap.servers=" + broker.bootstrapServers(),
                "state.dir=" + state,
                "images.partitions=2",
                "encoder.batch=1",
                "commit.interval.ms=1000",
                "enrolment.transaction.timeout.ms=1000");
    }

    private static Map<String, byte[]> values(int count, IntFunction<String> key, IntFunction<byte[]> value) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(key::apply, value::apply));
    }

    private static double decisions(SimpleMeterRegistry metrics) {
        return metrics.find("siamese.decisions").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Exemplars that an application has read and committed. */
    private static long committed(Admin admin, AppConfig config) {
        try {
            long read = 0;
            for (GroupListing group : admin.listGroups().all().get()) {
                if (group.groupId().startsWith(config.streams().applicationId() + "-enrol")) {
                    OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group.groupId())
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(new TopicPartition(config.topics().names().exemplars(), 0));
                    read += offset == null ? 0 : offset.offset();
                }
            }
            return read;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
