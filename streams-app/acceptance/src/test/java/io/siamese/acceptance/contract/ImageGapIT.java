package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.DeletedUndecided;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that the brokers delete before they are decided are said. */
@Timeout(300)
class ImageGapIT {
    private static final byte[] IMAGE = new StrokeCharacters(7).png(1, 0);
    private static final TopicPartition PARTITION = new TopicPartition("images", 0);

    @TempDir
    Path state;

    @Test
    void saysHowManyImagesWereDeletedWhileTheServiceWasDown() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given: three images are decided, then five of seven are deleted that nobody has decided
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                IntStream.range(0, 3).forEach(i -> client.decided(image(i)));
                service.app().awaitReady(Duration.ofSeconds(30));
            }
            IntStream.range(3, 10).forEach(i -> client.send(image(i)));
            delete(broker, 8);
            try (TopicAdmin doctor = TopicAdmin.open(ContractSettings.forBrokers(broker.bootstrapServers()))) {
                assertThat(doctor.deletedUndecided("siamese")).containsExactly(new DeletedUndecided(PARTITION, 3, 8));
            }

            // When
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            try (Service service = Service.start(metrics, broker.bootstrapServers(), state)) {
                client.decided(image(10));

                // Then
                assertThat(deleted(metrics)).isEqualTo(5);
                service.app().awaitReady(Duration.ofSeconds(30));
            }
            try (TopicAdmin doctor = TopicAdmin.open(ContractSettings.forBrokers(broker.bootstrapServers()))) {
                assertThat(doctor.deletedUndecided("siamese")).isEmpty();
            }
        }
    }

    @Test
    void saysNothingWhereDecidedImagesAreDeleted() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            try (Service service = Service.start(metrics, broker.bootstrapServers(), state)) {
                IntStream.range(0, 3).forEach(i -> client.decided(image(i)));
                service.app().awaitReady(Duration.ofSeconds(30));
            }
            delete(broker, 3);

            // When
            try (Service service = Service.start(metrics, broker.bootstrapServers(), state)) {
                client.decided(image(3));

                // Then
                assertThat(deleted(metrics)).isZero();
                service.app().awaitReady(Duration.ofSeconds(30));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> image(int i) {
        return new ProducerRecord<>("images", 0, ("image-" + i).getBytes(UTF_8), IMAGE);
    }

    private static double deleted(SimpleMeterRegistry metrics) {
        return metrics.find("siamese.images.deleted.undecided").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void delete(EmbeddedBroker broker, long before) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }
}
