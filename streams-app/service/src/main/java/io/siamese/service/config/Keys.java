package io.siamese.service.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Every setting of the app's own: its name, type, default, bounds and meaning, in the order of the documentation. */
final class Keys {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String APPLICATION_ID = "application.id";
    static final String NUM_STREAM_THREADS = "num.stream.threads";
    static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    static final String VERIFICATION_TRANSACTION_TIMEOUT_MS = "verification.transaction.timeout.ms";
    static final String ENROLMENT_TRANSACTION_TIMEOUT_MS = "enrolment.transaction.timeout.ms";
    static final String MIN_EPOCH_WAIT_MS = "min.epoch.wait.ms";
    static final String START_STALL_MS = "start.stall.ms";
    static final String SHUTDOWN_TIMEOUT_MS = "shutdown.timeout.ms";
    static final String STATE_DIR = "state.dir";
    static final String TOPICS_PREFIX = "topics.prefix";
    static final String TOPIC = "topic.";
    static final String IMAGES_PARTITIONS = "images.partitions";
    static final String REPLICATION_FACTOR = "replication.factor";
    static final String IMAGE_MAX_BYTES = "image.max.bytes";
    static final String IMAGE_MAX_PIXELS = "image.max.pixels";
    static final String IMAGE_URI_ALLOWED = "image.uri.allowed";
    static final String IMAGE_URI_MAX_BYTES = "image.uri.max.bytes";
    static final String IMAGE_URI_PARALLEL = "image.uri.parallel";
    static final String IMAGE_URI_TIMEOUT_MS = "image.uri.timeout.ms";
    static final String IMAGE_URI_GIVE_UP_MS = "image.uri.give.up.ms";
    static final String ENCODER_MODEL = "encoder.model";
    static final String ENCODER_CALIBRATION = "encoder.calibration";
    static final String ENCODER_NEXT_MODEL = "encoder.next.model";
    static final String ENCODER_NEXT_CALIBRATION = "encoder.next.calibration";
    static final String ENCODER_PROVIDER = "encoder.provider";
    static final String ENCODER_THREADS = "encoder.threads";
    static final String ENCODER_BATCH = "encoder.batch";
    static final String ENCODER_WORKERS = "encoder.workers";
    static final String ENCODER_DEVICE_ID = "encoder.device.id";
    static final String ENCODER_DEVICE_MEMORY_MIB = "encoder.device.memory.mib";
    static final String POLICY_TARGET_FMR = "policy.target.fmr";
    static final String POLICY_TARGET_FPIR = "policy.target.fpir";
    static final String POLICY_THRESHOLD = "policy.threshold";
    static final String POLICY_CANDIDATES = "policy.candidates";
    static final String ENCRYPTION_KEYS = "encryption.keys";
    static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
    static final String WEB_HOST = "web.host";
    static final String WEB_PORT = "web.port";

    static final List<String> ROLES = List.of(
            "images",
            "exemplars",
            "policies",
            "encoders",
            "exemplar-embeddings",
            "exemplar-status",
            "match-decisions",
            "dead-letters",
            "schemas",
            "feedback");

    private static final Check PRESENT = new Check("one or more characters", value -> !((String) value).isEmpty());
    private static final Check APPLICATION =
            new Check("1 to 100 of A-Z a-z 0-9 . _ -", value -> ((String) value).matches("[A-Za-z0-9._-]{1,100}"));
    private static final Check TOPIC_PART =
            new Check("up to 249 of A-Z a-z 0-9 . _ -", value -> ((String) value).matches("[A-Za-z0-9._-]{0,249}"));
    private static final Check RATE =
            new Check("above 0 and at most 0.5", value -> (Double) value > 0 && (Double) value <= 0.5);
    private static final Check SIMILARITY = new Check(
            "empty, or a number; from -1 to 1 where the model's similarity is cosine",
            value -> ((String) value).matches("(-?(\\d{1,9}(\\.\\d*)?|\\.\\d+))?"));
    private static final Check REPLICAS = new Check(
            "-1, or 1 to 32767",
            value -> (Integer) value == -1 || (Integer) value >= 1 && (Integer) value <= Short.MAX_VALUE);
    private static final Check PROVIDER = new Check(
            "CPU, CUDA, TENSORRT or AUTO",
            value -> ((String) value).toUpperCase(Locale.ROOT).matches("CPU|CUDA|TENSORRT|AUTO"));
    private static final Check URL =
            new Check("empty, or http(s)://…", value -> ((String) value).matches("(https?://\\S+)?"));

    private static final Check PREFIXES = new Check(
            "empty, or https://…/, http://…/, file:/…/ with commas between",
            value -> ((String) value).matches("((https?://|file:/)\\S*/(,|$))*"));

    private Keys() {}

    static ConfigDef definition() {
        ConfigDef keys = new ConfigDef();
        defineStreams(keys);
        defineTopics(keys);
        defineImages(keys);
        definePolicy(keys);
        defineRegistryAndWeb(keys);
        return keys;
    }

