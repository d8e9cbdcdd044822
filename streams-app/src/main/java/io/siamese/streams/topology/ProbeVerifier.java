package io.siamese.streams.topology;

import static io.siamese.streams.topology.VerificationTopology.DEAD_LETTERS;
import static io.siamese.streams.topology.VerificationTopology.DECISIONS;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.Incoming;
import io.siamese.streams.batching.ChunkComparer;
import io.siamese.streams.batching.Comparison;
import io.siamese.streams.batching.ProbeImage;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Gives every record of the topic images its one decision, and every rejected one a dead letter besides. */
final class ProbeVerifier implements Processor<byte[], Incoming<Probe>, byte[], Object> {
    private final SubmissionReader submissions = new SubmissionReader();
    private final ChunkComparer comparer;
    private final EpochGate epochs;
    private final Decisions decisions;
    private final DeadLetter deadLetters;
    private ProcessorContext<byte[], Object> context;

    ProbeVerifier(ChunkComparer comparer, EpochGate epochs, Decisions decisions, DeadLetter deadLetters) {
        this.comparer = comparer;
        this.epochs = epochs;
        this.decisions = decisions;
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], Incoming<Probe>> record) {
        EventSerdes.checkLookedUp(record.value());
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        Submission submission = submissions.read(record, metadata);
        MatchDecision decision = decide(submission);
        context.forward(
                new Record<>(submission.key(), decision, record.timestamp(), BoundedHeaders.of(record.headers())),
                DECISIONS);
        // The publisher sees the outcome; the bytes are kept for a second look.
        if (decision.getOutcome() == Outcome.REJECTED) {
            context.forward(deadLetters.of(record, record.value().raw(), decision.getReason(), metadata), DEAD_LETTERS);
        }
    }

    private MatchDecision decide(Submission submission) {
        String rejection = submission.rejection() != null ? submission.rejection() : epochRejection(submission);
        if (rejection != null) {
            return decisions.rejected(submission, rejection, context.currentSystemTimeMs());
        }
        Comparison comparison = compare(submission);
        return comparison instanceof Comparison.Compared compared
                ? decisions.judged(submission, compared.found(), context.currentSystemTimeMs())
                : decisions.rejected(
                        submission, ((Comparison.Unreadable) comparison).reason(), context.currentSystemTimeMs());
    }

    private @Nullable String epochRejection(Submission submission) {
        return Optional.ofNullable(submission.probe().getMinEpoch())
                .flatMap(epochs::await)
                .orElse(null);
    }

    private Comparison compare(Submission submission) {
        Probe probe = submission.probe();
        ProbeImage image = new ProbeImage(
                Images.bytes(probe.getImage()), probe.getGallery(), probe.getClaimedSubject(), submission.at());
        return comparer.compare(List.of(image)).get(0);
    }
}
