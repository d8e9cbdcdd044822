package io.siamese.console.room.review;

import io.siamese.client.DecisionWatcher;
import io.siamese.client.FeedbackPublisher;
import io.siamese.console.kafka.BackgroundLoop;
import io.siamese.events.Feedback;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Follows uncertain decisions and verdicts of the last day, and publishes verdicts. Thread-safe; the caller closes it. */
final class Reviews implements AutoCloseable {

    /** How far back decisions are read: all of them, to find the uncertain ones. */
    static final Duration BACK = Duration.ofDays(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final ReviewQueue queue = new ReviewQueue();
    private final FeedbackPublisher publisher;
    private final ResourceStack opened;

    private Reviews(FeedbackPublisher publisher, ResourceStack opened) {
        this.publisher = publisher;
        this.opened = opened;
    }

    static Reviews open(ContractSettings settings) {
        Instant since = Instant.now().minus(BACK);
        try (ResourceStack opened = new ResourceStack()) {
            ContractSchemas schemas = opened.add(ContractSchemas.open(settings));
            FeedbackPublisher publisher = opened.add(FeedbackPublisher.open(settings));
            TopicTail verdicts = opened.add(
                    TopicTail.openSince(settings, settings.topics().names().feedback(), since));
            DecisionWatcher decisions = opened.add(DecisionWatcher.openSince(settings, since));
            ResourceStack loops = opened.add(new ResourceStack());
            Reviews reviews = new Reviews(publisher, opened.release());
            reviews.followTopics(verdicts, schemas.reader(Feedback.class), decisions, loops);
            return reviews;
        }
    }

    private void followTopics(
            TopicTail verdicts, EventReader<Feedback> reader, DecisionWatcher decisions, ResourceStack loops) {
        loops.add(BackgroundLoop.start(
                "siamese-console-feedback", () -> verdicts.poll(POLL).forEach(record -> takeVerdict(reader, record))));
        loops.add(BackgroundLoop.start(
                "siamese-console-review", () -> decisions.poll(POLL).forEach(queue::addDecision)));
    }

    private void takeVerdict(EventReader<Feedback> reader, ConsumerRecord<byte[], byte[]> record) {
        if (reader.read(record.value()) instanceof Incoming.Readable<Feedback> readable) {
            queue.addVerdict(readable.value());
        }
    }

    ReviewQueue queue() {
        return queue;
    }

    /**
     * Publishes a verdict and waits until it is written.
     *
     * @throws KafkaException if it cannot be
     */
    void publish(Feedback feedback) {
        try {
            publisher.publish(feedback).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : e;
        }
        queue.addVerdict(feedback);
    }

    @Override
    public void close() {
        opened.close();
    }
}
