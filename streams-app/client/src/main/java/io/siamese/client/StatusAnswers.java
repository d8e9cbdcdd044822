package io.siamese.client;

import io.siamese.client.StatusWatcher.KeyedStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ReceiptKey;
import io.siamese.schemas.resource.ResourceStack;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Gives the status of each record of {@code exemplars} or {@code policies} as a future. A status is known by its key and the
 * offset of the record that it answers. Thread-safe; the caller closes it before what it publishes by.
 */
final class StatusAnswers implements AutoCloseable {

    private final PendingAnswers<Place, ExemplarStatus> pending;
    private final ResourceStack opened;

    /** The revocation of a prefix is answered for each exemplar below it, so the offset alone does not tell answers apart. */
    private record Place(String statusKey, long sourceOffset) {}

    private StatusAnswers(PendingAnswers<Place, ExemplarStatus> pending, ResourceStack opened) {
        this.pending = pending;
        this.opened = opened;
    }

    static StatusAnswers open(ContractSettings settings, Duration timeout) {
        try (ResourceStack opened = new ResourceStack()) {
            StatusWatcher statuses = opened.add(StatusWatcher.open(settings));
            PendingAnswers<Place, ExemplarStatus> pending = new PendingAnswers<>("status", timeout, System::nanoTime);
            opened.add(AnswerReader.<KeyedStatus>start(
                    "siamese-statuses",
                    statuses::poll,
                    answer -> pending.takeAnswer(
                            new Place(answer.key(), answer.status().getSourceOffset()), answer.status()),
                    pending));
            return new StatusAnswers(pending, opened.release());
        }
    }

    /** Publishes a record, and returns the first status under the key that answers it. */
    CompletableFuture<ExemplarStatus> expect(String statusKey, Supplier<CompletableFuture<RecordMetadata>> publish) {
        return pending.expect(
                statusKey, () -> publish.get().thenApply(written -> new Place(statusKey, written.offset())));
    }

    /** Publishes a null in topic exemplars, and returns the status that holds the receipt. */
    CompletableFuture<ExemplarStatus> expectReceipt(
            String erased, Supplier<CompletableFuture<RecordMetadata>> publish) {
        return pending.expect(
                "the erasure of " + erased,
                () -> publish.get()
                        .thenApply(written ->
                                new Place(new ReceiptKey(written.offset(), erased).text(), written.offset())));
    }

    @Override
    public void close() {
        opened.close();
    }
}
