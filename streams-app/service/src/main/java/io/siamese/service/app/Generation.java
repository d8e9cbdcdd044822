package io.siamese.service.app;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.events.Exemplar;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.service.batching.ChunkLimits;
import io.siamese.service.batching.ChunkWorkers;
import io.siamese.service.batching.Deferential;
import io.siamese.service.batching.ImageCost;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.config.AppConfig;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.enrolment.ExemplarWork;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.GalleryLog;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyCheck;
import io.siamese.service.topology.EnrolmentTopology;
import io.siamese.service.topology.VerificationTopology;
import io.siamese.service.verification.DecidedBy;
import io.siamese.service.verification.Decisions;
import io.siamese.service.verification.ProbeWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
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
     * @param onFailure told why, when an application of a generation stops for good
     * @param takeOver whether to become the active encoder where the log names another one
     */
    record Parts(
            AppConfig config,
            Encoder encoder,
            Rules rules,
            EventSerdes serdes,
            KafkaSide kafka,
            AppMetrics metrics,
            boolean takeOver,
            BiConsumer<Generation, Throwable> onFailure) {}

    /**
     * How to decide, and what to enrol.
     *
     * @param byDefault policy of galleries that the log names none for
     * @param calibration of the encoder; null: it has none
     * @param check checks requests for policies
     */
    record Rules(Policy byDefault, @Nullable Calibration calibration, PolicyCheck check, EnrolmentGates gates) {}

    /** Well within a transaction of verification, whatever the bytes hold besides pixels. */
    private static final int VERIFICATION_CHUNK_BYTES = 2 * 1024 * 1024;
    /** Enrolment's transactions are short. */
    private static final int ENROLMENT_CHUNK_BYTES = 512 * 1024;

    /**
     * For each chunk, where probes are waiting. Streams commits between two records once the commit interval is over, so a
     * transaction of enrolment holds a wait or two.
     */
    private static final Duration ENROLMENT_WAIT = Duration.ofMillis(200);

    private final Parts parts;
    private final Uuid galleryLog;
    private final Galleries galleries;
    private final GalleryLogContents logContents;
    private final GalleryLogTail logTail;
    private final KafkaEnrolmentLogs logs;
    private final ImageEncoder images;
    private final CompletableFuture<Throwable> enrolmentFailure = new CompletableFuture<>();
    private final StreamsRun enrolment;
    private final ImageGaps imageGaps;
    private volatile @Nullable ChunkWorkers<?> probeWorkers;
    private @Nullable StreamsRun verification;
    private boolean logLost;

    Generation(Parts parts, Uuid galleryLog) {
        this.parts = parts;
        this.galleryLog = galleryLog;
        String encoderId = parts.encoder().encoderId();
        String group = parts.config().streams().applicationId() + "-enrol-" + encoderId;
        galleries = emptyGalleries();
        parts.kafka().rewindWhereLogIsNew(group);
        parts.kafka().rewindWhereLogIsTruncated(group);
        logContents = new GalleryLogContents(
                new GalleryLog(
                        EncoderIdentity.of(parts.encoder()), parts.rules().calibration()),
                galleries);
        logTail = openTail();
        logs = new KafkaEnrolmentLogs(
                parts.kafka().logReader(),
                parts.config().topics().names(),
                logTail::awaitEnd,
                group,
                parts.kafka().tombstonesStay(),
                Clock.systemUTC());
        images = new ImageEncoder(parts.encoder());
        imageGaps = parts.kafka().imageGaps(parts.config().streams().applicationId(), parts.metrics());
        EnrolledTemplates enrolled = enrolledTemplates();
        ExemplarWork work =
                new ExemplarWork(parts.serdes(), images, enrolled, parts.rules().gates(), encoderId);
        // One worker, and probes first: under bulk enrolment on two workers decisions took seconds.
        ChunkWorkers<?> workers = new ChunkWorkers<>(
                parts.config().topics().names().exemplars(),
                new Deferential<>(
                        parts.metrics().stages().measured("enrolment", work), this::isDeciding, ENROLMENT_WAIT),
                exemplarCost(),
                limits(ENROLMENT_CHUNK_BYTES, StreamsProperties.ENROLMENT_TRANSACTION_MS, 1, 1),
                1);
        enrolment = new StreamsRun(
                "enrolment",
                enrolmentTopology(work, enrolled).build(),
                parts.kafka().properties().enrolment(group, workers),
                workers,
                parts.metrics(),
                parts.config().streams().shutdownTimeout(),
                () -> {},
                this::enrolmentFailed);
    }

    private void enrolmentFailed(Throwable cause) {
        enrolmentFailure.complete(cause);
        parts.onFailure().accept(this, cause);
    }

    private Galleries emptyGalleries() {
        return new Galleries(
                parts.encoder().dimension(), PanelKernels.choose(parts.encoder().similarity()));
    }

    private GalleryLogTail openTail() {
        return new GalleryLogTail(
                () -> parts.kafka().logReader().openInBulk(galleryLogPartition()),
                () -> parts.kafka().logReader().end(galleryLogPartition()),
                parts.serdes().galleryLogParser(),
                logContents,
                KafkaSide.STALL,
                new TailAge(parts.kafka().logTombstonesStay(), Clock.systemUTC()),
                this::logFailed);
    }

    /** Ends deciding first, because the galleries are not true to the log any more. Told on the tail's thread. */
    private void logFailed(Throwable cause) {
        StreamsRun run;
        synchronized (this) {
            logLost = true;
            run = verification;
        }
        if (run != null) {
            run.stop();
        }
        parts.onFailure().accept(this, cause);
    }

    private TopicPartition galleryLogPartition() {
        return new TopicPartition(parts.config().topics().names().exemplarEmbeddings(), 0);
    }

    private EnrolledTemplates enrolledTemplates() {
        return new EnrolledTemplates(
                emptyGalleries(), parts.rules().calibration(), parts.rules().byDefault());
    }

    private boolean isDeciding() {
        ChunkWorkers<?> probes = probeWorkers;
        return probes != null && probes.isBusy();
    }

    /** Each worker has two chunks of a poll at least. */
    private ChunkLimits limits(int bytes, int transactionMs, int streamThreads, int workers) {
        long pollWork = WorkBudget.ofPoll(transactionMs, streamThreads, workers);
        return new ChunkLimits(parts.config().encoder().batch(), bytes, pollWork / (2 * workers), pollWork);
    }

    private ImageCost probeCost() {
        ProbeReader reader = parts.serdes().probeReader();
        return new ImageCost(
                parts.encoder().preprocessor(),
                Probe.getClassSchema(),
                record -> reader.read(record.value(), record.headers()) instanceof Incoming.Readable<Probe> probe
                        ? Optional.of(probe.value().getImage())
                        : Optional.empty());
    }

    private ImageCost exemplarCost() {
        ExemplarReader reader = parts.serdes().exemplarReader();
        return new ImageCost(
                parts.encoder().preprocessor(),
                Exemplar.getClassSchema(),
                record -> reader.read(record.value(), record.headers()) instanceof Incoming.Readable<Exemplar> exemplar
                        ? Optional.of(exemplar.value().getImage())
                        : Optional.empty());
    }

    Uuid galleryLog() {
        return galleryLog;
    }

    Galleries galleries() {
        return galleries;
    }

    /**
     * Starts enrolment, and verification once the log may be decided upon. Where enrolment fails before that, it returns,
     * because the failure is told already.
     *
     * @throws IllegalStateException if the log may not be decided upon by this instance, or not within the limit
     */
    void start() throws InterruptedException {
        if (mayDecide()) {
            startVerification();
        }
    }

    private boolean mayDecide() throws InterruptedException {
        logTail.start();
        StartGate gate = new StartGate(
                logs,
                parts.encoder().encoderId(),
                parts.takeOver(),
                parts.config().streams().startStall());
        enrolment.start();
        return gate.await(enrolmentFailure);
    }

    private void startVerification() {
        Decisions decisions = new Decisions(
                new Judge(parts.encoder().noise()),
                parts.rules().byDefault(),
                new DecidedBy(parts.encoder().encoderId(), galleryLog.toString(), galleries));
        ProbeWork work = new ProbeWork(
                parts.serdes(),
                images,
                parts.metrics().stages().measured(galleries),
                parts.rules().byDefault().rules().candidates(),
                decisions);
        int threads = parts.config().encoder().workers();
        ChunkWorkers<?> workers = new ChunkWorkers<>(
                parts.config().topics().names().images(),
                parts.metrics().stages().measured("verification", work),
                probeCost(),
                limits(
                        VERIFICATION_CHUNK_BYTES,
                        StreamsProperties.VERIFICATION_TRANSACTION_MS,
                        parts.config().streams().threads(),
                        threads),
                threads);
        probeWorkers = workers;
        StreamsRun run = new StreamsRun(
                "verification",
                verificationTopology(work, decisions).build(),
                parts.kafka().properties().verification(workers, imageGaps),
                workers,
                parts.metrics(),
                parts.config().streams().shutdownTimeout(),
                imageGaps::reassigned,
                cause -> parts.onFailure().accept(this, cause));
        imageGaps.check();
        synchronized (this) {
            verification = run;
            if (!logLost) {
                run.start();
            }
        }
    }

    synchronized boolean isReady() {
        return verification != null && verification.isRunning() && enrolment.isRunning();
    }

    synchronized String states() {
        return "enrolment " + enrolment.state() + ", verification "
                + (verification == null ? "not started" : verification.state());
    }

    private EnrolmentTopology enrolmentTopology(ExemplarWork work, EnrolledTemplates enrolled) {
        return new EnrolmentTopology(
                parts.config().topics().names(),
                parts.serdes(),
                new EnrolmentTopology.Parts(
                        EncoderIdentity.of(parts.encoder()),
                        work,
                        enrolled,
                        parts.rules().gates(),
                        parts.rules().check(),
                        galleries::activeEncoder,
                        galleryLog.toString(),
                        logs,
                        parts.takeOver(),
                        parts.kafka().auditGap(),
                        logContents.others(),
                        parts.kafka()::erasureTerms,
                        parts.metrics()));
    }

    private VerificationTopology verificationTopology(ProbeWork work, Decisions decisions) {
        return new VerificationTopology(
                parts.config().topics().names(),
                parts.serdes(),
                new VerificationTopology.Parts(
                        work,
                        decisions,
                        galleries,
                        () -> parts.kafka().logReader().endIfKnown(galleryLogPartition()),
                        parts.config().streams().minEpochWait(),
                        parts.kafka().maxDeadLetterValue(),
                        parts.metrics()));
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
        imageGaps.close();
        // Before the tail, so that a task that is just starting does not wait for a log that nobody reads.
        enrolment.close();
        logTail.close();
    }
}
