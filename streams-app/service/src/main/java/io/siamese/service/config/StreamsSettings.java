package io.siamese.service.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Holds the settings by which the two Kafka Streams applications run.
 *
 * @param applicationId the verification application's id; enrolment's is derived from it
 * @param threads stream threads that verify images
 * @param commitInterval time between commits; bounds the latency of a decision
 * @param verificationTransaction how long a transaction of verification may take besides, before the brokers end it
 * @param enrolmentTransaction the same for enrolment
 * @param minEpochWait how long a probe waits at most for the gallery to reach its {@code minEpoch}
 * @param startStall how long a start may wait for enrolment while the gallery log does not grow, and for the schemas
 * @param shutdownTimeout how long a close may take
 * @param stateDir folder of Kafka Streams' state, of this instance alone
 */
public record StreamsSettings(
        String applicationId,
        int threads,
        Duration commitInterval,
        Duration verificationTransaction,
        Duration enrolmentTransaction,
        Duration minEpochWait,
        Duration startStall,
        Duration shutdownTimeout,
        Path stateDir) {}
