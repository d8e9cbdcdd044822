package io.siamese.testbed.demo;

import io.siamese.client.DeadLetterWatcher;
import io.siamese.client.DeadLetterWatcher.DeadLetter;
import io.siamese.client.Decided;
import io.siamese.client.DecisionWatcher;
import io.siamese.client.Enrolment;
import io.siamese.client.ExemplarPublisher;
import io.siamese.client.ImagePublisher;
import io.siamese.client.StatusWatcher;
import io.siamese.client.Submission;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The demo's clients of the contract: all that it does, it does by publishing and reading. */
final class Stage implements AutoCloseable {

    /** The first decision of a fresh service waits for its stream threads. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ImagePublisher images;
    private final ExemplarPublisher exemplars;
    private final DecisionWatcher decisions;
    private final StatusWatcher statuses;
    private final DeadLetterWatcher deadLetters;

    Stage(AppConfig config) {
        decisions = DecisionWatcher.open(config.contract(), false);
        statuses = StatusWatcher.open(config.contract());
        deadLetters = DeadLetterWatcher.open(config.contract());
        images = ImagePublisher.open(config.contract());
        exemplars = ExemplarPublisher.open(config.contract());
    }

    /** Publishes one image and waits for its decision; empty if none comes. */
    Optional<MatchDecision> decide(Submission submission) {
        List<MatchDecision> answers = new ArrayList<>();
        decideAll(List.of(submission).iterator(), answers::add);
        return answers.stream().findFirst();
    }

    /** Publishes images and takes their decisions; returns the ids that none came for. */
    List<String> decideAll(Iterator<Submission> submissions, Consumer<MatchDecision> taker) {
        return new Decided(images, decisions, PATIENCE).run(submissions, taker);
    }

    /** Publishes one exemplar, or its revocation, and waits for its status; empty if none comes. */
    Optional<ExemplarStatus> enrol(ExemplarKey key, byte @Nullable [] image) {
        List<ExemplarStatus> answers = new ArrayList<>();
        enrolAll(List.of(new Enrolment.Item(key, image)), answers::add);
        return answers.stream().findFirst();
    }

    /** Publishes exemplars and takes their statuses; returns the keys that none came for. */
    List<String> enrolAll(List<Enrolment.Item> items, Consumer<ExemplarStatus> taker) {
        return new Enrolment(exemplars, statuses, PATIENCE)
                .run(items.iterator(), answer -> taker.accept(answer.status()));
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
        exemplars.close();
        images.close();
        deadLetters.close();
        statuses.close();
        decisions.close();
    }
}
