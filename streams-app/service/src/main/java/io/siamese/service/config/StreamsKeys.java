package io.siamese.service.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/** Settings of the Kafka Streams applications: brokers, names, threads and times. */
final class StreamsKeys {
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

    private static final Check APPLICATION =
            new Check("1 to 100 of A-Z a-z 0-9 . _ -", value -> ((String) value).matches("[A-Za-z0-9._-]{1,100}"));

    private StreamsKeys() {}

    static void define(ConfigDef keys) {
        keys.define(
                        BOOTSTRAP_SERVERS,
                        STRING,
                        "localhost:9092",
                        Check.PRESENT,
                        HIGH,
                        "The Kafka brokers, `host:port,…`.")
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
}
