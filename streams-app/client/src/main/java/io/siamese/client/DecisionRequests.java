package io.siamese.client;

import io.siamese.events.MatchDecision;
import io.siamese.events.Source;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.resource.ResourceStack;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes images and gives the decision of each one as a future.
 *
 * <pre>{@code
 * try (DecisionRequests requests = DecisionRequests.open(ContractSettings.forBrokers("localhost:9092"))) {
 *     CompletableFuture<MatchDecision> decision = requests.decide(DecisionRequest.claim("alice", image));
 *     System.out.println(decision.join().getOutcome());
 * }
 * }</pre>
 *
 * <p>A decision is known by its {@code source}: topic, partition and offset of its image. So equal image ids, and images that
 * others publish, do not confuse it. Only committed decisions are read.
 *
 * <p>One instance serves an application. It holds one producer, one consumer without a group and one thread that reads.
 * Thread-safe: any number of threads may ask for any number of decisions at once. The caller closes it.
 */
public final class DecisionRequests implements AutoCloseable {

    /** How long a decision may take, unless told otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final ImagePublisher images;
    private final PendingAnswers<Place, MatchDecision> pending;
    private final ResourceStack opened;

    private record Place(String topic, int partition, long offset) {
        static Place of(RecordMetadata written) {
            return new Place(written.topic(), written.partition(), written.offset());
        }

        static Place of(Source source) {
            return new Place(source.getTopic(), source.getPartition(), source.getOffset());
        }
    }

    private DecisionRequests(
            ImagePublisher images, PendingAnswers<Place, MatchDecision> pending, ResourceStack opened) {
        this.images = images;
        this.pending = pending;
        this.opened = opened;
    }

    /**
     * Opens the clients with {@link #DEFAULT_TIMEOUT}.
     *
     * @throws UnreachableTopicException if the topic of images or of decisions cannot be found
     */
    public static DecisionRequests open(ContractSettings settings) {
        return open(settings, DEFAULT_TIMEOUT);
    }

    /**
     * Opens the clients.
     *
     * @param timeout how long a decision may take after its image is written
     * @throws UnreachableTopicException if the topic of images or of decisions cannot be found
     */
    public static DecisionRequests open(ContractSettings settings, Duration timeout) {
        try (ResourceStack opened = new ResourceStack()) {
            ImagePublisher images = opened.add(ImagePublisher.open(settings));
            // The reader has its place before anything is published.
            DecisionWatcher decisions = opened.add(DecisionWatcher.open(settings, false));
            PendingAnswers<Place, MatchDecision> pending = new PendingAnswers<>("decision", timeout, System::nanoTime);
            opened.add(AnswerReader.<MatchDecision>start(
                    "siamese-decisions",
                    decisions::poll,
                    decision -> pending.takeAnswer(Place.of(decision.getSource()), decision),
                    pending));
            return new DecisionRequests(images, pending, opened.release());
        }
    }

    /**
     * Publishes an image and returns at once, except while the producer's buffer is full.
     *
     * @return the decision. It fails with a {@link KafkaException} if the image cannot be published, with a
     *     {@link NoAnswerException} if no decision comes in time or before {@link #close}, and with an
     *     {@link IllegalArgumentException} if the settings have keys and the gallery has none
     */
    public CompletableFuture<MatchDecision> decide(DecisionRequest request) {
        return pending.expect(request.imageId(), () -> images.publish(request).thenApply(Place::of));
    }

    /** Ends the reading first, which fails the decisions that have not come, then closes the clients. */
    @Override
    public void close() {
        opened.close();
    }
}
