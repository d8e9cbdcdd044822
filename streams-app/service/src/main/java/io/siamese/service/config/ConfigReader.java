package io.siamese.service.config;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.KafkaSettings;
import io.siamese.schemas.kafka.TopicsConfig;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.topic.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Turns settings into the records of {@link AppConfig}. */
final class ConfigReader {

    private final Map<String, ConfigDef.ConfigKey> own = Keys.definition().configKeys();
    private final KafkaKeys kafkaKeys = new KafkaKeys();
    private final Suggestion suggestion = new Suggestion(own.keySet());

    AppConfig readConfig(ConfigSources sources) {
        Map<String, Setting> settings = sources.settings(new VariableNames(own.keySet(), kafkaKeys.allowedNames()));
        Map<String, String> kafka = new HashMap<>();
        Map<String, Object> values = new HashMap<>();
        own.forEach((name, key) -> values.put(name, key.defaultValue));
        for (Setting setting : settings.values()) {
            if (setting.key().startsWith(KafkaKeys.PREFIX)) {
                kafka.put(kafkaKeys.checkSetting(setting), setting.value());
            } else {
                values.put(setting.key(), parseSetting(setting));
            }
        }
        return new Values(values).toAppConfig(kafka);
    }

    private @Nullable Object parseSetting(Setting setting) {
        ConfigDef.ConfigKey key = own.get(setting.key());
        if (key == null) {
            throw setting.refused("there is no such setting." + suggestion.sentence(setting.key())
                    + " Settings are listed in docs/configuration.md; those of Kafka's clients begin with 'kafka.'.");
        }
        return KafkaKeys.parseValue(setting, key);
    }

    /** Typed values by key. */
    private record Values(Map<String, Object> values) {

        AppConfig toAppConfig(Map<String, String> kafka) {
            String registry = stringValue(ServerKeys.SCHEMA_REGISTRY_URL);
            String keys = stringValue(ImageKeys.ENCRYPTION_KEYS);
            return new AppConfig(
                    streams(),
                    new ContractSettings(
                            new KafkaSettings(stringValue(StreamsKeys.BOOTSTRAP_SERVERS), kafka),
                            new TopicsConfig(
                                    topicNames(),
                                    intValue(TopicKeys.IMAGES_PARTITIONS),
                                    intValue(TopicKeys.REPLICATION_FACTOR)),
                            intValue(ImageKeys.IMAGE_MAX_BYTES),
                            registry.isEmpty() ? null : registry,
                            keys.isEmpty() ? Sealing.off() : Sealing.by(new FolderKeys(Path.of(keys)))),
                    longValue(ImageKeys.IMAGE_MAX_PIXELS),
                    imageUris(),
                    encoder(),
                    new PolicyConfig(
                            doubleValue(PolicyKeys.POLICY_TARGET_FMR),
                            doubleValue(PolicyKeys.POLICY_TARGET_FPIR),
                            threshold(stringValue(PolicyKeys.POLICY_THRESHOLD)),
                            intValue(PolicyKeys.POLICY_CANDIDATES)),
                    new WebConfig(stringValue(ServerKeys.WEB_HOST), intValue(ServerKeys.WEB_PORT)));
        }

        private StreamsSettings streams() {
            String folder = stringValue(StreamsKeys.STATE_DIR);
            return new StreamsSettings(
                    stringValue(StreamsKeys.APPLICATION_ID),
                    intValue(StreamsKeys.NUM_STREAM_THREADS),
                    Duration.ofMillis(longValue(StreamsKeys.COMMIT_INTERVAL_MS)),
                    Duration.ofMillis(longValue(StreamsKeys.VERIFICATION_TRANSACTION_TIMEOUT_MS)),
                    Duration.ofMillis(longValue(StreamsKeys.ENROLMENT_TRANSACTION_TIMEOUT_MS)),
                    Duration.ofMillis(longValue(StreamsKeys.MIN_EPOCH_WAIT_MS)),
                    Duration.ofMillis(longValue(StreamsKeys.START_STALL_MS)),
                    Duration.ofMillis(longValue(StreamsKeys.SHUTDOWN_TIMEOUT_MS)),
                    folder.isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"), "siamese") : Path.of(folder));
        }

        private ImageUriConfig imageUris() {
            String allowed = stringValue(ImageKeys.IMAGE_URI_ALLOWED);
            return new ImageUriConfig(
                    allowed.isEmpty() ? List.of() : List.of(allowed.split(",")),
                    intValue(ImageKeys.IMAGE_URI_MAX_BYTES),
                    intValue(ImageKeys.IMAGE_URI_PARALLEL),
                    Duration.ofMillis(longValue(ImageKeys.IMAGE_URI_TIMEOUT_MS)),
                    Duration.ofMillis(longValue(ImageKeys.IMAGE_URI_GIVE_UP_MS)));
        }

        private EncoderConfig encoder() {
            return new EncoderConfig(
                    existingFile(EncoderKeys.ENCODER_MODEL, "an ONNX file, or nothing for the bundled model"),
                    existingFile(EncoderKeys.ENCODER_CALIBRATION, "a calibration file, or nothing for the model's own"),
                    existingFile(EncoderKeys.ENCODER_NEXT_MODEL, "an ONNX file, or nothing for no second encoder"),
                    existingFile(
                            EncoderKeys.ENCODER_NEXT_CALIBRATION, "a calibration file, or nothing for the model's own"),
                    stringValue(EncoderKeys.ENCODER_PROVIDER).toUpperCase(Locale.ROOT),
                    intValue(EncoderKeys.ENCODER_THREADS),
                    intValue(EncoderKeys.ENCODER_DEVICE_ID),
                    intValue(EncoderKeys.ENCODER_DEVICE_MEMORY_MIB),
                    intValue(EncoderKeys.ENCODER_BATCH),
                    orCores(intValue(EncoderKeys.ENCODER_WORKERS)));
        }

        private static int orCores(int threads) {
            return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        }

        private @Nullable Path existingFile(String key, String allowed) {
            String path = stringValue(key);
            if (!path.isEmpty() && !Files.isRegularFile(Path.of(path))) {
                throw new IllegalArgumentException(
                        key + "=" + path + ": there is no such file; allowed is the path of " + allowed + ".");
            }
            return path.isEmpty() ? null : Path.of(path);
        }

        private static @Nullable Float threshold(String similarity) {
            return similarity.isEmpty() ? null : Float.valueOf(similarity);
        }

        private TopicNames topicNames() {
            return new TopicNames(
                    topicName("images"),
                    topicName("exemplars"),
                    topicName("policies"),
                    topicName("encoders"),
                    topicName("exemplar-embeddings"),
                    topicName("exemplar-status"),
                    topicName("match-decisions"),
                    topicName("dead-letters"),
                    topicName("schemas"),
                    topicName("feedback"));
        }

        private String topicName(String role) {
            String whole = stringValue(TopicKeys.TOPIC + role);
            return whole.isEmpty() ? stringValue(TopicKeys.TOPICS_PREFIX) + role : whole;
        }

        private String stringValue(String key) {
            return (String) requireValue(key);
        }

        private int intValue(String key) {
            return (Integer) requireValue(key);
        }

        private long longValue(String key) {
            return (Long) requireValue(key);
        }

        private double doubleValue(String key) {
            return (Double) requireValue(key);
        }

        private Object requireValue(String key) {
            return Objects.requireNonNull(values.get(key), () -> key + " has no default, and none is set");
        }
    }
}
