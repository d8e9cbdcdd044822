package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances with folders of keys of their own, of which one cannot use a key that the other one uses. */
@Tag("long")
@Timeout(180)
class KeyOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final byte[] ALICE = new StrokeCharacters(7).png(1, 0);
    private static final byte[] BOB = new StrokeCharacters(7).png(2, 0);

    @TempDir
    Path folder;

    @Test
    void matchesNobodyWhoseRevocationWaitsBehindAKey() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Service first = start(broker, "first");
                Service second = start(broker, "second");
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            client.enrolled("default/alice/1", ALICE);
            assertThat(ask(client, "before"))
                    .allSatisfy(image -> assertThat(outcome(client, image)).isEqualTo("MATCH"));

            // When: the instance that does not enrol cannot read on, and somebody is revoked behind that
            await(() -> first.enrols() != second.enrols());
            boolean firstEnrols = first.enrols();
            Service enrolling = firstEnrols ? first : second;
            Service other = firstEnrols ? second : first;
            Path key =
                    folder.resolve(firstEnrols ? "second-keys" : "first-keys").resolve("b/1.key");
            String text = Files.readString(key);
            Files.writeString(key, "");
            client.enrolled("b/bob/1", BOB);
            await(() -> other.app().notReadyBecause().orElse("").contains("the gallery log waits"));
            client.send("exemplars", "default/alice/1", null);
            client.awaitStatus("default/alice/1", 2);
            await(() -> enrolling.app().templates() == 1);
            List<RecordMetadata> during = ask(client, "during");

            // Then: what it had is decided by the other one, or waits
            await(() -> decided(client, during) > 0);
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
            assertThat(other.app().isReady()).isFalse();
            Files.writeString(key, text);
            assertThat(during)
                    .allSatisfy(image -> assertThat(outcome(client, image)).isEqualTo("NO_REFERENCE"));
            assertThat(decided(client, during)).isEqualTo(PARTITIONS);
            first.app().awaitReady(PATIENCE);
            second.app().awaitReady(PATIENCE);
        }
    }

    /** Each has the same keys in a folder of its own. */
    private Service start(EmbeddedBroker broker, String name) throws Exception {
        Path keys = folder.resolve(name + "-keys");
        for (String gallery : List.of("default", "b")) {
            Path made = folder.resolve("first-keys").resolve(gallery).resolve("1.key");
            if (Files.exists(made)) {
                Files.createDirectories(keys.resolve(gallery));
                Files.copy(made, keys.resolve(gallery).resolve("1.key"));
            } else {
                new FolderKeys(keys).create(gallery, "1");
            }
        }
        return Service.start(broker.bootstrapServers(), folder.resolve(name), "encryption.keys=" + keys);
    }

    /** An image in each partition that claims to be alice. */
    private static List<RecordMetadata> ask(BlackBox client, String id) {
        List<RecordMetadata> images = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ProducerRecord<byte[], byte[]> image =
                    new ProducerRecord<>("images", partition, (id + partition).getBytes(UTF_8), ALICE);
            image.headers().add("claimed-subject", "alice".getBytes(UTF_8));
            images.add(client.send(image));
        }
        return images;
    }

    private static String outcome(BlackBox client, RecordMetadata image) {
        return client.decision(image).get("outcome").toString();
    }

    private static long decided(BlackBox client, List<RecordMetadata> images) {
        return images.stream().mapToLong(client::decisionsSeen).sum();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
