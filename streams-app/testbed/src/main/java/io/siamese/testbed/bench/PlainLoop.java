package io.siamese.testbed.bench;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.batching.ChunkWork;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.config.AppConfig;
import io.siamese.service.verification.ProbeAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Runs one consumer and one transactional producer on one thread. It commits as often as the service does. */
final class PlainLoop implements AutoCloseable {
    private static final SingleObjectWriter WRITER = new SingleObjectWriter();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String decisions;
    private final long commitNanos;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private int left;

    /** @param thread takes the partitions whose number is its own, modulo {@code threads} */
    PlainLoop(AppConfig config, int thread, int threads, PublishedImages load) {
        decisions = config.topics().names().matchDecisions();
        commitNanos = config.streams().commitInterval().toNanos();
        consumer = new KafkaConsumer<>(consumer(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(producer(config, thread), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        List<TopicPartition> own = new ArrayList<>();
        for (int partition = thread; partition < load.partitions(); partition += threads) {
            own.add(new TopicPartition(config.topics().names().images(), partition));
            left += load.imagesIn(partition);
        }
        consumer.assign(own);
        consumer.seekToBeginning(own);
    }

    private static Map<String, Object> consumer(AppConfig config) {
        Map<String, Object> settings = new HashMap<>(config.kafka().consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.streams().applicationId());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        return settings;
    }

    private static Map<String, Object> producer(AppConfig config, int thread) {
        Map<String, Object> settings = new HashMap<>(config.kafka().producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.streams().applicationId() + "-" + thread);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        return settings;
    }

    /** Goes on until all that was published to its partitions is decided and committed. */
    void decideAll(int batch, ChunkWork<ProbeAnswer> work, Function<ProbeAnswer, MatchDecision> decide) {
        long committedAt = System.nanoTime();
        while (left > 0) {
            ConsumerRecords<byte[], byte[]> poll = consumer.poll(Duration.ofMillis(100));
            if (!poll.isEmpty() && done.isEmpty()) {
                producer.beginTransaction();
            }
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(poll.count());
            poll.forEach(records::add);
            for (int from = 0; from < records.size(); from += batch) {
                decideChunk(records.subList(from, Math.min(from + batch, records.size())), work, decide);
            }
            if (!done.isEmpty() && (left == 0 || System.nanoTime() - committedAt >= commitNanos)) {
                producer.sendOffsetsToTransaction(done, consumer.groupMetadata());
                producer.commitTransaction();
                done.clear();
                committedAt = System.nanoTime();
            }
        }
    }

    private void decideChunk(
            List<ConsumerRecord<byte[], byte[]>> chunk,
            ChunkWork<ProbeAnswer> work,
            Function<ProbeAnswer, MatchDecision> decide) {
        List<ProbeAnswer> answers =
                work.apply(chunk.stream().map(RawRecord::from).toList());
        for (int i = 0; i < chunk.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = chunk.get(i);
            MatchDecision decision = decide.apply(answers.get(i));
            producer.send(new ProducerRecord<>(
                    decisions,
                    record.partition(),
                    record.timestamp(),
                    record.key(),
                    WRITER.write(decisions, decision)));
            done.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        left -= chunk.size();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
