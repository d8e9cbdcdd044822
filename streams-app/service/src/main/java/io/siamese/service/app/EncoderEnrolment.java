package io.siamese.service.app;

import io.siamese.events.Exemplar;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.service.batching.ChunkWorkers;
import io.siamese.service.batching.ImageArrivals;
import io.siamese.service.batching.YieldingWork;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.enrolment.ExemplarWork;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.loading.EncoderGallery;
import io.siamese.service.loading.LoadedEncoder;
import io.siamese.service.logs.GalleryLogTail;
import io.siamese.service.logs.KafkaEnrolmentLogs;
import io.siamese.service.topology.EnrolmentTopology;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;

/** Runs the enrolment application of one encoder. */
final class EncoderEnrolment implements AutoCloseable {
    /** Enrolment's transactions are short. */
    private static final int CHUNK_BYTES = 512 * 1024;

    /** Longest wait before each chunk while probes are waiting. Usually Streams commits after one or two of them. */
    private static final Duration WAIT = Duration.ofMillis(200);

    private final Generation.Parts parts;
    private final EncoderGallery gallery;
    private final EnrolmentLogs logs;
    private final StreamsRun run;

    /**
     * @param tail reads the gallery log into the gallery
     * @param activeEncoder the encoder that the log names as it is read now
     * @param isDeciding whether probes wait for the processor
     * @param onFailure told why, when the application stops for good
     */
    EncoderEnrolment(
            Generation.Parts parts,
            EncoderGallery gallery,
            Uuid galleryLog,
            GalleryLogTail tail,
            Supplier<Optional<String>> activeEncoder,
            BooleanSupplier isDeciding,
            Consumer<Throwable> onFailure) {
        this.parts = parts;
        this.gallery = gallery;
        String group = KafkaEncoderGroups.groupName(parts.config().streams().applicationId(), gallery.encoderId());
        parts.kafka().rewindWhereLogIsAnother(group);
        logs = logsOf(group, tail);
        EnrolledTemplates enrolled = gallery.enrolled();
        AtomicBoolean yields = new AtomicBoolean();
        ExemplarWork work = new ExemplarWork(
                parts.serdes(),
                gallery.imageEncoder(),
                enrolled,
                gallery.loadedEncoder().rules().gates(),
                gallery.encoderId());
        ChunkWorkers<?> workers = chunkWorkers(work, () -> isDeciding.getAsBoolean() || yields.get());
        run = new StreamsRun(
                "enrolment-" + gallery.encoderId(),
                topology(work, enrolled, galleryLog, activeEncoder, yields::set).build(),
                parts.kafka().properties().enrolment(group, workers),
                workers,
                parts.metrics(),
                parts.config().streams().shutdownTimeout(),
                () -> {},
                onFailure);
    }

    private EnrolmentLogs logsOf(String group, GalleryLogTail tail) {
        return new KafkaEnrolmentLogs(
                parts.kafka().logReader(),
                parts.config().topics().names(),
                () -> tail.awaitEnd(gallery.contents()),
                () -> tail.snapshotAsRead(gallery.contents()),
                group,
                parts.kafka().tombstonesStay(),
                Clock.systemUTC());
    }

    /** One worker, and probes first: under bulk enrolment on two workers decisions took seconds. */
    private ChunkWorkers<?> chunkWorkers(ExemplarWork work, BooleanSupplier mustYield) {
        Duration transaction = parts.config().streams().enrolmentTransaction();
        return new ChunkWorkers<>(
                parts.config().topics().names().exemplars(),
                new YieldingWork<>(
                        parts.metrics().stageTimes().measured("enrolment", work),
                        mustYield,
                        WAIT,
                        WorkBudget.computeWaits(transaction)),
                arrivals(work),
                parts.chunkLimits(CHUNK_BYTES, transaction, 1, 1),
                1);
    }

    private ImageArrivals arrivals(ExemplarWork work) {
        ExemplarReader reader = parts.serdes().exemplarReader();
        return new PolledImages<Exemplar>(
                        Exemplar.getClassSchema(),
                        record -> reader.read(record.value(), record.headers()),
                        Exemplar::getImage,
                        work::sealedPlace,
                        work::reference)
                .openArrivals(parts, gallery.loadedEncoder().encoder().preprocessor());
    }

    private EnrolmentTopology topology(
            ExemplarWork work,
            EnrolledTemplates enrolled,
            Uuid galleryLog,
            Supplier<Optional<String>> activeEncoder,
            Consumer<Boolean> yielding) {
        LoadedEncoder loaded = gallery.loadedEncoder();
        return new EnrolmentTopology(
                parts.config().topics().names(),
                parts.serdes(),
                new EnrolmentTopology.Parts(
                        new EnrolmentTopology.OwnEncoder(
                                EncoderIdentity.of(loaded.encoder()),
                                work,
                                enrolled,
                                loaded.rules().gates(),
                                loaded.rules().check()),
                        new EnrolmentTopology.Logs(
                                galleryLog.toString(),
                                logs,
                                gallery.contents().otherTemplates(),
                                parts.kafka().auditGap()),
                        new EnrolmentTopology.Deciding(
                                loaded.claim(), activeEncoder, parts.kafka().encoderGroups(), yielding),
                        parts.kafka()::erasureTerms,
                        parts.metrics()));
    }

    /** The logs as this encoder's task reads them. */
    EnrolmentLogs enrolmentLogs() {
        return logs;
    }

    void start() {
        run.start();
    }

    boolean isRunning() {
        return run.isRunning();
    }

    String stateName() {
        return run.state().toString();
    }

    @Override
    public void close() {
        run.close();
    }
}
