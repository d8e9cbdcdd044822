package io.siamese.schemas.kafka;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for answers of the broker, bounded. */
public final class BrokerAnswer {
    private static final long TIMEOUT_S = 30;

    private BrokerAnswer() {}

    /** @throws KafkaException if the broker refuses, or does not answer in time */
    public static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new KafkaException(cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new KafkaException("the broker did not answer within " + TIMEOUT_S + " s", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Takes the answer about one of the things that the broker was asked about.
     *
     * @throws KafkaException if the broker left it out
     */
    public static <K, V> V about(K asked, Map<K, V> answers) {
        V answer = answers.get(asked);
        if (answer == null) {
            throw new KafkaException("the broker did not answer about " + asked);
        }
        return answer;
    }
}