    private static void defineStreams(ConfigDef keys) {
        keys.define(BOOTSTRAP_SERVERS, STRING, "localhost:9092", PRESENT, HIGH, "The Kafka brokers, `host:port,…`.")
                .define(
                        APPLICATION_ID,
                        STRING,
                        "siamese",
                        APPLICATION,
                        HIGH,
                        "Name of the verification application: its consumer group and its transactions. Enrolment runs as"
                                + " `<application.id>-enrol-<encoderId>`.")
                .define(
                        NUM_STREAM_THREADS,
                        INT,
                        2,
                        between(1, 256),
                        MEDIUM,
                        "Stream threads that verify images; they share one encoder. Enrolment has one of its own.")
                .define(
                        COMMIT_INTERVAL_MS,
                        LONG,
                        100L,
                        between(1, 60_000),
                        MEDIUM,
                        "Milliseconds between commits. A decision can be read after the commit, so this bounds the"
                                + " latency under exactly-once.")
                .define(
                        VERIFICATION_TRANSACTION_TIMEOUT_MS,
                        LONG,
                        60_000L,
                        between(1_000, 840_000),
                        LOW,
                        "Milliseconds, beside the commit interval, after which the brokers end a transaction of verification."
                                + " See below.")
                .define(
                        ENROLMENT_TRANSACTION_TIMEOUT_MS,
                        LONG,
                        5_000L,
                        between(1_000, 840_000),
                        LOW,
                        "The same for enrolment. It bounds how long a paused instance holds revocations back.")
                .define(
                        MIN_EPOCH_WAIT_MS,
                        LONG,
                        2_000L,
                        between(0, 60_000),
                        MEDIUM,
                        "Milliseconds that a probe waits at most for the gallery to reach its `minEpoch`.")
                .define(
                        START_STALL_MS,
                        LONG,
                        300_000L,
                        between(1_000, 86_400_000),
                        LOW,
                        "Milliseconds that a start may wait for enrolment while the gallery log does not grow, and for"
                                + " the brokers to give and take the schemas. Then the service ends. A start that embeds"
                                + " many exemplars first may take longer, because the log grows.")
                .define(
                        SHUTDOWN_TIMEOUT_MS,
                        LONG,
                        10_000L,
                        between(0, 600_000),
                        LOW,
                        "Milliseconds that a shutdown may take to finish what was polled and to commit.")
                .define(
                        STATE_DIR,
                        STRING,
                        "",
                        LOW,
                        "Folder of the id by which an instance that was killed ends its open transactions when it starts"
                                + " again. Empty: `siamese` in the temporary folder. Two instances on one machine need"
                                + " two.");
    }

    private static void defineTopics(ConfigDef keys) {
        keys.define(TOPICS_PREFIX, STRING, "", TOPIC_PART, MEDIUM, "Put before the name of every topic.");
        for (String role : ROLES) {
            keys.define(
                    TOPIC + role,
                    STRING,
                    "",
                    TOPIC_PART,
                    LOW,
                    "The whole name of this topic. Empty: `<topics.prefix>" + role + "`.");
        }
        keys.define(
                        IMAGES_PARTITIONS,
                        INT,
                        12,
                        between(1, 10_000),
                        HIGH,
                        "Partitions of `images` and `match-decisions` where the app creates them. Fixed for life.")
                .define(
                        REPLICATION_FACTOR,
                        INT,
                        -1,
                        REPLICAS,
                        HIGH,
                        "Replicas of each topic that the app creates. -1: 3, or one on each broker where there are fewer.");
    }

