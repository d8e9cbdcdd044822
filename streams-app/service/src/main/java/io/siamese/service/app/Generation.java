package io.siamese.service.app;

import io.siamese.events.Probe;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.service.batching.ChunkLimits;
import io.siamese.service.batching.ChunkWorkers;
import io.siamese.service.batching.ImageArrivals;
import io.siamese.service.config.AppConfig;
import io.siamese.service.fetching.ReferencedImages;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.ImageOpening;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.loading.EncoderGallery;
import io.siamese.service.loading.LoadedEncoder;
import io.siamese.service.logs.GalleryLogTail;
import io.siamese.service.logs.TailAge;
import io.siamese.service.topology.VerificationTopology;
import io.siamese.service.verification.ActiveEncoderWork;
import io.siamese.service.verification.ProbeWork;
import io.siamese.service.verification.SubmissionReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Runs the applications over one gallery log: enrolment of each loaded encoder, and verification. A log that was deleted and
 * made anew has another topic id. This generation ends then, and another one begins.
 */
final class Generation implements AutoCloseable {
    /**
     * What outlives a generation.
     *
     * @param encoders the one that the settings name first, and maybe one beside it
     * @param referenced gives the images that lie outside of their records
     * @param onFailure told why, when an application of a generation stops for good
     * @param takeOver whether the first encoder is to become the active one where the log names another one
     */
    record Parts(
            AppConfig config,
            List<LoadedEncoder> encoders,
            EventSerdes serdes,
            BrokerAccess kafka,
            ReferencedImages referenced,
            AppMetrics metrics,
            boolean takeOver,
            BiConsumer<Generation, Throwable> onFailure) {

        /** Each worker has two chunks of a poll at least. */
        ChunkLimits chunkLimits(int bytes, Duration transaction, int streamThreads, int workers) {
            long pollWork = WorkBudget.computePollWork(transaction, streamThreads, workers);
            return new ChunkLimits(config.encoder().batch(), bytes, pollWork / (2 * workers), pollWork);
        }
    }

    /** Well within a transaction of verification, whatever the bytes hold besides pixels. */
    private static final int VERIFICATION_CHUNK_BYTES = 2 * 1024 * 1024;

    private final Parts parts;
    private final Uuid galleryLog;
    /** The first one is that of the settings' first encoder. */
    private final List<EncoderGallery> loaded;

    private final GalleryLogTail logTail;
    private final CompletableFuture<Throwable> enrolmentFailure = new CompletableFuture<>();
    private final List<EncoderEnrolment> enrolments;
    private final ImageGaps imageGaps;
    private volatile @Nullable ChunkWorkers<?> probeWorkers;
    private @Nullable StreamsRun verification;
    private boolean logLost;

    Generation(Parts parts, Uuid galleryLog) {
        this.parts = parts;
        this.galleryLog = galleryLog;
        loaded = parts.encoders().stream()
                .map(encoder -> new EncoderGallery(
                        encoder,
                        parts.referenced()::takeImage,
                        parts.config().contract().maxImageBytes(),
                        new ImageOpening(parts.serdes().sealing())))
                .toList();
        logTail = openTail();
        enrolments = loaded.stream().map(this::enrolment).toList();
        imageGaps = parts.kafka().imageGaps(parts.config().streams().applicationId(), parts.metrics());
        loaded.stream().skip(1).forEach(this::showProgress);
        loaded.forEach(each -> parts.metrics()
                .measureUnusableTemplates(each.encoderId(), each.contents().unusableTemplates()));
    }

    private EncoderEnrolment enrolment(EncoderGallery gallery) {
        return new EncoderEnrolment(
                parts,
                gallery,
                galleryLog,
                logTail,
                galleries()::activeEncoder,
                this::isDeciding,
                this::enrolmentFailed);
    }

    private void showProgress(EncoderGallery beside) {
        parts.metrics()
                .measureProgress(
                        beside.encoderId(),
                        () -> beside.galleries().templates(),
                        () -> galleries()
                                .activeEncoder()
                                .map(active ->
                                        beside.contents().otherTemplates().countUpTo(active, Long.MAX_VALUE))
                                .orElse(0));
    }

    private void enrolmentFailed(Throwable cause) {
        enrolmentFailure.complete(cause);
        parts.onFailure().accept(this, cause);
    }

    /** The first encoder comes last, so that its galleries name no encoder that others do not know of yet. */
    private GalleryLogTail openTail() {
        List<GalleryLogContents> contents =
                new ArrayList<>(loaded.stream().map(EncoderGallery::contents).toList());
        Collections.reverse(contents);
        return new GalleryLogTail(
                () -> parts.kafka().logReader().openInBulk(galleryLogPartition()),
                () -> parts.kafka().logReader().endOffset(galleryLogPartition()),
                parts.serdes().galleryLogParser(),
                contents,
                BrokerAccess.STALL,
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
            run.beginStopping();
        }
        parts.onFailure().accept(this, cause);
    }

