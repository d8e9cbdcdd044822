package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.acceptance.process.Wait;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
    private static final int EXEMPLARS = 100;
    /** Work for longer than the enrolment takes, at {@link #ENCODING} each and with two workers. */
    private static final int PROBES = 3_000;

    private static final Duration ENCODING = Duration.ofMillis(20);

    @TempDir
    Path state;

    private final AtomicBoolean busy = new AtomicBoolean(true);

    @Test
    void enrolsOneImageAfterAnotherUnderLoadWithoutLosingATransaction() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                        Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given: a gallery log, which a second service reads at its start as fast as it can
            AppConfig first = config(broker, "first");
            for (int i = 0; i < EXEMPLARS; i++) {
                client.send("exemplars", "default/s" + i + "/1", BlackBox.exemplar(DRAWN.png(i, 0)));
            }
            try (SiameseApp app = SiameseApp.start(first, false, new SimpleMeterRegistry(), encoder -> encoder)) {
                Wait.until(PATIENCE, "all enrolled", () -> app.templates() == EXEMPLARS);
            }
            AppConfig second = config(broker, "second");
            for (int i = 0; i < PROBES; i++) {
                client.send("images", "probe-" + i, BlackBox.probe(DRAWN.png(i, 1), "s" + i));
            }
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();

            // When: it enrols each exemplar by itself, and there are always probes to wait for
            try (SiameseApp app = SiameseApp.start(
                    second,
                    false,
                    metrics,
                    encoder -> new RiggedEncoder(encoder, images -> {
                        LockSupport.parkNanos(busy.get() ? ENCODING.toNanos() : 0);
                        return encoder.encode(images);
                    }))) {
                Wait.until(PATIENCE, "all enrolled again", () -> committed(admin, second) == EXEMPLARS);
                busy.set(false);

                // Then
                assertThat(ClosedTasks.count(metrics)).isZero();
                assertThat(app.templates()).isEqualTo(EXEMPLARS);
                assertThat(app.failure()).isNotDone();
            }
        }
    }

    private AppConfig config(EmbeddedBroker broker, String applicationId) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                "bootstrap.servers=" + broker.bootstrapServers(),
                "application.id=" + applicationId,
                "state.dir=" + state.resolve(applicationId),
                "images.partitions=2",
                "encoder.batch=1",
                "enrolment.transaction.timeout.ms=1000"));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        return config;
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
