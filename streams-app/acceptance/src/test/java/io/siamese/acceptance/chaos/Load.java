package io.siamese.acceptance.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes images at an even rate, round all partitions, one in a hundred of them broken, and tells the oracle where they are. */
final class Load implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    private final Oracle oracle;
    private final int partitions;
    private final int rate;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<byte[]> images = IntStream.range(0, 60)
            .mapToObj(i -> DRAWN.png(i % EnrolmentChurn.SUBJECTS, i))
            .toList();
    private final List<byte[]> broken = List.of(
            "text".getBytes(UTF_8),
            Arrays.copyOf(DRAWN.png(1, 1), 120),
            new byte[900],
            new byte[] {(byte) 0xc3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
            new byte[0]);
    private final AtomicInteger number = new AtomicInteger();
    private final Thread thread = new Thread(this::publish, "load");
    private volatile boolean closed;
    private volatile Exception failure;

    /** @param rate images a second */
    Load(String bootstrapServers, Oracle oracle, int partitions, int rate) {
        this.oracle = oracle;
        this.partitions = partitions;
        this.rate = rate;
        this.producer = producer(bootstrapServers);
        thread.start();
    }

    /** It does not give up while a fault lasts: what it gave up might be published or not. */
    static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "delivery.timeout.ms",
                        600_000,
                        "max.block.ms",
                        600_000,
                        "max.request.size",
                        4 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void publish() {
        long start = System.nanoTime();
        while (!closed) {
            long due =
                    (System.nanoTime() - start) * rate / Duration.ofSeconds(1).toNanos();
            for (int next = number.get(); next < due && !closed; next = number.get()) {
                boolean isBroken = next % 100 == 99;
                byte[] value = isBroken ? broken.get(next / 100 % broken.size()) : images.get(next % images.size());
                send("i-" + next, next % partitions, value, isBroken);
                number.incrementAndGet();
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    void send(String id, int partition, byte[] value, boolean isBroken) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("images", partition, id.getBytes(UTF_8), value);
        record.headers().add("gallery", EnrolmentChurn.GALLERY.getBytes(UTF_8));
        producer.send(record, (written, exception) -> {
            if (exception == null) {
                oracle.published(written, isBroken);
            } else {
                failure = exception;
            }
        });
    }

    /** Waits until all that was sent is written. */
    void flush() {
        producer.flush();
        if (failure != null) {
            throw new IllegalStateException("the load could not be published", failure);
        }
    }

    /** Publishes no more. */
    void stop() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }

    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }
}
