package io.siamese.service.topology;

import static io.siamese.service.flow.NodeNames.DEAD_LETTERS;
import static io.siamese.service.flow.NodeNames.DECISIONS;
import static io.siamese.service.flow.NodeNames.IMAGES;
import static io.siamese.service.flow.NodeNames.VERIFY;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.batching.ReceivedValueDeserializer;
import io.siamese.service.flow.DeadLetter;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Observer;
import io.siamese.service.flow.RecordTime;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.verification.ActiveEncoderWork;
import io.siamese.service.verification.EpochGate;
import io.siamese.service.verification.ProbeAnswer;
import io.siamese.service.verification.ProbeVerifier;
import io.siamese.service.verification.SourcePartition;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** Wires the verification flow: probes are compared with the gallery, and each gets one decision. */
public final class VerificationTopology {

    /**
     * What the flow is made of.
     *
     * @param work reads, compares and drafts
     * @param galleries that are searched; kept true to the gallery log by somebody else
     * @param endOfLog the offset that the gallery log's next record will have at least; empty if unknown now
     * @param epochWait longest wait of a probe for its minEpoch
     * @param maxDeadLetterValue longest value of a dead letter kept whole, in bytes
     */
    public record Parts(
            ActiveEncoderWork work,
            Galleries galleries,
            Supplier<OptionalLong> endOfLog,
            Duration epochWait,
            int maxDeadLetterValue,
            Observer observer) {}

    private final TopicNames topics;
    private final EventSerdes serdes;
    private final Parts parts;

    public VerificationTopology(TopicNames topics, EventSerdes serdes, Parts parts) {
        this.topics = topics;
        this.serdes = serdes;
        this.parts = parts;
    }

    /** Builds the topology; each call makes a new one over the same galleries. */
    public Topology build() {
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        IMAGES,
                        new RecordTime(),
                        new ByteArrayDeserializer(),
                        new ReceivedValueDeserializer<ProbeAnswer>(),
                        topics.images())
                .addProcessor(VERIFY, this::probeVerifier, IMAGES)
                .addSink(
                        DECISIONS,
                        topics.matchDecisions(),
                        new ByteArraySerializer(),
                        serdes.<MatchDecision>eventSerializer(),
                        new SourcePartition(),
                        VERIFY)
                .addSink(
                        DEAD_LETTERS,
                        topics.deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        VERIFY);
    }

    private ProbeVerifier probeVerifier() {
        return new ProbeVerifier(
                parts.work(),
                new EpochGate(parts.galleries(), parts.endOfLog(), parts.epochWait()),
                new DeadLetter(parts.maxDeadLetterValue()),
                parts.observer());
    }
}
