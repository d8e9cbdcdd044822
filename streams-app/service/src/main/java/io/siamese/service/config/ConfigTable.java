package io.siamese.service.config;

import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** Writes the settings down as a page. */
final class ConfigTable {

    private static final String HEAD = """
            # Configuration

            A setting comes from a properties file (`--config FILE`, or `SIAMESE_CONFIG`), from a variable (the key in capitals,
            dots and hyphens as underscores, after `SIAMESE_`: `web.port` is `SIAMESE_WEB_PORT`) or from a flag (`--set web.port=8080`).
            A flag is stronger than a variable, a variable than the file, the file than the default. An unknown key or a value
            that is not allowed stops the app at its start, with the key, the value and what is allowed.

            This page is generated from the settings' definition (`AppConfig.describe()`), and a test keeps it in step.

            | key | type | default | allowed | meaning |
            | --- | --- | --- | --- | --- |
            """;

    private static final String TAIL = """

            ## Settings of Kafka's clients

            `kafka.` before any setting of Kafka Streams, a consumer, a producer or an admin client passes it on:
            `kafka.security.protocol=SASL_SSL`, `kafka.producer.linger.ms=5`, `kafka.main.consumer.max.poll.records=2000`. Names and values are
            checked at the start as well. These are refused, because the event contract stands on them:

            """;

    String markdown() {
        ConfigDef keys = Keys.definition();
        String rows = keys.configKeys().values().stream().map(ConfigTable::row).collect(Collectors.joining());
        return HEAD + rows + TAIL + refused();
    }

    private static String row(ConfigDef.ConfigKey key) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s | %s |%n",
                key.name,
                key.type.name().toLowerCase(Locale.ROOT),
                "".equals(key.defaultValue) ? "empty" : "`" + key.defaultValue + "`",
                key.validator == null ? "any" : key.validator.toString().replace("|", "\\|"),
                key.documentation);
    }

    private static String refused() {
        return new KafkaKeys()
                .refusals().entrySet().stream()
                        .map(entry ->
                                String.format(Locale.ROOT, "- `kafka.%s`: %s%n", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }
}
