package io.siamese.testbed.bench;

import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes images at a fixed rate, whatever comes back, and takes the time from when each was due to when a reader of
 * committed decisions has it. An image that is sent late, because something stood still, counts from when it was due.
 */
final class OpenLoop implements AutoCloseable {
    private static final int LINGER_MS = 2;
    private static final Duration LAST = Duration.ofSeconds(60);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final int partitions;
    private final List<byte[]> files;
    private volatile long next;

    /**
     * @param files published in turn
     * @param published images that are in the topic already, numbered from 0: image i in partition i mod partitions
     */
    OpenLoop(AppConfig config, List<byte[]> files, long published) {
        this.files = files;
        this.next = published;
        topic = config.topics().names().images();
        partitions = config.topics().imagePartitions();
        Map<String, Object> settings = new HashMap<>(config.kafka().producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = DecisionAudit.consumer(config);
        consumer.assign(DecisionAudit.partitions(config));
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /** Images published in all. */
    long published() {
        return next;
    }

    /**
     * Publishes until told to stop, and waits for the last decision.
     *
     * @param rate images a second
     * @param atMost longest time
     * @param stop asked between images; not before a second has passed
     * @return times in µs; those of the first tenth of a second are left out
     */
    Histogram publishAtRate(double rate, Duration atMost, BooleanSupplier stop) {
        int most = (int) Math.ceil(rate * atMost.toNanos() / 1e9);
        AtomicLongArray due = new AtomicLongArray(most);
        long first = next;
        Thread publisher = new Thread(() -> publish(rate, due, first, stop), "bench-publisher");
        publisher.start();
        Histogram times = new Histogram(3);
        long seen = 0;
        long end = System.nanoTime() + atMost.plus(LAST).toNanos();
        while (publisher.isAlive() || seen < next - first) {
            if (System.nanoTime() > end) {
                throw new BenchFailure((next - first - seen) + " decisions have not come");
            }
            for (ConsumerRecord<byte[], byte[]> decision : consumer.poll(Duration.ofMillis(50))) {
                long number = parseNumber(decision.key());
                if (number >= first) {
                    seen++;
                    if (number - first > rate / 10) {
                        times.recordValue((System.nanoTime() - due.get((int) (number - first))) / 1000);
                    }
                }
            }
        }
        return times;
    }

    private void publish(double rate, AtomicLongArray due, long first, BooleanSupplier stop) {
        long start = System.nanoTime();
        int i = 0;
        for (; i < due.length() && (i < rate || !stop.getAsBoolean()); i++) {
            long at = start + (long) (i * 1e9 / rate);
            due.set(i, at);
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long number = first + i;
            producer.send(PublishedImages.probeRecord(
                    topic, (int) (number % partitions), number, files.get((int) (number % files.size()))));
        }
        producer.flush();
        next = first + i;
    }

    private static long parseNumber(byte[] key) {
        long number = 0;
        for (byte digit : key) {
            number = 10 * number + digit - '0';
        }
        return number;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
