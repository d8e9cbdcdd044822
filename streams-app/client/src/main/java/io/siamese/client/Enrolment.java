package io.siamese.client;

import io.siamese.client.StatusWatcher.KeyedStatus;
import io.siamese.schemas.key.ExemplarKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes exemplars and revocations, and hands over the status of each as it is committed. For one run, on one thread.
 */
public final class Enrolment {

    private static final int CHUNK = 256;

    /**
     * One exemplar to enrol or to revoke.
     *
     * @param key a prefix revokes all below it
     * @param image PNG or JPEG bytes, neither copied nor looked at; null revokes
     */
    public record Item(ExemplarKey key, byte @Nullable [] image) {}

    private final ExemplarPublisher publisher;
    private final StatusWatcher watcher;
    private final Duration patience;
    private final Set<String> pending = new LinkedHashSet<>();

    /**
     * @param watcher opened before anything is published
     * @param patience how long to wait at most without any status of this run
     */
    public Enrolment(ExemplarPublisher publisher, StatusWatcher watcher, Duration patience) {
        this.publisher = publisher;
        this.watcher = watcher;
        this.patience = patience;
    }

    /**
     * Publishes all, in the order given, and waits for the first status of each key after that.
     *
     * @param statuses takes one status for each key
     * @return the keys that no status came for within the patience; empty where all is well
     * @throws KafkaException if an exemplar cannot be published
     */
    public List<String> run(Iterator<Item> items, Consumer<KeyedStatus> statuses) {
        while (items.hasNext()) {
            publishChunk(items);
            take(Duration.ZERO, statuses);
        }
        long last = System.nanoTime();
        while (!pending.isEmpty() && System.nanoTime() - last < patience.toNanos()) {
            if (take(Duration.ofMillis(100), statuses)) {
                last = System.nanoTime();
            }
        }
        return List.copyOf(pending);
    }

    /**
     * Publishes all, in the order given, and waits only until they are written.
     *
     * @throws KafkaException if an exemplar cannot be published
     */
    public void publish(Iterator<Item> items) {
        while (items.hasNext()) {
            publishChunk(items);
        }
    }

    private void publishChunk(Iterator<Item> items) {
        Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        while (items.hasNext() && sent.size() < CHUNK) {
            Item item = items.next();
            sent.put(
                    item.key().text(),
                    item.image() == null ? publisher.revoke(item.key()) : publisher.enroll(item.key(), item.image()));
        }
        publisher.flush();
        sent.forEach(Enrolment::written);
        pending.addAll(sent.keySet());
    }

    private static void written(String key, Future<RecordMetadata> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new KafkaException(key + " could not be published: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean take(Duration wait, Consumer<KeyedStatus> statuses) {
        boolean any = false;
        for (KeyedStatus status : watcher.poll(wait)) {
            if (pending.remove(status.key())) {
                statuses.accept(status);
                any = true;
            }
        }
        return any;
    }
}
