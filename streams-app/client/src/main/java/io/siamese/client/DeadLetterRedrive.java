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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Publishes dead letters to {@code images} again, for use after a fix. Each is a new image with a decision of its own. It has
 * the key, the value and the headers of the rejected image, and the header {@value #REDRIVEN_FROM}, which goes on to the
 * decision.
 *
 * <p>Not thread-safe. Whoever opens it closes it.
 */
public final class DeadLetterRedrive implements AutoCloseable {

    /** Header of a redriven image: topic, partition and offset of its dead letter, joined by hyphens. */
    public static final String REDRIVEN_FROM = "redriven-from";

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
     * @param next offset behind the last dead letter that was looked at, by partition. The next run can begin there
     */
    public record Receipt(
            boolean dryRun, Map<String, Integer> redriven, Map<String, Integer> skipped, Map<Integer, Long> next) {

        /** How many images were published again. */
        public int total() {
            return redriven.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private final TopicTail letters;
    private final Producer<byte[], byte[]> producer;
    private final String images;
    private final ResourceStack opened;
    private final int partitions;

    private DeadLetterRedrive(
            TopicTail letters, Producer<byte[], byte[]> producer, String images, ResourceStack opened) {
        this.letters = letters;
        this.producer = producer;
        this.images = images;
        this.opened = opened;
        this.partitions = producer.partitionsFor(images).size();
    }

    /** @throws UnreachableTopicException if the topic of dead letters, or that of images, cannot be found */
    public static DeadLetterRedrive open(ContractSettings settings) {
        String images = settings.topics().names().images();
        try (ResourceStack opened = new ResourceStack()) {
            TopicTail letters = opened.add(
                    TopicTail.open(settings, settings.topics().names().deadLetters(), true));
            Producer<byte[], byte[]> producer = opened.add(Producers.open(settings, images));
            return new DeadLetterRedrive(letters, producer, images, opened.release());
        }
    }

    /**
     * Goes through the dead letters that are there now, once for each opening. It returns when all images are written.
     *
     * @throws KafkaException if an image cannot be published. Those before it are
     */
    public Receipt run(Terms terms) {
        Map<String, Integer> redriven = new TreeMap<>();
        Map<String, Integer> skipped = new TreeMap<>();
        Map<Integer, Long> next = new TreeMap<>(terms.from());
        Pace pace = new Pace(terms.rate());
        letters.readToEnd(letter -> {
            if (letter.offset() < terms.from().getOrDefault(letter.partition(), 0L)) {
                return;
            }
            String why = reasonToSkip(letter, terms);
            if (why != null) {
                skipped.merge(why, 1, Integer::sum);
            } else {
                if (!terms.dryRun()) {
                    pace.await();
                    publish(letter);
                }
                redriven.merge(text(letter, "reason"), 1, Integer::sum);
            }
            next.put(letter.partition(), letter.offset() + 1);
        });
        return new Receipt(terms.dryRun(), redriven, skipped, next);
    }

    private @Nullable String reasonToSkip(ConsumerRecord<byte[], byte[]> letter, Terms terms) {
        if (!text(letter, "topic").equals(images)) {
            return "OTHER_TOPIC";
        }
        if (!terms.reasons().isEmpty() && !terms.reasons().contains(text(letter, "reason"))) {
            return "OTHER_REASON";
        }
        if (!text(letter, "original-key-size").isEmpty()
                || !text(letter, "original-value-size").isEmpty()) {
            return "CUT";
        }
        return !terms.again() && letter.headers().lastHeader(REDRIVEN_FROM) != null ? "REDRIVEN_BEFORE" : null;
    }

    /** The text of one of the headers that say why a letter is here, or empty. */
    private static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(OURS + name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private void publish(ConsumerRecord<byte[], byte[]> letter) {
        ProducerRecord<byte[], byte[]> image =
                new ProducerRecord<>(images, partition(letter), letter.key(), letter.value());
        for (Header header : letter.headers()) {
            if (!header.key().startsWith(OURS) && !header.key().equals(REDRIVEN_FROM)) {
                image.headers().add(header);
            }
        }
        String place = letter.topic() + "-" + letter.partition() + "-" + letter.offset();
        image.headers().add(REDRIVEN_FROM, place.getBytes(UTF_8));
        CompletableFuture<?> written = Producers.send(producer, image, place);
        try {
            written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : e;
        }
    }

    /** The partition that it was in, so that it stays behind the same images; any, if that is none of this topic. */
    private @Nullable Integer partition(ConsumerRecord<byte[], byte[]> letter) {
        String number = text(letter, "partition");
        return number.matches("\\d{1,6}") && Integer.parseInt(number) < partitions ? Integer.valueOf(number) : null;
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

        void await() {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            next = Math.max(next, System.nanoTime() - step) + step;
        }
    }
}
