package io.siamese.client;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads dead letters, from now on. Not thread-safe; whoever opens it closes it. */
public final class DeadLetterWatcher implements AutoCloseable {

    private static final String REASON = "dead-letter-reason";

    /**
     * A rejected record.
     *
     * @param key as received, null where there was none
     * @param value as received
     * @param reason why it is here, empty where the header is missing
     */
    public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, String reason) {}

    private final TopicTail tail;

    private DeadLetterWatcher(TopicTail tail) {
        this.tail = tail;
    }

    /** @throws UnreachableTopicException if the topic of dead letters cannot be found */
    public static DeadLetterWatcher open(ContractSettings settings) {
        return new DeadLetterWatcher(
                TopicTail.open(settings, settings.topics().names().deadLetters(), false));
    }

    /** The next dead letters, after waiting so long for the first. */
    public List<DeadLetter> poll(Duration patience) {
        List<DeadLetter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : tail.poll(patience)) {
            Header reason = record.headers().lastHeader(REASON);
            letters.add(new DeadLetter(
                    record.key(),
                    record.value(),
                    reason == null ? "" : new String(reason.value(), StandardCharsets.UTF_8)));
        }
        return letters;
    }

    @Override
    public void close() {
        tail.close();
    }
}