    private static void defineImages(ConfigDef keys) {
        keys.define(
                        IMAGE_MAX_BYTES,
                        INT,
                        1024 * 1024,
                        between(1024, 64 * 1024 * 1024),
                        HIGH,
                        "Bytes of the largest image that is decoded; larger ones are `REJECTED/IMAGE_TOO_LARGE`. Topics are"
                                + " created with room for it.")
                .define(
                        IMAGE_MAX_PIXELS,
                        LONG,
                        1L << 24,
                        atLeast(1),
                        MEDIUM,
                        "Width times height of the largest image, checked before its pixels are allocated.")
                .define(
                        IMAGE_URI_ALLOWED,
                        STRING,
                        "",
                        PREFIXES,
                        MEDIUM,
                        "What the `imageUri` of a record may begin with: `https://host/path/`, `http://host:port/path/` or"
                                + " `file:/path/`, with commas between. Redirects are not followed, and no link leads out."
                                + " Empty: images must be in their records.")
                .define(
                        IMAGE_URI_MAX_BYTES,
                        INT,
                        8 * 1024 * 1024,
                        between(1024, 256 * 1024 * 1024),
                        MEDIUM,
                        "Bytes of the largest image that is fetched; larger ones are `REJECTED/IMAGE_TOO_LARGE`. This many"
                                + " times `image.uri.parallel` may be in memory.")
                .define(
                        IMAGE_URI_PARALLEL,
                        INT,
                        16,
                        between(1, 1024),
                        MEDIUM,
                        "Images that are fetched or wait to be decoded at once. Each partition has one besides.")
                .define(
                        IMAGE_URI_TIMEOUT_MS,
                        LONG,
                        5_000L,
                        between(100, 600_000),
                        LOW,
                        "Milliseconds of one attempt to fetch an image, from the connection to the last byte.")
                .define(
                        IMAGE_URI_GIVE_UP_MS,
                        LONG,
                        60_000L,
                        between(1_000, 86_400_000),
                        LOW,
                        "Milliseconds after which an image that alone cannot be fetched, while its store answers, is"
                                + " `REJECTED/IMAGE_UNAVAILABLE`. Time in which the store answers nobody does not count.")
                .define(
                        ENCRYPTION_KEYS,
                        STRING,
                        "",
                        MEDIUM,
                        "Folder of keys, `gallery/id.key`, that encrypt templates and published images"
                                + " ([security.md](security.md#encryption-at-rest)). Every gallery needs one then. Empty: nothing is"
                                + " encrypted.")
                .define(ENCODER_MODEL, STRING, "", HIGH, "Path of the encoder's ONNX file. Empty: the bundled model.")
                .define(
                        ENCODER_CALIBRATION,
                        STRING,
                        "",
                        MEDIUM,
                        "Path of a calibration file, as `siamese calibrate` writes it, in place of the model's own. Empty: that beside"
                                + " the model, `<model>.calibration.json`, or the one inside.")
                .define(
                        ENCODER_NEXT_MODEL,
                        STRING,
                        "",
                        MEDIUM,
                        "Path of a second encoder's ONNX file. It embeds all exemplars beside the first one, and decides once"
                                + " `siamese encoders activate` says so. Empty: none.")
                .define(ENCODER_NEXT_CALIBRATION, STRING, "", LOW, "As `encoder.calibration`, for the second encoder.")
                .define(
                        ENCODER_PROVIDER,
                        STRING,
                        "CPU",
                        PROVIDER,
                        MEDIUM,
                        "Where the encoder runs. `AUTO`: a GPU where ONNX Runtime finds one, else the CPU.")
                .define(
                        ENCODER_THREADS,
                        INT,
                        1,
                        between(0, 1024),
                        MEDIUM,
                        "Threads that share one batch on the CPU; batches run side by side as it is. 0: one for each core.")
                .define(
                        ENCODER_BATCH,
                        INT,
                        64,
                        between(1, 4096),
                        MEDIUM,
                        "Images of one poll that are decoded, embedded and compared together at most.")
                .define(
                        ENCODER_WORKERS,
                        INT,
                        0,
                        between(0, 1024),
                        MEDIUM,
                        "Threads that work on batches, shared by all stream threads. 0: one for each core.")
                .define(ENCODER_DEVICE_ID, INT, 0, between(0, 1024), LOW, "Number of the GPU.")
                .define(
                        ENCODER_DEVICE_MEMORY_MIB,
                        INT,
                        0,
                        between(0, 1 << 20),
                        LOW,
                        "MiB that ONNX Runtime takes of the GPU's memory at most. 0: no bound.");
    }

    private static void definePolicy(ConfigDef keys) {
        keys.define(
                        POLICY_TARGET_FMR,
                        DOUBLE,
                        0.01,
                        RATE,
                        HIGH,
                        "False match rate of a 1:1 verification that the threshold is chosen for, from the calibration. This and the"
                                + " settings below hold for galleries that no policy is in force for.")
                .define(
                        POLICY_TARGET_FPIR,
                        DOUBLE,
                        0.05,
                        RATE,
                        HIGH,
                        "False positive identification rate of a 1:N search that the threshold is chosen for, from the"
                                + " calibration.")
                .define(
                        POLICY_THRESHOLD,
                        STRING,
                        "",
                        SIMILARITY,
                        MEDIUM,
                        "A similarity that replaces both targets; the only way to serve a model without calibration.")
                .define(
                        POLICY_CANDIDATES,
                        INT,
                        5,
                        between(1, 100),
                        LOW,
                        "Candidates that a decision names at most, one for each subject.");
    }

    private static void defineRegistryAndWeb(ConfigDef keys) {
        keys.define(
                        SCHEMA_REGISTRY_URL,
                        STRING,
                        "",
                        URL,
                        MEDIUM,
                        "URL of a schema registry (Confluent's wire format): Apicurio Registry, or another that serves"
                                + " Confluent's HTTP API. See below. Empty: Avro single-object encoding, schemas in the"
                                + " `schemas` topic.")
                .define(
                        WEB_HOST,
                        STRING,
                        "127.0.0.1",
                        PRESENT,
                        LOW,
                        "Address that health and metrics listen on. They have no authentication.")
                .define(
                        WEB_PORT,
                        INT,
                        0,
                        between(0, 65_535),
                        MEDIUM,
                        "Port of `/health/live`, `/health/ready` and `/metrics`. 0: off.");
    }

    /** A bound that Kafka's own validators do not have. */
    private record Check(String allowed, Predicate<Object> holds) implements ConfigDef.Validator {

        @Override
        public void ensureValid(String name, Object value) {
            if (!holds.test(value)) {
                throw new ConfigException(name, Setting.withoutCredentials(String.valueOf(value)), allowed);
            }
        }

        @Override
        public String toString() {
            return allowed;
        }
    }
}
