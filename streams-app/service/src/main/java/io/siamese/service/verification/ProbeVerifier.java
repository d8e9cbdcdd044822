package io.siamese.service.verification;

import static io.siamese.service.flow.NodeNames.DEAD_LETTERS;
import static io.siamese.service.flow.NodeNames.DECISIONS;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.service.batching.Comparison;
import io.siamese.service.batching.Received;
import io.siamese.service.flow.BoundedHeaders;
import io.siamese.service.flow.DeadLetter;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Observer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Gives every record of the topic images its one decision, and every rejected one a dead letter besides. */
public final class ProbeVerifier implements Processor<byte[], Received<PreparedProbe>, byte[], Object> {
    private final SubmissionReader submissions = new SubmissionReader();
    private final ProbeWork work;
    private final EpochGate epochs;
    private final Decisions decisions;
    private final DeadLetter deadLetters;
    private final Observer observer;
    private ProcessorContext<byte[], Object> context;

    public ProbeVerifier(
            ProbeWork work, EpochGate epochs, Decisions decisions, DeadLetter deadLetters, Observer observer) {
        this.work = work;
        this.epochs = epochs;
        this.decisions = decisions;
        this.deadLetters = deadLetters;
        this.observer = observer;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], Received<PreparedProbe>> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        PreparedProbe prepared = record.value().result(work, record.timestamp());
        EventSerdes.checkLookedUp(prepared.incoming());
        Submission submission = submissions.read(record.withValue(prepared.incoming()), metadata);
        MatchDecision decision = decide(submission, prepared, record);
        context.forward(
                new Record<>(submission.key(), decision, record.timestamp(), BoundedHeaders.of(record.headers())),
                DECISIONS);
        observer.decided(decision.getOutcome(), decision.getReason());
        // The publisher sees the outcome; the bytes are kept for a second look.
        if (decision.getOutcome() == Outcome.REJECTED) {
            context.forward(deadLetters.of(record, record.value().raw(), decision.getReason(), metadata), DEAD_LETTERS);
        }
    }

    private MatchDecision decide(
            Submission submission, PreparedProbe prepared, Record<byte[], Received<PreparedProbe>> record) {
        if (submission.rejection() != null) {
            return rejected(submission, submission.rejection());
        }
        Long minEpoch = submission.probe().getMinEpoch();
        if (minEpoch == null
                || !(prepared.comparison() instanceof Comparison.Compared early)
                || early.found().epoch() >= minEpoch) {
            return decide(submission, prepared.comparison());
        }
        // Its chunk was compared with an earlier gallery than it asks for.
        return epochs.await(minEpoch)
                .map(reason -> rejected(submission, reason))
                .orElseGet(() -> decide(
                        submission,
                        record.value().alone(work, record.timestamp()).comparison()));
    }

    private MatchDecision decide(Submission submission, Comparison comparison) {
        return comparison instanceof Comparison.Compared compared
                ? decisions.judged(submission, compared.found(), context.currentSystemTimeMs())
                : rejected(submission, ((Comparison.Unreadable) comparison).reason());
    }

    private MatchDecision rejected(Submission submission, String reason) {
        return decisions.rejected(submission, reason, context.currentSystemTimeMs());
    }
}
