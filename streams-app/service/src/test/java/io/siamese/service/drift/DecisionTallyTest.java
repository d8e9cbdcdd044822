package io.siamese.service.drift;

import static io.siamese.service.drift.DriftDecisions.REFERENCE;
import static io.siamese.service.drift.DriftDecisions.compared;
import static io.siamese.service.drift.DriftDecisions.matched;
import static io.siamese.service.drift.DriftDecisions.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drift.Drift;
import io.siamese.encoder.drift.DriftMeasure;
import io.siamese.encoder.drift.ImageTally;
import io.siamese.events.Fusion;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTallyTest {
    private final ImageTally tally = new ImageTally(REFERENCE);

    @Test
    void countsWhatAnImageShows() {
        // When
        DecisionTally.countDecision(compared("office", 255, 0.03), tally);

        // Then
        assertThat(images(DriftMeasure.CONTRAST)).isEqualTo(1);
        assertThat(images(DriftMeasure.INK)).isEqualTo(1);
        assertThat(images(DriftMeasure.SCORE)).isZero();
    }

    @ParameterizedTest(name = "{0} counts {1}")
    @CsvSource({
        Reasons.BLANK_IMAGE + ", 1",
        Reasons.CORRUPT_IMAGE + ", 1",
        Reasons.NOT_COMPARABLE + ", 1",
        Reasons.KEY_MISMATCH + ", 0",
        Reasons.UNKNOWN_SCHEMA + ", 0",
        Reasons.EPOCH_NOT_REACHED + ", 0"
    })
    void countsRejectionsThatTellOfTheImage(String reason, long counted) {
        // When
        DecisionTally.countDecision(rejected("office", reason), tally);

        // Then
        assertThat(tally.images()).isEqualTo(counted);
    }

    @Test
    void countsTheScoresOfClaimsThatMatch() {
        // When
        DecisionTally.countDecision(matched(0.5f), tally);

        // Then
        assertThat(images(DriftMeasure.SCORE)).isEqualTo(1);
    }

    static Stream<Arguments> otherScores() {
        return Stream.of(
                change("a search", decision -> decision.setClaimedSubject(null)),
                change("no match", decision -> decision.setOutcome(Outcome.NO_MATCH)),
                change("another fusion", decision -> decision.setFusion(Fusion.MEAN)),
                change("no threshold", decision -> decision.setThreshold(null)),
                change("withheld", decision -> decision.getCandidates().get(0).setScore(null)));
    }

    private static Arguments change(String name, Consumer<MatchDecision> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherScores")
    void leavesOtherScoresOut(String name, Consumer<MatchDecision> change) {
        // Given
        MatchDecision decision = matched(0.5f);
        change.accept(decision);

        // When
        DecisionTally.countDecision(decision, tally);

        // Then
        assertThat(images(DriftMeasure.SCORE)).as(name).isZero();
        assertThat(images(DriftMeasure.INK)).isEqualTo(1);
    }

    private long images(DriftMeasure measure) {
        return tally.drifts().stream()
                .filter(drift -> drift.measure() == measure)
                .mapToLong(Drift::images)
                .sum();
    }
}