    private TopicPartition galleryLogPartition() {
        return new TopicPartition(parts.config().topics().names().exemplarEmbeddings(), 0);
    }

    private boolean isDeciding() {
        ChunkWorkers<?> probes = probeWorkers;
        return probes != null && probes.isBusy();
    }

    private ImageArrivals probeImages() {
        ProbeReader reader = parts.serdes().probeReader();
        SubmissionReader submissions = new SubmissionReader(reader);
        return new PolledImages<Probe>(
                        Probe.getClassSchema(),
                        record -> reader.read(record.value(), record.headers()),
                        Probe::getImage,
                        submissions::sealedPlace,
                        submissions::reference)
                .openArrivals(parts, parts.encoders().get(0).encoder().preprocessor());
    }

    Uuid galleryLog() {
        return galleryLog;
    }

    /** Those of the first encoder, to which a record of the log is applied last. */
    Galleries galleries() {
        return loaded.get(0).galleries();
    }

    /** Those of the encoder that decides; of the first one where that is not loaded. */
    Galleries decidingGalleries() {
        return loaded.get(indexOf(galleries().activeEncoder())).galleries();
    }

    private int indexOf(Optional<String> encoder) {
        for (int i = 1; i < loaded.size(); i++) {
            if (encoder.filter(loaded.get(i).encoderId()::equals).isPresent()) {
                return i;
            }
        }
        return 0;
    }

    /** Ids of the encoders that this instance has. */
    Set<String> encoderIds() {
        return loaded.stream().map(EncoderGallery::encoderId).collect(Collectors.toSet());
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
        int deciding = parts.takeOver()
                ? 0
                : indexOf(enrolments.get(0).enrolmentLogs().galleryLog().activeEncoder());
        StartGate gate = new StartGate(
                enrolments.get(deciding).enrolmentLogs(),
                loaded.get(0).encoderId(),
                encoderIds(),
                parts.takeOver(),
                parts.config().streams().startStall());
        enrolments.forEach(EncoderEnrolment::start);
        return gate.awaitOpening(enrolmentFailure);
    }

    /** Why nothing is decided though all runs; empty: nothing keeps it. */
    Optional<String> whyStale() {
        return logTail.whyStale();
    }

    private void startVerification() {
        ActiveEncoderWork work = activeEncoderWork();
        ChunkWorkers<?> workers = openProbeWorkers(work);
        probeWorkers = workers;
        StreamsRun run = new StreamsRun(
                "verification",
                verificationTopology(work).build(),
                parts.kafka().properties().verification(workers, imageGaps),
                workers,
                parts.metrics(),
                parts.config().streams().shutdownTimeout(),
                imageGaps::reassigned,
                cause -> parts.onFailure().accept(this, cause));
        imageGaps.checkCommittedOffsets();
        synchronized (this) {
            verification = run;
            if (!logLost) {
                run.start();
            }
        }
    }

    private ActiveEncoderWork activeEncoderWork() {
        String images = parts.kafka().imagesTopic().toString();
        Map<String, ProbeWork> works = new HashMap<>();
        loaded.forEach(each -> works.put(
                each.encoderId(),
                each.probeWork(
                        parts.serdes(),
                        images,
                        galleryLog.toString(),
                        parts.metrics().stageTimes()::measured)));
        return new ActiveEncoderWork(works, galleries()::activeEncoder, logTail::checkFresh);
    }

    private ChunkWorkers<?> openProbeWorkers(ActiveEncoderWork work) {
        int threads = parts.config().encoder().workers();
        return new ChunkWorkers<>(
                parts.config().topics().names().images(),
                parts.metrics().stageTimes().measured("verification", work),
                probeImages(),
                parts.chunkLimits(
                        VERIFICATION_CHUNK_BYTES,
                        parts.config().streams().verificationTransaction(),
                        parts.config().streams().threads(),
                        threads),
                threads);
    }

    synchronized boolean isReady() {
        return verification != null
                && verification.isRunning()
                && enrolments.stream().allMatch(EncoderEnrolment::isRunning);
    }

    synchronized String describeStates() {
        return "enrolment "
                + enrolments.stream().map(EncoderEnrolment::stateName).collect(Collectors.joining(" and "))
                + ", verification " + (verification == null ? "not started" : verification.state());
    }

    private VerificationTopology verificationTopology(ActiveEncoderWork work) {
        return new VerificationTopology(
                parts.config().topics().names(),
                parts.serdes(),
                new VerificationTopology.Parts(
                        work,
                        galleries(),
                        () -> parts.kafka().logReader().endOffsetIfKnown(galleryLogPartition()),
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
        enrolments.forEach(EncoderEnrolment::close);
        logTail.close();
    }
}
