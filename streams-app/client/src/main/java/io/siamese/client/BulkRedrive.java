package io.siamese.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.resource.ResourceStack;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Publishes dead letters to {@code images} again, for use after a fix. Each is a new image with a decision of its own, as
 * {@link DeadLetterRedrive} sends it.
 *
 * <p>Not thread-safe. Whoever opens it closes it.
 */
public final class BulkRedrive implements AutoCloseable {

    private static final String OURS = "dead-letter-";

    /**
     * Which dead letters are published again, and how fast.
     *
     * @param reasons reasons of rejection. Empty: all
     * @param rate images a second at most, at least 1
     * @param dryRun whether to count and publish nothing
     * @param again whether to take images that were redriven before and rejected again
     * @param from offset of the first dead letter to look at, by partition. Others begin at their start
     */
    public record Terms(Set<String> reasons, int rate, boolean dryRun, boolean again, Map<Integer, Long> from) {
        public Terms {
            reasons = Set.copyOf(reasons);
            from = Map.copyOf(from);
            if (rate < 1) {
                throw new IllegalArgumentException("rate=" + rate + ": at least 1 image a second is allowed");
            }
        }
    }

    /**
     * What was done.
     *
     * @param redriven images that were published again, or would have been, by reason
     * @param skipped dead letters that were left, by why: {@code OTHER_REASON}, {@code REDRIVEN_BEFORE}, {@code CUT} if the
     *     letter holds only the beginning of its record, {@code OTHER_TOPIC} if it is none of an image of this service
     * @param next offset behind the last dead letter that was dealt with, by partition. The next run can begin there
     * @param failure why it ended before the last dead letter; null: it did not
     */
    public record Receipt(
            boolean dryRun,
            Map<String, Integer> redriven,
            Map<String, Integer> skipped,
            Map<Integer, Long> next,
            @Nullable String failure) {}

    /** Ends the reading: an image could not be published. */
    private static final class NotPublished extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPublished(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    private final TopicTail letters;
    private final DeadLetterRedrive redrive;
    private final String images;
    private final ResourceStack opened;

    private BulkRedrive(TopicTail letters, DeadLetterRedrive redrive, String images, ResourceStack opened) {
        this.letters = letters;
        this.redrive = redrive;
        this.images = images;
        this.opened = opened;
    }

    /** @throws UnreachableTopicException if the topic of dead letters, or that of images, cannot be found */
    public static BulkRedrive open(ContractSettings settings) {
        try (ResourceStack opened = new ResourceStack()) {
            TopicTail letters = opened.add(
                    TopicTail.open(settings, settings.topics().names().deadLetters(), true));
            DeadLetterRedrive redrive = opened.add(DeadLetterRedrive.open(settings));
            return new BulkRedrive(letters, redrive, settings.topics().names().images(), opened.release());
        }
    }

    /**
     * Goes through the dead letters that are there now, once for each opening. It returns when all images are written. It ends early
     * where a letter cannot be read or an image cannot be published: the receipt says so, and all before it are published.
     */
    public Receipt run(Terms terms) {
        Map<String, Integer> redriven = new TreeMap<>();
        Map<String, Integer> skipped = new TreeMap<>();
        Map<Integer, Long> next = new TreeMap<>(terms.from());
        Pace pace = new Pace(terms.rate());
        String failure = null;
        try {
            letters.readToEnd(letter -> {
                if (letter.offset() >= terms.from().getOrDefault(letter.partition(), 0L)) {
                    String why = reasonToSkip(letter, terms);
                    if (why == null) {
                        publish(letter, terms, pace);
                    }
                    (why == null ? redriven : skipped)
                            .merge(why == null ? headerText(letter, "reason") : why, 1, Integer::sum);
                    next.put(letter.partition(), letter.offset() + 1);
                }
            });
        } catch (NotPublished | KafkaException e) {
            failure = e.getMessage();
        }
        return new Receipt(terms.dryRun(), redriven, skipped, next, failure);
    }

    private @Nullable String reasonToSkip(ConsumerRecord<byte[], byte[]> letter, Terms terms) {
        if (!headerText(letter, "topic").equals(images)) {
            return "OTHER_TOPIC";
        }
        if (!terms.reasons().isEmpty() && !terms.reasons().contains(headerText(letter, "reason"))) {
            return "OTHER_REASON";
        }
        if (DeadLetterRedrive.isTruncated(letter)) {
            return "CUT";
        }
        return !terms.again() && letter.headers().lastHeader(DeadLetterRedrive.REDRIVEN_FROM) != null
                ? "REDRIVEN_BEFORE"
                : null;
    }

    /** The text of one of the headers that say why a letter is here, or empty. */
    private static String headerText(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(OURS + name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private void publish(ConsumerRecord<byte[], byte[]> letter, Terms terms, Pace pace) {
        if (terms.dryRun()) {
            return;
        }
        pace.awaitTurn();
        try {
            redrive.redrive(letter).join();
        } catch (CompletionException e) {
            throw new NotPublished(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw new NotPublished(e);
        }
    }

    @Override
    public void close() {
        opened.close();
    }

    /** Lets so many pass a second, evenly. */
    private static final class Pace {
        private final long step;
        private long next = System.nanoTime();

        Pace(int rate) {
            this.step = Duration.ofSeconds(1).toNanos() / rate;
        }

        void awaitTurn() {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            next = Math.max(next, System.nanoTime() - step) + step;
        }
    }
}
