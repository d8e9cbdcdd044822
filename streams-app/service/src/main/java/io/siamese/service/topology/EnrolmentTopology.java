package io.siamese.service.topology;

import static io.siamese.service.flow.NodeNames.ENCODERS;
import static io.siamese.service.flow.NodeNames.ENROL;
import static io.siamese.service.flow.NodeNames.ERASURES;
import static io.siamese.service.flow.NodeNames.EXEMPLARS;
import static io.siamese.service.flow.NodeNames.GALLERY_LOG;
import static io.siamese.service.flow.NodeNames.GALLERY_LOG_BACK;
import static io.siamese.service.flow.NodeNames.GOVERN;
import static io.siamese.service.flow.NodeNames.POLICIES;
import static io.siamese.service.flow.NodeNames.REPORT;
import static io.siamese.service.flow.NodeNames.STATUSES;
import static io.siamese.service.flow.NodeNames.SWITCH;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EncoderRequest;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.batching.ReceivedValueDeserializer;
import io.siamese.service.encoders.EncoderGroups;
import io.siamese.service.encoders.EncoderKeeper;
import io.siamese.service.encoders.SwitchReview;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.enrolment.DecidingEncoder;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.enrolment.Enroller;
import io.siamese.service.enrolment.EnrolmentAudit;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.enrolment.ErasureSupport;
import io.siamese.service.enrolment.ErasureTerms;
import io.siamese.service.enrolment.ExemplarWork;
import io.siamese.service.enrolment.PreparedExemplar;
import io.siamese.service.enrolment.StatusReporter;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Observer;
import io.siamese.service.flow.RecordTime;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.OtherTemplates;
import io.siamese.service.matching.PolicyCheck;
import io.siamese.service.policy.PolicyKeeper;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * Wires the enrolment flow of one encoder: exemplars and policies become records of the gallery log, and the log, read
 * back, tells what became of each.
 */
public final class EnrolmentTopology {

    /**
     * What belongs to the encoder whose part of the log is written.
     *
     * @param work reads and embeds
     * @param enrolled what the work searches for neighbours
     * @param gates what an exemplar must be, beyond being readable
     * @param policies checks requests for policies
     */
    public record OwnEncoder(
            EncoderIdentity identity,
            ExemplarWork work,
            EnrolledTemplates enrolled,
            EnrolmentGates gates,
            PolicyCheck policies) {}

    /**
     * What belongs to the gallery log.
     *
     * @param topicId of the gallery log
     * @param reader reads the two logs as they stand when the task starts
     * @param others the templates of other encoders, as the log is read
     * @param auditAfter gap after which a tombstone may have been missed: half of delete.retention.ms
     */
    public record Logs(String topicId, EnrolmentLogs reader, OtherTemplates others, Duration auditAfter) {}

    /**
     * What tells which encoder decides.
     *
     * @param claim when the own encoder is named in the log
     * @param activeEncoder the encoder that the log names, as far as the galleries of this instance have applied it; empty
     *     while that is not known
     * @param groups tells which encoders are loaded anywhere
     * @param yielding told whether enrolment is to let that of another encoder go first
     */
    public record Deciding(
            Claim claim, Supplier<Optional<String>> activeEncoder, EncoderGroups groups, Consumer<Boolean> yielding) {}

    /**
     * What the flow is made of.
     *
     * @param erasureTerms how long bytes stay after an erasure; empty while that is not known
     */
    public record Parts(
            OwnEncoder encoder,
            Logs logs,
            Deciding deciding,
            Supplier<Optional<ErasureTerms>> erasureTerms,
            Observer observer) {}

    private final TopicNames topics;
    private final EventSerdes serdes;
    private final Parts parts;
    private final OwnEncoder encoder;
    private final Logs logs;
    private final Deciding deciding;

    public EnrolmentTopology(TopicNames topics, EventSerdes serdes, Parts parts) {
        this.topics = topics;
        this.serdes = serdes;
        this.parts = parts;
        this.encoder = parts.encoder();
        this.logs = parts.logs();
        this.deciding = parts.deciding();
    }

    /** Builds the topology. */
    public Topology build() {
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        EXEMPLARS,
                        new RecordTime(),
                        new ByteArrayDeserializer(),
                        new ReceivedValueDeserializer<PreparedExemplar>(),
                        topics.exemplars())
                .addProcessor(ENROL, this::enroller, EXEMPLARS)
                .addSource(
                        AutoOffsetReset.earliest(),
                        POLICIES,
                        new RecordTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.policies())
                .addProcessor(GOVERN, this::policyKeeper, POLICIES)
                .addSource(
                        AutoOffsetReset.earliest(),
                        ENCODERS,
                        new RecordTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.encoders())
                .addProcessor(SWITCH, this::encoderKeeper, ENCODERS)
                .addStateStore(Enroller.ledgerStore(), ENROL, SWITCH)
                // One sink of all, so that one task has all: its order is the log's.
                .addSink(
                        GALLERY_LOG,
                        topics.exemplarEmbeddings(),
                        new ByteArraySerializer(),
                        serdes.<SpecificRecord>eventSerializer(),
                        ENROL,
                        GOVERN,
                        SWITCH)
                .addSink(ERASURES, topics.exemplars(), new ByteArraySerializer(), new ByteArraySerializer(), ENROL)
                .addSource(
                        AutoOffsetReset.earliest(),
                        GALLERY_LOG_BACK,
                        new RecordTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.exemplarEmbeddings())
                .addProcessor(REPORT, this::statusReporter, GALLERY_LOG_BACK)
                .addStateStore(StatusReporter.withheldStatuses(), REPORT)
                .addSink(
                        STATUSES,
                        topics.exemplarStatus(),
                        new ByteArraySerializer(),
                        serdes.<ExemplarStatus>eventSerializer(),
                        REPORT);
    }

    private Enroller enroller() {
        return new Enroller(
                new EnrolmentAudit.Settings(
                        encoder.identity(), deciding.claim(), deciding.activeEncoder(), logs.auditAfter()),
                encoder.work(),
                logs.reader(),
                encoder.enrolled(),
                encoder.gates(),
                new ErasureSupport(logs.others(), parts.erasureTerms(), this::encoded));
    }

    private byte[] encoded(ExemplarStatus status) {
        return serdes.<ExemplarStatus>eventSerializer().serialize(topics.exemplarStatus(), status);
    }

    private StatusReporter statusReporter() {
        String encoderId = encoder.identity().encoderId();
        return new StatusReporter(
                encoderId,
                logs.topicId(),
                new DecidingEncoder(encoderId, deciding.claim(), deciding.activeEncoder()),
                serdes.eventReader(ExemplarStatus.class),
                serdes.eventReader(ActiveEncoder.class),
                this::encoded,
                parts.observer());
    }

    private EncoderKeeper encoderKeeper() {
        return new EncoderKeeper(
                encoder.identity(),
                new SwitchReview(
                        logs.reader(), encoder.enrolled(), logs.others(), encoder.policies(), deciding.groups()),
                serdes.eventReader(EncoderRequest.class),
                deciding.claim(),
                deciding.activeEncoder(),
                deciding.yielding());
    }

    private PolicyKeeper policyKeeper() {
        return new PolicyKeeper(
                encoder.identity(),
                encoder.policies(),
                serdes.eventReader(PolicyRequest.class),
                logs.reader(),
                encoder.enrolled(),
                deciding.activeEncoder(),
                logs.auditAfter());
    }
}
