package io.siamese.console.gallery;

import io.siamese.schemas.kafka.TopicTail;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Takes the records of one topic in order, none of them twice and none left out where taking one fails. For one thread. */
final class MirroredTopic implements Runnable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicTail tail;
    private final Consumer<ConsumerRecord<byte[], byte[]>> take;
    private final Runnable read;
    private final Map<TopicPartition, Long> ends;
    private final Queue<ConsumerRecord<byte[], byte[]>> untaken = new ArrayDeque<>();
    private boolean isRead;

    /**
     * @param take throws where a record can be taken later, such as one whose schema cannot be looked up now
     * @param read called once, when all that is there now was taken
     */
    MirroredTopic(TopicTail tail, Consumer<ConsumerRecord<byte[], byte[]>> take, Runnable read) {
        this.tail = tail;
        this.take = take;
        this.read = read;
        this.ends = tail.ends();
    }

    /** Takes what came, and first of all what could not be taken before. */
    @Override
    public void run() {
        if (untaken.isEmpty()) {
            tail.poll(POLL).forEach(untaken::add);
        }
        while (!untaken.isEmpty()) {
            take.accept(untaken.element());
            untaken.remove();
        }
        if (!isRead && tail.hasReached(ends)) {
            isRead = true;
            read.run();
        }
    }
}
