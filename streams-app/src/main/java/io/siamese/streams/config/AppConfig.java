package io.siamese.streams.config;

import org.jspecify.annotations.Nullable;

/**
 * All settings of the app. Immutable.
 *
 * @param schemaRegistryUrl the registry that output is written for, or null for single-object encoding
 */
public record AppConfig(
        StreamsSettings streams,
        KafkaSettings kafka,
        TopicsConfig topics,
        ImagesConfig images,
        EncoderConfig encoder,
        PolicyConfig policy,
        WebConfig web,
        @Nullable String schemaRegistryUrl) {

    /**
     * Reads the settings; flags are stronger than variables, variables than the file, the file than the defaults.
     *
     * @throws IllegalArgumentException if a key is unknown or a value is not allowed; the message names the key, the
     *     value, where it was written and what is allowed
     */
    public static AppConfig load(ConfigSources sources) {
        return new ConfigReader().read(sources);
    }

    /** Every setting with its type, default, bounds and meaning, as Markdown: the content of docs/configuration.md. */
    public static String describe() {
        return new ConfigTable().markdown();
    }
}
