package io.siamese.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.events.EncoderAction;
import io.siamese.events.EncoderRequest;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/**
 * Asks for another encoder to decide, or for the templates of one to be removed, and gives the answer as a future.
 *
 * <p>The answer is an {@link ExemplarStatus}: {@code ENROLLED} if the encoder decides from its epoch on, {@code REVOKED} if it
 * is retired, {@code REJECTED} with a reason otherwise. Thread-safe; the caller closes it.
 */
public final class EncoderRequests implements AutoCloseable {

    private static final String STATUS_PREFIX = "~encoder/";

    private final AnsweredRequests requests;

    private EncoderRequests(AnsweredRequests requests) {
        this.requests = requests;
    }

    /**
     * Opens the clients.
     *
     * @param timeout how long an answer may take after its request is written. A request to activate is held for up to 60 s
     *     while the encoder embeds what is missing
     * @throws UnreachableTopicException if the topic of encoders or of statuses cannot be found
     */
    public static EncoderRequests open(ContractSettings settings, Duration timeout) {
        return new EncoderRequests(AnsweredRequests.open(
                settings, settings.topics().names().encoders(), EncoderRequest.getClassSchema(), timeout));
    }

    /**
     * Asks for an encoder to decide.
     *
     * @param force though its calibration does not support a policy in force
     * @return the answer. It fails with a {@link KafkaException} if the request cannot be published, and with a
     *     {@link NoAnswerException} if no answer comes in time or before {@link #close}
     */
    public CompletableFuture<ExemplarStatus> activate(String encoderId, boolean force) {
        return publish(encoderId, EncoderAction.ACTIVATE, force);
    }

    /**
     * Asks for the templates of an encoder to be removed.
     *
     * @return as {@link #activate}
     */
    public CompletableFuture<ExemplarStatus> retire(String encoderId) {
        return publish(encoderId, EncoderAction.RETIRE, false);
    }

    private CompletableFuture<ExemplarStatus> publish(String encoderId, EncoderAction action, boolean force) {
        EncoderRequest request =
                EncoderRequest.newBuilder().setAction(action).setForce(force).build();
        return requests.publish(
                encoderId.getBytes(US_ASCII), request, STATUS_PREFIX + encoderId, "the request for " + encoderId);
    }

    /** Ends the reading first, which fails the answers that have not come, then closes the clients. */
    @Override
    public void close() {
        requests.close();
    }
}
