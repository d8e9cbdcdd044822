package io.siamese.streams.topology;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.streams.batching.ReceivedDeserializer;
import io.siamese.streams.matching.Judge;
import io.siamese.streams.matching.Policy;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** Wires the verification flow: probes are compared with the gallery, and each gets one decision. */
public final class VerificationTopology {
    static final String IMAGES = "images";
    static final String VERIFY = "verify";
    static final String DECISIONS = "decisions";
    static final String DEAD_LETTERS = "dead-letters";
    static final String GALLERY_LOG = "gallery-log";
    static final String UPDATE_GALLERY = "update-gallery";

    /**
     * What the flow is made of.
     *
     * @param work reads and compares, on the galleries of {@code decidedBy}
     * @param policy of galleries that the log names none for
     * @param endOfLog the offset that the gallery log's next record will have at least; empty if unknown now
     * @param epochWait longest wait of a probe for its minEpoch
     * @param log reads records of the gallery log for the galleries of {@code decidedBy}
     * @param maxDeadLetterValue longest value of a dead letter kept whole, in bytes
     */
    public record Parts(
            ProbeWork work,
            Judge judge,
            Policy policy,
            DecidedBy decidedBy,
            GalleryLog log,
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

    /** Builds the topology; each call a new one over the same galleries. */
    public Topology build() {
        Topology topology = new Topology();
        topology.addGlobalStore(
                GalleryStore.builder(parts.decidedBy().galleries()),
                GALLERY_LOG,
                new RecordTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.exemplarEmbeddings(),
                UPDATE_GALLERY,
                this::galleryUpdater);
        return topology.addSource(
                        AutoOffsetReset.earliest(),
                        IMAGES,
                        new RecordTime(),
                        new ByteArrayDeserializer(),
                        new ReceivedDeserializer<PreparedProbe>(),
                        topics.images())
                .addProcessor(VERIFY, this::probeVerifier, IMAGES)
                .addSink(
                        DECISIONS,
                        topics.matchDecisions(),
                        new ByteArraySerializer(),
                        serdes.<MatchDecision>events(),
                        new SourcePartition(),
                        VERIFY)
                .addSink(
                        DEAD_LETTERS,
                        topics.deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        VERIFY);
    }

    private GalleryUpdater galleryUpdater() {
        return new GalleryUpdater(parts.log());
    }

    private ProbeVerifier probeVerifier() {
        return new ProbeVerifier(
                parts.work(),
                new EpochGate(parts.decidedBy().galleries(), parts.endOfLog(), parts.epochWait()),
                new Decisions(parts.judge(), parts.policy(), parts.decidedBy()),
                new DeadLetter(parts.maxDeadLetterValue()),
                parts.observer());
    }
}
