package io.siamese.client;

import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for policies and gives the answer to each request as a future.
 *
 * <p>The answer is an {@link ExemplarStatus}: {@code ENROLLED} if the policy is in force, {@code REVOKED} if it was removed,
 * {@code REJECTED} with a reason otherwise. Thread-safe; the caller closes it.
 */
public final class PolicyRequests implements AutoCloseable {

    private static final String STATUS_PREFIX = "~policy/";

    private final AnsweredRequests requests;

    private PolicyRequests(AnsweredRequests requests) {
        this.requests = requests;
    }

    /**
     * Opens the clients.
     *
     * @param timeout how long an answer may take after its request is written
     * @throws UnreachableTopicException if the topic of policies or of statuses cannot be found
     */
    public static PolicyRequests open(ContractSettings settings, Duration timeout) {
        return new PolicyRequests(AnsweredRequests.open(
                settings, settings.topics().names().policies(), PolicyRequest.getClassSchema(), timeout));
    }

    /**
     * Asks for a policy in place of the one before.
     *
     * @return the answer. It fails with a {@link KafkaException} if the request cannot be published, and with a
     *     {@link NoAnswerException} if no answer comes in time or before {@link #close}
     */
    public CompletableFuture<ExemplarStatus> set(PolicyKey key, PolicyRequest request) {
        return publish(key, request);
    }

    /**
     * Asks for the removal of a policy.
     *
     * @return as {@link #set}
     */
    public CompletableFuture<ExemplarStatus> remove(PolicyKey key) {
        return publish(key, null);
    }

    private CompletableFuture<ExemplarStatus> publish(PolicyKey key, @Nullable PolicyRequest request) {
        return requests.publish(
                key.requestKey(), request, STATUS_PREFIX + key.segment(), "the policy of " + key.segment());
    }

    /** Ends the reading first, which fails the answers that have not come, then closes the clients. */
    @Override
    public void close() {
        requests.close();
    }
}
