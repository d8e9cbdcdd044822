package io.siamese.testbed.bench;

import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Runs the service at full load for minutes. It shows how much memory the service holds, and whether that grows. */
final class SoakBench {
    private static final String SUITE = "soak, encoder, full load";
    /** Published and not yet decided: more than the service takes in a second. */
    private static final int BACKLOG = 30_000;

    private static final int LOOKS = 20;
    private static final Duration LAST = Duration.ofSeconds(60);

    private final BenchEnvironment bed;
    private final Duration time;
    private final Consumer<String> progress;
    private final List<byte[]> files = BenchImages.bilevel(1000);
    private final List<MemoryUse> looks = new ArrayList<>();
    private int published;

    SoakBench(BenchEnvironment bed, Duration time, Consumer<String> progress) {
        this.bed = bed;
        this.time = time;
        this.progress = progress;
    }

    List<BenchFigure> run() {
        AppConfig config =
                bed.configOfNextRun(List.of("topics.prefix=soak-", "images.partitions=" + PipelineBench.PARTITIONS));
        DecisionAudit audit = new DecisionAudit(PipelineBench.PARTITIONS);
        Map<String, Object> settings = new HashMap<>(config.kafka().producer());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        BenchGallery.publish(config, files);
        try (RunningApps app = RunningApps.start(List.of(config), EncoderDevice.real());
                var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> reader = DecisionAudit.consumer(config);
                Admin admin = Admin.create(config.kafka().admin())) {
            reader.assign(DecisionAudit.partitions(config));
            reader.seekToBeginning(reader.assignment());
            long start = System.nanoTime();
            while (System.nanoTime() - start < time.toNanos()) {
                fillBacklog(config, producer, audit);
                reader.poll(Duration.ofMillis(100)).forEach(audit::countDecision);
                if (System.nanoTime() - start > (looks.size() + 1) * time.toNanos() / LOOKS) {
                    recordMemory(app, audit);
                    deleteDecided(admin, reader, audit, config);
                }
            }
            long end = System.nanoTime() + LAST.toNanos();
            while (audit.decided() < published && System.nanoTime() < end) {
                reader.poll(Duration.ofMillis(100)).forEach(audit::countDecision);
            }
            // What would come twice may come last: a clean close commits what is open.
            app.close();
            audit.readToEnd(reader);
        }
        audit.checkComplete(new PublishedImages(PipelineBench.PARTITIONS, published));
        return figures();
    }

    private void fillBacklog(AppConfig config, KafkaProducer<byte[], byte[]> producer, DecisionAudit audit) {
        String topic = config.topics().names().images();
        for (long open = published - audit.decided(); open < BACKLOG; open++, published++) {
            int partition = published % PipelineBench.PARTITIONS;
            producer.send(
                    PublishedImages.probeRecord(topic, partition, published, files.get(published % files.size())));
        }
    }

    private void recordMemory(RunningApps app, DecisionAudit audit) {
        if (app.failure() != null) {
            throw new BenchFailure("the service has stopped: " + app.failure(), app.failure());
        }
        MemoryUse memory = MemoryUse.measure();
        looks.add(memory);
        progress.accept(String.format(
                Locale.ROOT,
                "soak: %,d decided, heap %.1f MiB, resident %.0f MiB",
                audit.decided(),
                memory.heapMib(),
                memory.residentMib()));
    }

    /** Frees the disk of what was read. */
    private static void deleteDecided(
            Admin admin, KafkaConsumer<byte[], byte[]> reader, DecisionAudit audit, AppConfig config) {
        Map<TopicPartition, RecordsToDelete> read = new HashMap<>();
        for (TopicPartition partition : reader.assignment()) {
            read.put(partition, RecordsToDelete.beforeOffset(reader.position(partition)));
            TopicPartition images = new TopicPartition(config.topics().names().images(), partition.partition());
            read.put(images, RecordsToDelete.beforeOffset(audit.decided(partition.partition())));
        }
        admin.deleteRecords(read);
    }

    private List<BenchFigure> figures() {
        return List.of(
                BenchFigure.of(SUITE, "decided, each once", published, "images"),
                BenchFigure.of(
                        SUITE,
                        "heap after a collection, at the end",
                        looks.get(looks.size() - 1).heapMib(),
                        "MiB"),
                BenchFigure.of(
                        SUITE,
                        "resident, at the end",
                        looks.get(looks.size() - 1).residentMib(),
                        "MiB"),
                BenchFigure.of(
                                SUITE,
                                "heap, last third less the third before it",
                                growthOverThirds(MemoryUse::heapMib),
                                "MiB")
                        .withTarget(TargetBounds.below(8, 2)),
                BenchFigure.of(
                                SUITE,
                                "resident, last third less the third before it",
                                growthOverThirds(MemoryUse::residentMib),
                                "MiB")
                        .withTarget(TargetBounds.below(32, 8)));
    }

    /** Mean of the last third of the looks less that of the third before; the first third warms up. */
    private double growthOverThirds(ToDoubleFunction<MemoryUse> quantity) {
        int third = looks.size() / 3;
        return averageOf(looks.subList(looks.size() - third, looks.size()), quantity)
                - averageOf(looks.subList(looks.size() - 2 * third, looks.size() - third), quantity);
    }

    private static double averageOf(List<MemoryUse> looks, ToDoubleFunction<MemoryUse> quantity) {
        return looks.stream().mapToDouble(quantity).average().orElse(Double.NaN);
    }
}
