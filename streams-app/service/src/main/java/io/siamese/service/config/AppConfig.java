package io.siamese.service.config;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.KafkaSettings;
import io.siamese.schemas.kafka.TopicsConfig;

/**
 * Holds all settings of the service. Immutable.
 *
 * @param contract what clients must agree on: brokers, topics, size of an image, registry
 * @param maxImagePixels width times height of an image, inclusive
 */
public record AppConfig(
        StreamsSettings streams,
        ContractSettings contract,
        long maxImagePixels,
        ImageUriConfig imageUris,
        EncoderConfig encoder,
        PolicyConfig policy,
        WebConfig web) {

    /** The brokers' address and settings of Kafka's clients. */
    public KafkaSettings kafka() {
        return contract.kafka();
    }

    /** The topics' names, and how they are created. */
    public TopicsConfig topics() {
        return contract.topics();
    }

    /**
     * Reads the settings; flags are stronger than variables, variables than the file, the file than the defaults.
     *
     * @throws IllegalArgumentException if a key is unknown or a value is not allowed; the message names the key, the
     *     value, where it was written and what is allowed
     */
    public static AppConfig load(ConfigSources sources) {
        return new ConfigReader().readConfig(sources);
    }

    /** Every setting with its type, default, bounds and meaning, as Markdown: the content of docs/configuration.md. */
    public static String describe() {
        return new ConfigTable().markdown();
    }
}
