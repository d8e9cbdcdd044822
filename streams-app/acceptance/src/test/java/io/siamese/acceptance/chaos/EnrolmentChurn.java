package io.siamese.acceptance.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.time.Duration;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Enrols, replaces and revokes a few subjects all the time, and keeps what {@code exemplars} says in the end. */
final class EnrolmentChurn implements AutoCloseable {
    static final String GALLERY = "chaos";
    static final int SUBJECTS = 24;

    private static final Duration STEP = Duration.ofMillis(200);
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(15);
    private final SortedMap<String, byte[]> alive = new TreeMap<>();
    private final Thread thread = new Thread(this::publish, "enrolment churn");
    private long lastOffset = -1;
    private boolean paused;
    private boolean closed;

    EnrolmentChurn(String bootstrapServers) {
        producer = Load.producer(bootstrapServers);
        thread.start();
    }

    private void publish() {
        while (step()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private synchronized boolean step() {
        if (!paused && !closed) {
            int subject = random.nextInt(SUBJECTS);
            if (random.nextInt(4) == 0) {
                revoke("s-" + subject);
            } else {
                enrol("s-" + subject, DRAWN.png(subject, random.nextInt(20)));
            }
        }
        return !closed;
    }

    /** Enrols, and waits until the record is written. */
    synchronized void enrol(String subject, byte[] image) {
        send(subject, image);
        alive.put(subject, image);
    }

    synchronized void revoke(String subject) {
        send(subject, null);
        alive.remove(subject);
    }

    private void send(String subject, byte[] value) {
        byte[] key = (GALLERY + "/" + subject + "/1").getBytes(UTF_8);
        try {
            lastOffset = producer.send(new ProducerRecord<>("exemplars", 0, key, value))
                    .get()
                    .offset();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("an exemplar could not be published", e);
        }
    }

    /** Publishes nothing until it is told to go on. What was published is written when this returns. */
    synchronized void pause() {
        paused = true;
    }

    synchronized void goOn() {
        paused = false;
    }

    /** The images that count now, by subject. */
    synchronized SortedMap<String, byte[]> alive() {
        return new TreeMap<>(alive);
    }

    /** Offset of the latest record. */
    synchronized long lastOffset() {
        return lastOffset;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        producer.close(Duration.ZERO);
    }
}
