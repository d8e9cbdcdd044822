package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.acceptance.process.Instance;
import io.siamese.acceptance.process.Program;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.service.ServiceMain;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Good images between as many hostile ones, decided by a service in a process of its own with a heap of 1 GiB.
 * {@code -Dsiamese.hostile.images=10000} says how many there are of both.
 */
@Tag("long")
@Timeout(3000)
class HostileLoadIT {
    private static final int IMAGES = Integer.getInteger("siamese.hostile.images", 1_000);
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final String GOOD = "good-";
    private static final String HOSTILE = "hostile-";
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
    private static final String LONGEST_CHUNK = "siamese_chunk_seconds_max{application=\"verification\"";
    private static final String CLOSED_TASKS = "kafka_stream_thread_task_closed_total";

    private final HostileDecisions decided = new HostileDecisions();
    private final List<HostileMix.Hostile> hostile = new ArrayList<>();
    private double longestChunk;
    private double mostHeap;

    @TempDir
    Path folder;

    @Test
    void decidesGoodImagesBetweenHostileOnes() throws Exception {
        // Given
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            AppConfig config = configWithTopics(broker);
            try (Instance service = start(broker);
                    BlackBox client = new BlackBox(broker.bootstrapServers());
                    TopicTail decisions = TopicTail.open(config.contract(), "match-decisions", false)) {
                service.awaitReady();
                client.enrolled("default/alice/1", HostileMix.GOOD);
                double closed = service.metric(CLOSED_TASKS);

                // When
                long start = System.nanoTime();
                publish(broker);
                await(service, decisions);
                report(Duration.ofNanos(System.nanoTime() - start));

                // Then
                for (int i = 0; i < IMAGES; i++) {
                    decided.assertMatch(GOOD + i);
                    decided.assertAnswered(HOSTILE + i, hostile.get(i));
                }
                assertServiceIsWell(service);
                assertThat(service.metric(CLOSED_TASKS))
                        .as("tasks given up, because a chunk took longer than its transaction may, or else")
                        .isEqualTo(closed);
            }
        }
        assertNoneCostsMoreThanTheBound();
    }

    private static AppConfig configWithTopics(EmbeddedBroker broker) {
        AppConfig config = AppConfig.load(
                ConfigSources.ofFlags("bootstrap.servers=" + broker.bootstrapServers(), "images.partitions=3"));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        return config;
    }

    /** With the optimising compiler, as its container runs it. */
    private Instance start(EmbeddedBroker broker) {
        return new Instance(
                folder.resolve("service"),
                broker.bootstrapServers(),
                List.of(),
                Program.of(ServiceMain.class, "-Xmx1g", "-XX:TieredStopAtLevel=4"));
    }

    private void publish(EmbeddedBroker broker) throws Exception {
        HostileMix mix = new HostileMix();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 4 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES; i++) {
                hostile.add(mix.next());
                producer.send(image(GOOD + i, HostileMix.GOOD));
                producer.send(image(HOSTILE + i, hostile.get(i).file()));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> image(String key, byte[] file) {
        return new ProducerRecord<>("images", key.getBytes(UTF_8), file);
    }

    /** Reads until all are decided, and looks at the service meanwhile. */
    private void await(Instance service, TopicTail decisions) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (decided.size() < 2 * IMAGES && System.nanoTime() < end) {
            decisions.poll(Duration.ofMillis(500)).forEach(decided::note);
            service.metricsPage().ifPresent(page -> {
                mostHeap = Math.max(mostHeap, sum(page, HEAP));
                longestChunk = Math.max(longestChunk, sum(page, LONGEST_CHUNK));
            });
        }
        // One that came twice would come soon.
        decisions.readToEnd(decided::note);
    }

    private static double sum(String page, String start) {
        return page.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void report(Duration taken) {
        System.out.printf(
                Locale.ROOT,
                "%d images in %d s, %d rejected, %d by a reason that was known before; longest chunk %.2f s, heap %d MiB%n",
                decided.size(),
                taken.toSeconds(),
                decided.rejected(),
                hostile.stream().filter(HostileMix.Hostile::isRefused).count(),
                longestChunk,
                Math.round(mostHeap) >> 20);
    }

    private static void assertServiceIsWell(Instance service) {
        assertThat(service.ends()).isZero();
        assertThat(service.isReady()).as(service.describe()).isTrue();
        assertThat(service.process().output()).doesNotContain("OutOfMemoryError");
    }

    /** By CPU time, of which a busy machine does not take more. */
    private void assertNoneCostsMoreThanTheBound() {
        DecodingCost cost = new DecodingCost();
        double most = hostile.stream()
                .map(HostileMix.Hostile::file)
                .distinct()
                .mapToDouble(file -> cost.inPlainImages(file, ImageLimits.MAX_PASSES))
                .max()
                .orElse(0);
        System.out.printf(Locale.ROOT, "the slowest costs as much as %.1f plain images of the largest size%n", most);
        assertThat(most).isLessThan(ImageLimits.MAX_PASSES);
    }
}
