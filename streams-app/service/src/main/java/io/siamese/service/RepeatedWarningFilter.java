package io.siamese.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets each warning of Kafka's network clients through once a minute. While a broker is away, every client repeats the same one
 * about every second. The name of the client, which comes first in square brackets, makes no other warning of it. Named in the
 * files of the log's configuration. Thread-safe.
 */
public final class RepeatedWarningFilter extends Filter<ILoggingEvent> {
    private static final String NETWORK_CLIENT = "org.apache.kafka.clients.NetworkClient";
    private static final Pattern CLIENT = Pattern.compile("^\\[[^]]*] ");
    private static final long AGAIN_AFTER_MS = 60_000;
    private static final int MOST_KEPT = 100;

    /** When a warning was let through, the longest ago first. */
    private final Map<String, Long> letThrough = new LinkedHashMap<>();

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (!Level.WARN.equals(event.getLevel()) || !NETWORK_CLIENT.equals(event.getLoggerName())) {
            return FilterReply.NEUTRAL;
        }
        String warning = CLIENT.matcher(event.getFormattedMessage()).replaceFirst("");
        return isDue(warning, event.getTimeStamp()) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private synchronized boolean isDue(String warning, long now) {
        Long before = letThrough.get(warning);
        if (before != null && now - before < AGAIN_AFTER_MS) {
            return false;
        }
        letThrough.remove(warning);
        letThrough.put(warning, now);
        if (letThrough.size() > MOST_KEPT) {
            letThrough.remove(letThrough.keySet().iterator().next());
        }
        return true;
    }
}
