package io.siamese.service;

import java.util.Locale;
import java.util.Map;

/**
 * Chooses how log lines look, by the variable {@code SIAMESE_LOG_FORMAT}: {@code text} (the default) or {@code json}, one object a
 * line. It must be called before the first logger exists.
 */
public final class LogFormat {
    private static final String VARIABLE = "SIAMESE_LOG_FORMAT";
    /** Read by logback.xml: the file that it includes. */
    private static final String PROPERTY = "siamese.log.format";

    private LogFormat() {}

    /** @throws IllegalArgumentException if the variable has another value */
    public static void apply(Map<String, String> environment) {
        String format = environment.getOrDefault(VARIABLE, "text");
        switch (format.toLowerCase(Locale.ROOT)) {
            case "text", "" -> System.setProperty(PROPERTY, "text");
            case "json" -> System.setProperty(PROPERTY, "json");
            default -> throw new IllegalArgumentException(VARIABLE + "=" + format + ": allowed is text or json");
        }
    }
}
