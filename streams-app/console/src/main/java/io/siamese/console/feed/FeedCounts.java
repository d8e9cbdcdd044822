package io.siamese.console.feed;

import java.util.Map;

/**
 * How many decisions came since the console was connected.
 *
 * @param since milliseconds since 1970
 * @param total all of them
 * @param outcomes by outcome
 * @param rejections by reason
 * @param perSecond mean of the last five seconds
 * @param history decisions in each of the last seconds, oldest first
 */
public record FeedCounts(
        long since,
        long total,
        Map<String, Long> outcomes,
        Map<String, Long> rejections,
        double perSecond,
        int[] history) {}
