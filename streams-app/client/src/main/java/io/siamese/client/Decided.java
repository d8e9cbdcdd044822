package io.siamese.client;

import io.siamese.events.MatchDecision;
import io.siamese.events.Source;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Publishes images and hands over the decision of each as it is committed. A decision is known by its {@code source}, so
 * that equal image ids, and other people's images, do not confuse it. For one run, on one thread.
 */
public final class Decided {

    private static final int CHUNK = 256;

    private final ImagePublisher publisher;
    private final DecisionWatcher watcher;
    private final Duration patience;
    private final Map<Place, String> pending = new LinkedHashMap<>();

    private record Place(int partition, long offset) {}

    /**
     * @param watcher opened before anything is published
     * @param patience how long to wait at most without any decision of this run
     */
    public Decided(ImagePublisher publisher, DecisionWatcher watcher, Duration patience) {
        this.publisher = publisher;
        this.watcher = watcher;
        this.patience = patience;
    }

    /**
     * Publishes all, in the order given, and waits for the decisions.
     *
     * @param decisions takes each decision once, in the order of their commits
     * @return the image ids that no decision came for within the patience; empty where all is well
     * @throws KafkaException if an image cannot be published
     */
    public List<String> run(Iterator<Submission> submissions, Consumer<MatchDecision> decisions) {
        while (submissions.hasNext()) {
            publishChunk(submissions);
            take(Duration.ZERO, decisions);
        }
        long last = System.nanoTime();
        while (!pending.isEmpty() && System.nanoTime() - last < patience.toNanos()) {
            if (take(Duration.ofMillis(100), decisions)) {
                last = System.nanoTime();
            }
        }
        return List.copyOf(pending.values());
    }

    /**
     * Publishes all, in the order given, and waits only until they are written.
     *
     * @throws KafkaException if an image cannot be published
     */
    public void publish(Iterator<Submission> submissions) {
        while (submissions.hasNext()) {
            publishChunk(submissions);
        }
    }

    private void publishChunk(Iterator<Submission> submissions) {
        Map<Future<RecordMetadata>, String> sent = new LinkedHashMap<>();
        while (submissions.hasNext() && sent.size() < CHUNK) {
            Submission submission = submissions.next();
            sent.put(publisher.publish(submission), submission.imageId());
        }
        publisher.flush();
        sent.forEach((future, imageId) -> pending.put(place(future, imageId), imageId));
    }

    private static Place place(Future<RecordMetadata> future, String imageId) {
        try {
            RecordMetadata written = future.get();
            return new Place(written.partition(), written.offset());
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new KafkaException(imageId + " could not be published: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Only places that are known already are polled for, so a decision that is not pending is somebody else's. */
    private boolean take(Duration wait, Consumer<MatchDecision> decisions) {
        boolean any = false;
        for (MatchDecision decision : watcher.poll(wait)) {
            Source source = decision.getSource();
            if (pending.remove(new Place(source.getPartition(), source.getOffset())) != null) {
                decisions.accept(decision);
                any = true;
            }
        }
        return any;
    }
}
