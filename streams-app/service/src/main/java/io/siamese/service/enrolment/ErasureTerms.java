package io.siamese.service.enrolment;

import io.siamese.events.ErasureReceipt;
import io.siamese.events.RemainingCopies;
import io.siamese.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Says how long it takes after an erasure until its bytes have left the disk, by the settings of the topics.
 *
 * @param imagesGone until images and templates have left the segments; null: the settings bound no time
 * @param bytesGone until the tombstones, which hold the key, have left them too; null: likewise
 * @param rollEvery how often a record must come so that no segment stays open, because only closed segments are compacted
 * @param copies the topics that may still hold the subject
 */
public record ErasureTerms(
        @Nullable Duration imagesGone, @Nullable Duration bytesGone, Duration rollEvery, List<Copies> copies) {

    /** A segment is closed by a record that comes later than the lag, and not at the lag. */
    private static final Duration AFTER_LAG = Duration.ofSeconds(1);

    private static final Duration LEAST_MARGIN = Duration.ofSeconds(5);
    private static final Duration GREATEST_MARGIN = Duration.ofHours(1);
    private static final Duration SELDOM = Duration.ofDays(1);
    /** Longer ones are none: Kafka's default lag is the greatest long. */
    private static final long LONGEST_MS = Duration.ofDays(36_500).toMillis();

    /**
     * A topic with copies of what is erased.
     *
     * @param retentionMs retention.ms; -1: none
     * @param gone until what was written before the erasure is gone; null: the settings bound no time
     */
    public record Copies(
            String topic, long retentionMs, @Nullable Duration gone) {}

    /** How one compacted topic forgets. */
    private record Compaction(Duration lag, Duration minLag, Duration tombstones, Duration files) {
        static @Nullable Compaction of(Map<String, String> settings) {
            long lag = readMillis(settings, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
            boolean compacted =
                    TopicConfig.CLEANUP_POLICY_COMPACT.equals(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG));
            return !compacted || lag < 0 || lag > LONGEST_MS
                    ? null
                    : new Compaction(
                            Duration.ofMillis(lag),
                            Duration.ofMillis(readMillis(settings, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG)),
                            Duration.ofMillis(readMillis(settings, TopicConfig.DELETE_RETENTION_MS_CONFIG)),
                            Duration.ofMillis(readMillis(settings, TopicConfig.FILE_DELETE_DELAY_MS_CONFIG)));
        }
    }

    /**
     * Computes the terms.
     *
     * @param settings the settings in force, by topic
     */
    public static ErasureTerms compute(TopicNames names, Map<String, Map<String, String>> settings) {
        List<@Nullable Compaction> compactions = Stream.of(
                        names.exemplars(), names.exemplarEmbeddings(), names.exemplarStatus())
                .map(topic -> Compaction.of(settings.getOrDefault(topic, Map.of())))
                .toList();
        if (compactions.contains(null)) {
            return new ErasureTerms(null, null, SELDOM, remainingCopies(names, settings, null));
        }
        Duration every = compactions.stream()
                .map(Compaction::lag)
                .min(Duration::compareTo)
                .orElseThrow()
                .plus(AFTER_LAG);
        Duration images = compactions.stream()
                .map(topic -> imagesGone(topic, every))
                .max(Duration::compareTo)
                .orElseThrow();
        Duration bytes = compactions.stream()
                .map(topic -> bytesGone(topic, every))
                .max(Duration::compareTo)
                .orElseThrow();
        return new ErasureTerms(images, bytes, every, remainingCopies(names, settings, bytes.multipliedBy(2)));
    }

    /** The tombstone's segment is closed by the next record that is written for it, and compacted soon after. */
    private static Duration imagesGone(Compaction topic, Duration every) {
        Duration lag = topic.lag().compareTo(every) > 0 ? topic.lag() : every;
        return lag.plus(topic.minLag()).plus(topic.files()).plus(cleanerMargin(topic));
    }

    /** A first compaction meets the tombstone and dates it; one after its retention removes it. */
    private static Duration bytesGone(Compaction topic, Duration every) {
        Duration lag = topic.lag().compareTo(every) > 0 ? topic.lag() : every;
        return lag.plus(topic.minLag())
                .multipliedBy(2)
                .plus(topic.tombstones())
                .plus(topic.files())
                .plus(cleanerMargin(topic));
    }

    /** For the log cleaner to come round. */
    private static Duration cleanerMargin(Compaction topic) {
        Duration share = topic.lag().plus(topic.tombstones()).dividedBy(20);
        Duration enough = share.compareTo(LEAST_MARGIN) > 0 ? share : LEAST_MARGIN;
        return enough.compareTo(GREATEST_MARGIN) < 0 ? enough : GREATEST_MARGIN;
    }

    private static List<Copies> remainingCopies(
            TopicNames names, Map<String, Map<String, String>> settings, @Nullable Duration statuses) {
        return List.of(
                copiesIn(names.images(), settings),
                copiesIn(names.deadLetters(), settings),
                copiesIn(names.matchDecisions(), settings),
                copiesIn(names.feedback(), settings),
                new Copies(names.exemplarStatus(), -1, statuses));
    }

    /** A record goes with its segment, whose last record may be as much younger as a segment is long. */
    private static Copies copiesIn(String topic, Map<String, Map<String, String>> settings) {
        Map<String, String> own = settings.getOrDefault(topic, Map.of());
        long retention = readMillis(own, TopicConfig.RETENTION_MS_CONFIG);
        long segment = readMillis(own, TopicConfig.SEGMENT_MS_CONFIG);
        boolean deletes = TopicConfig.CLEANUP_POLICY_DELETE.equals(own.get(TopicConfig.CLEANUP_POLICY_CONFIG));
        boolean bounded = deletes && retention >= 0 && retention <= LONGEST_MS && segment <= LONGEST_MS;
        return new Copies(
                topic, retention, bounded ? Duration.ofMillis(retention).plusMillis(Math.max(0, segment)) : null);
    }

    private static long readMillis(Map<String, String> settings, String key) {
        return Long.parseLong(settings.getOrDefault(key, "-1"));
    }

    /** Writes the dates into a receipt. */
    void writeDates(ErasureReceipt receipt, Instant from) {
        receipt.setImagesGoneBy(imagesGone == null ? null : from.plus(imagesGone));
        receipt.setBytesGoneBy(bytesGone == null ? null : from.plus(bytesGone));
        receipt.setCopies(copies.stream()
                .map(copy -> RemainingCopies.newBuilder()
                        .setTopic(copy.topic())
                        .setRetentionMs(copy.retentionMs())
                        .setGoneBy(copy.gone() == null ? null : from.plus(copy.gone()))
                        .build())
                .toList());
    }
}
