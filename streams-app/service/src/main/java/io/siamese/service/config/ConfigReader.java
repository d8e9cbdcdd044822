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

    AppConfig read(ConfigSources sources) {
        Map<String, Setting> settings = sources.settings(new VariableNames(own.keySet(), kafkaKeys.names()));
        Map<String, String> kafka = new HashMap<>();
        Map<String, Object> values = new HashMap<>();
        own.forEach((name, key) -> values.put(name, key.defaultValue));
        for (Setting setting : settings.values()) {
            if (setting.key().startsWith(KafkaKeys.PREFIX)) {
                kafka.put(kafkaKeys.check(setting), setting.value());
            } else {
                values.put(setting.key(), parse(setting));
            }
        }
        return new Values(values).config(kafka);
    }

    private @Nullable Object parse(Setting setting) {
        ConfigDef.ConfigKey key = own.get(setting.key());
        if (key == null) {
            throw setting.refused("there is no such setting." + suggestion.sentence(setting.key())
                    + " Settings are listed in docs/configuration.md; those of Kafka's clients begin with 'kafka.'.");
        }
        return KafkaKeys.parse(setting, key);
    }

    /** Typed values by key. */
    private record Values(Map<String, Object> values) {

        AppConfig config(Map<String, String> kafka) {
            String registry = text(Keys.SCHEMA_REGISTRY_URL);
            String keys = text(Keys.ENCRYPTION_KEYS);
            return new AppConfig(
                    streams(),
                    new ContractSettings(
                            new KafkaSettings(text(Keys.BOOTSTRAP_SERVERS), kafka),
                            new TopicsConfig(
                                    topicNames(), integer(Keys.IMAGES_PARTITIONS), integer(Keys.REPLICATION_FACTOR)),
                            integer(Keys.IMAGE_MAX_BYTES),
                            registry.isEmpty() ? null : registry,
                            keys.isEmpty() ? Sealing.off() : Sealing.by(new FolderKeys(Path.of(keys)))),
                    whole(Keys.IMAGE_MAX_PIXELS),
                    imageUris(),
                    encoder(),
                    new PolicyConfig(
                            real(Keys.POLICY_TARGET_FMR),
                            real(Keys.POLICY_TARGET_FPIR),
                            threshold(text(Keys.POLICY_THRESHOLD)),
                            integer(Keys.POLICY_CANDIDATES)),
                    new WebConfig(text(Keys.WEB_HOST), integer(Keys.WEB_PORT)));
        }

        private StreamsSettings streams() {
            String folder = text(Keys.STATE_DIR);
            return new StreamsSettings(
                    text(Keys.APPLICATION_ID),
                    integer(Keys.NUM_STREAM_THREADS),
                    Duration.ofMillis(whole(Keys.COMMIT_INTERVAL_MS)),
                    Duration.ofMillis(whole(Keys.VERIFICATION_TRANSACTION_TIMEOUT_MS)),
                    Duration.ofMillis(whole(Keys.ENROLMENT_TRANSACTION_TIMEOUT_MS)),
                    Duration.ofMillis(whole(Keys.MIN_EPOCH_WAIT_MS)),
                    Duration.ofMillis(whole(Keys.START_STALL_MS)),
                    Duration.ofMillis(whole(Keys.SHUTDOWN_TIMEOUT_MS)),
                    folder.isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"), "siamese") : Path.of(folder));
        }

        private ImageUriConfig imageUris() {
            String allowed = text(Keys.IMAGE_URI_ALLOWED);
            return new ImageUriConfig(
                    allowed.isEmpty() ? List.of() : List.of(allowed.split(",")),
                    integer(Keys.IMAGE_URI_MAX_BYTES),
                    integer(Keys.IMAGE_URI_PARALLEL),
                    Duration.ofMillis(whole(Keys.IMAGE_URI_TIMEOUT_MS)),
                    Duration.ofMillis(whole(Keys.IMAGE_URI_GIVE_UP_MS)));
        }

        private EncoderConfig encoder() {
            return new EncoderConfig(
                    file(Keys.ENCODER_MODEL, "an ONNX file, or nothing for the bundled model"),
                    file(Keys.ENCODER_CALIBRATION, "a calibration file, or nothing for the model's own"),
                    file(Keys.ENCODER_NEXT_MODEL, "an ONNX file, or nothing for no second encoder"),
                    file(Keys.ENCODER_NEXT_CALIBRATION, "a calibration file, or nothing for the model's own"),
                    text(Keys.ENCODER_PROVIDER).toUpperCase(Locale.ROOT),
                    integer(Keys.ENCODER_THREADS),
                    integer(Keys.ENCODER_DEVICE_ID),
                    integer(Keys.ENCODER_DEVICE_MEMORY_MIB),
                    integer(Keys.ENCODER_BATCH),
                    orCores(integer(Keys.ENCODER_WORKERS)));
        }

        private static int orCores(int threads) {
            return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        }

        private @Nullable Path file(String key, String allowed) {
            String path = text(key);
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
                    topic("images"),
                    topic("exemplars"),
                    topic("policies"),
                    topic("encoders"),
                    topic("exemplar-embeddings"),
                    topic("exemplar-status"),
                    topic("match-decisions"),
                    topic("dead-letters"),
                    topic("schemas"),
                    topic("feedback"));
        }

        private String topic(String role) {
            String whole = text(Keys.TOPIC + role);
            return whole.isEmpty() ? text(Keys.TOPICS_PREFIX) + role : whole;
        }

        private String text(String key) {
            return (String) value(key);
        }

        private int integer(String key) {
            return (Integer) value(key);
        }

        private long whole(String key) {
            return (Long) value(key);
        }

        private double real(String key) {
            return (Double) value(key);
        }

        private Object value(String key) {
            return Objects.requireNonNull(values.get(key), () -> key + " has no default, and none is set");
        }
    }
}
