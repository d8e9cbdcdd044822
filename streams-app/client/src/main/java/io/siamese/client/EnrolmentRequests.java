package io.siamese.client;

import io.siamese.events.ErasureReceipt;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.resource.ResourceStack;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes exemplars and revocations and gives the status of each one as a future.
 *
 * <pre>{@code
 * ExemplarStatus status = requests.enrol(new ExemplarKey("default", "alice", "1"), image).join();
 * requests.decide(DecisionRequest.claim("alice", probe).notBefore(status.getGalleryEpoch()));
 * }</pre>
 *
 * <p>Where several encoders enrol, the status is that of the encoder that decides. A rejected image is a status too, not a
 * failure of the future. Thread-safe; the caller closes it.
 */
public final class EnrolmentRequests implements AutoCloseable {

    /** How long a status may take, unless told otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final ExemplarPublisher exemplars;
    private final StatusAnswers statuses;
    private final ResourceStack opened;

    private EnrolmentRequests(ExemplarPublisher exemplars, StatusAnswers statuses, ResourceStack opened) {
        this.exemplars = exemplars;
        this.statuses = statuses;
        this.opened = opened;
    }

    /**
     * Opens the clients with {@link #DEFAULT_TIMEOUT}.
     *
     * @throws UnreachableTopicException if the topic of exemplars or of statuses cannot be found
     */
    public static EnrolmentRequests open(ContractSettings settings) {
        return open(settings, DEFAULT_TIMEOUT);
    }

    /**
     * Opens the clients.
     *
     * @param timeout how long a status may take after its record is written
     * @throws UnreachableTopicException if the topic of exemplars or of statuses cannot be found
     */
    public static EnrolmentRequests open(ContractSettings settings, Duration timeout) {
        try (ResourceStack opened = new ResourceStack()) {
            ExemplarPublisher exemplars = opened.add(ExemplarPublisher.open(settings));
            StatusAnswers statuses = opened.add(StatusAnswers.open(settings, timeout));
            return new EnrolmentRequests(exemplars, statuses, opened.release());
        }
    }

    /** As {@link #enrol(ExemplarKey, byte[], ExemplarTerms)}, with {@link ExemplarTerms#ordinary}. */
    public CompletableFuture<ExemplarStatus> enrol(ExemplarKey key, byte[] image) {
        return enrol(key, image, ExemplarTerms.ordinary());
    }

    /**
     * Enrols an image, or replaces the one of this key.
     *
     * @param key names one exemplar, not a prefix
     * @param image bytes of an image file (PNG, JPEG, WebP, GIF, BMP or TIFF)
     * @return the status. It fails with a {@link KafkaException} if the image cannot be published, with a
     *     {@link NoAnswerException} if no status comes in time or before {@link #close}, and with an
     *     {@link IllegalArgumentException} if the settings have keys and the gallery has none
     */
    public CompletableFuture<ExemplarStatus> enrol(ExemplarKey key, byte[] image, ExemplarTerms terms) {
        return statuses.expect(key.text(), () -> exemplars.enrol(key, image, terms));
    }

    /**
     * Revokes an exemplar or, by a prefix, all of a subject or a gallery.
     *
     * @return as {@link #enrol(ExemplarKey, byte[], ExemplarTerms)}
     */
    public CompletableFuture<ExemplarStatus> revoke(ExemplarKey key) {
        return statuses.expect(key.text(), () -> exemplars.revoke(key));
    }

    /**
     * Erases an exemplar or, by a prefix, all of a subject or a gallery, and waits for the proof. {@link #revoke} publishes
     * the same record, and waits for its status alone.
     *
     * @return the receipt, which comes when the templates of every encoder and the images are removed. No decision with its
     *     epoch or a later one names what was erased, unless it is enrolled again. It fails as {@link #enrol(ExemplarKey,
     *     byte[], ExemplarTerms)}
     */
    public CompletableFuture<ErasureReceipt> erase(ExemplarKey key) {
        return statuses.expectReceipt(key.text(), () -> exemplars.revoke(key)).thenApply(ExemplarStatus::getErasure);
    }

    /** Ends the reading first, which fails the statuses that have not come, then closes the clients. */
    @Override
    public void close() {
        opened.close();
    }
}
