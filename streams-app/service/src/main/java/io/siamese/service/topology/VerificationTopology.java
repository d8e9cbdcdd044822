package io.siamese.service.topology;

import static io.siamese.service.flow.NodeNames.DEAD_LETTERS;
import static io.siamese.service.flow.NodeNames.DECISIONS;
import static io.siamese.service.flow.NodeNames.GALLERY_LOG;
import static io.siamese.service.flow.NodeNames.IMAGES;
import static io.siamese.service.flow.NodeNames.UPDATE_GALLERY;
import static io.siamese.service.flow.NodeNames.VERIFY;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.batching.ReceivedDeserializer;
import io.siamese.service.flow.DeadLetter;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Observer;
import io.siamese.service.flow.RecordTime;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.GalleryLog;
import io.siamese.service.gallerylog.GalleryStore;
import io.siamese.service.gallerylog.GalleryUpdater;
import io.siamese.service.verification.Decisions;
import io.siamese.service.verification.EpochGate;
import io.siamese.service.verification.ProbeAnswer;
import io.siamese.service.verification.ProbeVerifier;
import io.siamese.service.verification.ProbeWork;
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
     * @param galleries that are searched
     * @param endOfLog the offset that the gallery log's next record will have at least; empty if unknown now
     * @param epochWait longest wait of a probe for its minEpoch
     * @param log reads records of the gallery log for the galleries
     * @param maxDeadLetterValue longest value of a dead letter kept whole, in bytes
     */
    public record Parts(
            ProbeWork work,
            Decisions decisions,
            Galleries galleries,
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
                GalleryStore.builder(parts.galleries()),
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
                        new ReceivedDeserializer<ProbeAnswer>(),
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
                new EpochGate(parts.galleries(), parts.endOfLog(), parts.epochWait()),
                parts.decisions(),
                new DeadLetter(parts.maxDeadLetterValue()),
                parts.observer());
    }
}
