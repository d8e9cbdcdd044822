package io.siamese.service.verification;

import static io.siamese.service.flow.NodeNames.DEAD_LETTERS;
import static io.siamese.service.flow.NodeNames.DECISIONS;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.batching.ReceivedValue;
import io.siamese.service.flow.BoundedHeaders;
import io.siamese.service.flow.DeadLetter;
import io.siamese.service.flow.Observer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Gives every record of the topic images its one decision, and every rejected one a dead letter besides. */
public final class ProbeVerifier implements Processor<byte[], ReceivedValue<ProbeAnswer>, byte[], Object> {
    private final ActiveEncoderWork work;
    private final EpochGate epochs;
    private final DeadLetter deadLetters;
    private final Observer observer;
    private ProcessorContext<byte[], Object> context;

    public ProbeVerifier(ActiveEncoderWork work, EpochGate epochs, DeadLetter deadLetters, Observer observer) {
        this.work = work;
        this.epochs = epochs;
        this.deadLetters = deadLetters;
        this.observer = observer;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], ReceivedValue<ProbeAnswer>> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        RawRecord raw = RawRecord.from(record, metadata);
        ProbeAnswer answer = atItsEpoch(record.value().awaitOrCompute(work, raw));
        while (answer.isByAnother()) {
            answer = atItsEpoch(work.answerAgain(answer, raw));
        }
        MatchDecision decision = work.complete(answer, context.currentSystemTimeMs());
        context.forward(
                new Record<>(
                        answer.submission().key(),
                        decision,
                        record.timestamp(),
                        BoundedHeaders.forOtherValue(record.headers())),
                DECISIONS);
        observer.decided(decision);
        // The publisher sees the outcome; the bytes are kept for a second look.
        if (decision.getOutcome() == Outcome.REJECTED) {
            context.forward(
                    deadLetters.createRecord(record, record.value().raw(), decision.getReason(), metadata),
                    DEAD_LETTERS);
        }
    }

    /** A chunk may have been compared with an earlier gallery than one of its probes asks for. */
    private ProbeAnswer atItsEpoch(ProbeAnswer answer) {
        return answer.comparison()
                .fold(
                        comparison -> comparison.isTooEarly() ? awaitEpoch(answer, comparison) : answer,
                        reason -> answer);
    }

    private ProbeAnswer awaitEpoch(ProbeAnswer answer, Comparison early) {
        return epochs.awaitEpoch(early.probe().getMinEpoch())
                .map(reason -> work.rejectProbe(answer, reason))
                .orElseGet(() -> work.searchAgain(answer, early));
    }
}
