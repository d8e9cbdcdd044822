package io.siamese.cli;

import io.siamese.client.NoAnswerException;
import io.siamese.events.ExemplarStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for the service's answer to a request about a policy or an encoder, and says it in words. */
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

    /** An answer about a policy in words, with the reason by its name: "in force from epoch 12". */
    static String describePolicyAnswer(ExemplarStatus answer) {
        String became = switch (answer.getStatus()) {
            case ENROLLED -> "in force" + describeReason(answer) + " from";
            case REVOKED -> "removed" + describeReason(answer) + " at";
            case REJECTED -> "refused" + describeReason(answer) + " at";
            default -> answer.getStatus() + describeReason(answer) + " at";
        };
        return became + " epoch " + answer.getGalleryEpoch() + describeDetail(answer);
    }

    /** An answer about an encoder in words, with the reason by its name: "active from epoch 12". */
    static String describeEncoderAnswer(ExemplarStatus answer) {
        String became = switch (answer.getStatus()) {
            case ENROLLED -> "active from epoch " + answer.getGalleryEpoch();
            case REVOKED -> "retired at epoch " + answer.getGalleryEpoch();
            case REJECTED -> "refused";
            default -> answer.getStatus().toString();
        };
        return became + describeReason(answer) + describeDetail(answer);
    }

    private static String describeReason(ExemplarStatus answer) {
        return answer.getReason() == null ? "" : " " + answer.getReason();
    }

    private static String describeDetail(ExemplarStatus answer) {
        return answer.getDetail() == null ? "" : ": " + answer.getDetail();
    }
}
