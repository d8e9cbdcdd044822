package io.siamese.testbed.demo;

import io.siamese.client.ArrivingAnswers;
import io.siamese.client.DeadLetterWatcher;
import io.siamese.client.DeadLetterWatcher.DeadLetter;
import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.NoAnswerException;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.resource.ResourceStack;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Publishes images and exemplars for the demo, and reads what comes of them, as any client would. */
final class DemoClient implements AutoCloseable {

    /** The first decision of a fresh service waits for its stream threads. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DecisionRequests decisions;
    private final EnrolmentRequests enrolments;
    private final DeadLetterWatcher deadLetters;
    private final ResourceStack opened;

    private DemoClient(
            DecisionRequests decisions,
            EnrolmentRequests enrolments,
            DeadLetterWatcher deadLetters,
            ResourceStack opened) {
        this.decisions = decisions;
        this.enrolments = enrolments;
        this.deadLetters = deadLetters;
        this.opened = opened;
    }

    static DemoClient open(ContractSettings settings) {
        try (ResourceStack opened = new ResourceStack()) {
            DeadLetterWatcher deadLetters = opened.add(DeadLetterWatcher.open(settings));
            DecisionRequests decisions = opened.add(DecisionRequests.open(settings, PATIENCE));
            EnrolmentRequests enrolments = opened.add(EnrolmentRequests.open(settings, PATIENCE));
            return new DemoClient(decisions, enrolments, deadLetters, opened.release());
        }
    }

    /** Publishes one image and waits for its decision; empty if none comes. */
    Optional<MatchDecision> decide(DecisionRequest request) {
        return answerOrEmpty(decisions.decide(request));
    }

    /** Publishes images and takes their decisions; returns the ids that none came for. */
    List<String> decideAll(Iterator<DecisionRequest> requests, Consumer<MatchDecision> taker) {
        ArrivingAnswers<MatchDecision> answers = new ArrivingAnswers<>((id, decision) -> taker.accept(decision));
        requests.forEachRemaining(request -> answers.add(request.imageId(), decisions.decide(request)));
        return answers.await(PATIENCE);
    }

    /** Publishes one exemplar and waits for its status; empty if none comes. */
    Optional<ExemplarStatus> enrol(ExemplarKey key, byte[] image) {
        return answerOrEmpty(enrolments.enrol(key, image));
    }

    /** Publishes a revocation and waits for its status; empty if none comes. */
    Optional<ExemplarStatus> revoke(ExemplarKey key) {
        return answerOrEmpty(enrolments.revoke(key));
    }

    /** Publishes exemplars and takes their statuses; returns the keys that none came for. */
    List<String> enrolAll(Map<ExemplarKey, byte[]> images, Consumer<ExemplarStatus> taker) {
        ArrivingAnswers<ExemplarStatus> answers = new ArrivingAnswers<>((key, status) -> taker.accept(status));
        images.forEach((key, image) -> answers.add(key.text(), enrolments.enrol(key, image)));
        return answers.await(PATIENCE);
    }

    private static <T> Optional<T> answerOrEmpty(CompletableFuture<T> future) {
        try {
            return Optional.of(future.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoAnswerException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The dead letter with this very value; empty if none comes. */
    Optional<DeadLetter> deadLetter(byte[] value) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (DeadLetter letter : deadLetters.poll(Duration.ofMillis(100))) {
                if (Arrays.equals(letter.value(), value)) {
                    return Optional.of(letter);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        opened.close();
    }
}
