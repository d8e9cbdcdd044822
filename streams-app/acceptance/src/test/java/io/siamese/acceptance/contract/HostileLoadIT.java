package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.file.DenseJpeg;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Good images between as many hostile ones: damaged files of all formats, and now and then the most expensive file that is
 * allowed. {@code -Dsiamese.hostile.images=10000} says how many there are of both.
 */
@Tag("long")
@Timeout(1800)
class HostileLoadIT {
    private static final Logger LOG = LoggerFactory.getLogger(HostileLoadIT.class);
    private static final int IMAGES = Integer.getInteger("siamese.hostile.images", 1_000);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int SMALL = 200_000;
    private static final int EXPENSIVE_EVERY = 250;
    private static final byte[] GOOD = new StrokeCharacters(7).png(1, 0);

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    private final EventReader<MatchDecision> reader =
            new EventReader<>(MatchDecision.class, EventSchemas.before(fingerprint -> Optional.empty()));
    private final Map<String, List<Outcome>> decided = new HashMap<>();

    @Test
    void decidesGoodImagesBetweenHostileOnes() throws Exception {
        // Given
        RUNNING.client().enrolled("default/alice/1", GOOD);
        AppConfig config = AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + RUNNING.bootstrapServers()));
        double closed = RUNNING.service().closedTasks();
        long start = System.nanoTime();
        try (TopicTail decisions = TopicTail.open(config.contract(), "match-decisions", false)) {
            // When
            List<String> good = publish();
            double longestChunk = await(decisions, 2 * IMAGES);

            // Then
            LOG.atInfo()
                    .addKeyValue("images", decided.size())
                    .addKeyValue("rejected", count(Outcome.REJECTED))
                    .addKeyValue("seconds", (System.nanoTime() - start) / 1_000_000_000L)
                    .addKeyValue("longestChunkSeconds", longestChunk)
                    .addKeyValue("heapMiB", Runtime.getRuntime().totalMemory() >> 20)
                    .log("hostile images among good ones");
            assertThat(decided)
                    .hasSize(2 * IMAGES)
                    .allSatisfy((source, outcomes) ->
                            assertThat(outcomes).as(source).hasSize(1));
            assertThat(good)
                    .allSatisfy(source -> assertThat(decided.get(source)).containsExactly(Outcome.MATCH));
            assertThat(count(Outcome.REJECTED)).isBetween(1L, (long) IMAGES);
            assertThat(RUNNING.service().closedTasks())
                    .as("tasks given up, because a chunk took longer than its transaction may, or else")
                    .isEqualTo(closed);
        }
        RUNNING.service().app().awaitReady(Duration.ofSeconds(30));
    }

    private long count(Outcome outcome) {
        return decided.values().stream()
                .filter(outcomes -> outcomes.contains(outcome))
                .count();
    }

    /** Publishes, and says where the good ones are. */
    private List<String> publish() throws Exception {
        List<byte[]> files = new ArrayList<>(new OddImages().files().values());
        List<byte[]> small = files.stream().filter(file -> file.length < SMALL).toList();
        List<byte[]> expensive =
                List.of(DenseJpeg.ofScans(45), new OddImages().files().get("16 million pixels of 8 bytes"));
        SplittableRandom random = new SplittableRandom(12);
        List<Future<RecordMetadata>> good = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RUNNING.bootstrapServers(), "max.request.size", 4 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES; i++) {
                good.add(producer.send(image("good-" + i, GOOD)));
                byte[] hostile = i % EXPENSIVE_EVERY == EXPENSIVE_EVERY - 1
                        ? expensive.get(i / EXPENSIVE_EVERY % expensive.size())
                        : damage(small.get(random.nextInt(small.size())), random);
                producer.send(image("hostile-" + i, hostile));
            }
        }
        List<String> sources = new ArrayList<>();
        for (var sent : good) {
            sources.add(sent.get().partition() + "-" + sent.get().offset());
        }
        return sources;
    }

    private static ProducerRecord<byte[], byte[]> image(String key, byte[] file) {
        return new ProducerRecord<>("images", key.getBytes(UTF_8), file);
    }

    private static byte[] damage(byte[] whole, SplittableRandom random) {
        byte[] damaged = whole.clone();
        for (int changes = 1 + random.nextInt(6); changes > 0 && damaged.length > 0; changes--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    /** Reads until there are so many decisions. Returns the longest time of a chunk, in seconds. */
    private double await(TopicTail decisions, int wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        double longest = 0;
        while (decided.size() < wanted && System.nanoTime() < end) {
            decisions.poll(Duration.ofMillis(100)).forEach(this::note);
            longest = Math.max(longest, RUNNING.service().longestChunk());
        }
        // One that came twice would come soon.
        decisions.readToEnd(this::note);
        return longest;
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (reader.read(record.value()) instanceof Incoming.Readable<MatchDecision> readable) {
            MatchDecision decision = readable.value();
            String source = decision.getSource().getPartition() + "-"
                    + decision.getSource().getOffset();
            decided.computeIfAbsent(source, none -> new ArrayList<>()).add(decision.getOutcome());
        }
    }
}
