package io.siamese.streams.app;

import io.siamese.encoder.onnx.Encoder;
import io.siamese.streams.batching.ChunkComparer;
import io.siamese.streams.config.AppConfig;
import io.siamese.streams.gallery.Galleries;
import io.siamese.streams.matching.Judge;
import io.siamese.streams.matching.Policy;
import io.siamese.streams.topology.DecidedBy;
import io.siamese.streams.topology.EnrolmentTopology;
import io.siamese.streams.topology.EventSerdes;
import io.siamese.streams.topology.VerificationTopology;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Both applications over one gallery log. A log that was deleted and made anew has another topic id: then this
 * generation ends and another begins.
 */
final class Generation implements AutoCloseable {
    /**
     * What outlives a generation.
     *
     * @param encoder belongs to the app
     * @param takeOver whether to become the active encoder where the log names another one
     */
    record Parts(
            AppConfig config,
            Encoder encoder,
            Policy policy,
            EventSerdes serdes,
            KafkaSide kafka,
            boolean takeOver,
            Consumer<Throwable> onFailure) {}

    private final Parts parts;
    private final Uuid galleryLog;
    private final Galleries galleries;
    private final KafkaEnrolmentLogs logs;
    private final StreamsRun enrolment;
    private @Nullable StreamsRun verification;

    Generation(Parts parts, Uuid galleryLog) {
        this.parts = parts;
        this.galleryLog = galleryLog;
        String encoderId = parts.encoder().encoderId();
        String group = parts.config().streams().applicationId() + "-enrol-" + encoderId;
        galleries = new Galleries(parts.encoder().dimension());
        logs = new KafkaEnrolmentLogs(
                parts.kafka().logReader(), parts.config().topics().names(), parts.serdes(), encoderId, group);
        parts.kafka().rewindWhereLogIsNew(group);
        enrolment = new StreamsRun(
                "enrolment",
                enrolmentTopology().build(),
                parts.kafka().properties().enrolment(group),
                parts.config().streams().shutdownTimeout(),
                parts.onFailure());
    }

    Uuid galleryLog() {
        return galleryLog;
    }

    Galleries galleries() {
        return galleries;
    }

    /** Starts enrolment, and verification once the log may be decided upon. */
    void start() throws InterruptedException {
        enrolment.start();
        new StartGate(logs, parts.encoder().encoderId(), parts.takeOver()).await();
        StreamsRun run = new StreamsRun(
                "verification",
                verificationTopology().build(),
                parts.kafka().properties().verification(),
                parts.config().streams().shutdownTimeout(),
                parts.onFailure());
        synchronized (this) {
            verification = run;
        }
        run.start();
    }

    synchronized boolean isReady() {
        return verification != null && verification.isRunning() && enrolment.isRunning();
    }

    synchronized String states() {
        return "enrolment " + enrolment.state() + ", verification "
                + (verification == null ? "not started" : verification.state());
    }

    private EnrolmentTopology enrolmentTopology() {
        return new EnrolmentTopology(
                parts.config().topics().names(),
                parts.serdes(),
                new EnrolmentTopology.Parts(
                        parts.encoder(),
                        galleryLog.toString(),
                        logs,
                        parts.takeOver(),
                        parts.kafka().auditGap()));
    }

    private VerificationTopology verificationTopology() {
        TopicPartition log = new TopicPartition(parts.config().topics().names().exemplarEmbeddings(), 0);
        return new VerificationTopology(
                parts.config().topics().names(),
                parts.serdes(),
                new VerificationTopology.Parts(
                        new ChunkComparer(
                                parts.encoder(), galleries, parts.policy().candidates()),
                        new Judge(parts.encoder().noise()),
                        parts.policy(),
                        new DecidedBy(parts.encoder().encoderId(), galleryLog.toString(), galleries),
                        parts.encoder().dimension(),
                        () -> parts.kafka().logReader().endIfKnown(log),
                        parts.config().streams().minEpochWait(),
                        parts.kafka().maxDeadLetterValue()));
    }

    /** Ends verification first: nothing is decided on a gallery that is no longer fed. */
    @Override
    public void close() {
        StreamsRun run;
        synchronized (this) {
            run = verification;
        }
        if (run != null) {
            run.close();
        }
        enrolment.close();
    }
}
