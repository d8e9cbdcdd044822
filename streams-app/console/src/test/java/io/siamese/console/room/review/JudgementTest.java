package io.siamese.console.room.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.BadRequestResponse;
import io.siamese.console.feed.Decisions;
import io.siamese.events.Feedback;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Source;
import io.siamese.events.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
    private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");

    private final MatchDecision decision = Decisions.decision(7, Outcome.UNCERTAIN, "alice", "bob");

    @Test
    void saysWhatWasShownAndWhoLooked() {
        // When
        Feedback feedback = judgement(Verdict.CONFIRMED, null, " Eve ").toFeedback(decision, NOW);

        // Then
        assertThat(feedback)
                .isEqualTo(Feedback.newBuilder()
                        .setImageId("image-7")
                        .setSource(new Source("images", 0, 7L, ""))
                        .setGallery("door")
                        .setVerdict(Verdict.CONFIRMED)
                        .setCandidate("alice")
                        .setSubject("alice")
                        .setReviewer("Eve")
                        .setAt(NOW)
                        .setOutcome(Outcome.UNCERTAIN)
                        .setScore(0.75f)
                        .setThreshold(0.8f)
                        .setEncoderId("encoder")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"DENIED,,", "DENIED,carol,", "OTHER_SUBJECT,carol,carol", "OTHER_SUBJECT,'  Zoe\u0301 ',Zo\u00e9"})
    void namesTheSubjectAsFarAsTheVerdictSays(Verdict verdict, @Nullable String said, @Nullable String subject) {
        // When
        Feedback feedback = judgement(verdict, said, "Eve").toFeedback(decision, NOW);

        // Then
        assertThat(feedback.getCandidate()).isEqualTo("alice");
        assertThat(feedback.getSubject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN,,Eve,a verdict is",
        "OTHER_SUBJECT,,Eve,name the other subject",
        "OTHER_SUBJECT,'  ',Eve,name the other subject",
        "DENIED,,'  ',say who looks"
    })
    void refusesWhatSaysTooLittle(Verdict verdict, @Nullable String said, String reviewer, String message) {
        assertThatThrownBy(() -> judgement(verdict, said, reviewer).toFeedback(decision, NOW))
                .isInstanceOf(BadRequestResponse.class)
                .hasMessageContaining(message);
    }

    private static Judgement judgement(Verdict verdict, @Nullable String subject, String reviewer) {
        return new Judgement("images", 0, 7, verdict, subject, reviewer);
    }
}
