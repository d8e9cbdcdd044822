package io.siamese.cli;

import io.siamese.client.NoAnswerException;
import io.siamese.events.ExemplarStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for the service's answer to a request. */
final class RequestAnswer {

    private RequestAnswer() {}

    /**
     * Returns the answer.
     *
     * @param timeout that the future was given, for the message
     * @throws CommandFailure if none came in time
     */
    static ExemplarStatus awaitAnswer(CompletableFuture<ExemplarStatus> answer, Duration timeout) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoAnswerException) {
                throw new CommandFailure("the request was published, but no answer came within " + timeout.toSeconds()
                        + " s; is the app running?");
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
