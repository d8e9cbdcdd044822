package io.siamese.service.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.service.matching.Candidates.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesMergeTest {
    @Test
    void keepsTheBestOfBothShardsAndAddsTheirSubjects() {
        // Given
        Candidates left = new Candidates(Kind.IDENTIFICATION, List.of(candidate("ann", 0.9f), candidate("cy", 0.5f)), 10);
        Candidates right = new Candidates(Kind.IDENTIFICATION, List.of(candidate("bob", 0.9f), candidate("di", 0.7f)), 7);

        // When
        Candidates merged = right.merge(left, 3);

        // Then
        assertThat(merged.best()).extracting(Candidate::subject).containsExactly("ann", "bob", "di");
        assertThat(merged.subjects()).isEqualTo(17);
        assertThat(merged).isEqualTo(left.merge(right, 3));
    }

    @ParameterizedTest(name = "{0} and {1} merge to {2}")
    @CsvSource({
        "VERIFICATION, UNKNOWN_SUBJECT, VERIFICATION",
        "UNKNOWN_SUBJECT, UNKNOWN_SUBJECT, UNKNOWN_SUBJECT",
        "UNKNOWN_SUBJECT, UNKNOWN_GALLERY, UNKNOWN_SUBJECT",
        "VERIFICATION, UNKNOWN_GALLERY, VERIFICATION",
        "IDENTIFICATION, UNKNOWN_GALLERY, IDENTIFICATION",
        "UNKNOWN_GALLERY, UNKNOWN_GALLERY, UNKNOWN_GALLERY"
    })
    void mergesKindsInEitherOrder(Kind left, Kind right, Kind expected) {
        assertThat(of(left).merge(of(right), 5).kind()).isEqualTo(expected);
        assertThat(of(right).merge(of(left), 5).kind()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} and {1} do not merge")
    @CsvSource({"VERIFICATION, VERIFICATION", "IDENTIFICATION, VERIFICATION", "UNKNOWN_SUBJECT, IDENTIFICATION"})
    void refusesAnswersToDifferentQuestions(Kind left, Kind right) {
        assertThatThrownBy(() -> of(left).merge(of(right), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(left.name(), right.name());
    }

    private static Candidates of(Kind kind) {
        boolean found = kind == Kind.VERIFICATION || kind == Kind.IDENTIFICATION;
        return new Candidates(kind, found ? List.of(candidate("ann", 0.9f)) : List.of(), 1);
    }

    private static Candidate candidate(String subject, float score) {
        return new Candidate(subject, "1", score, score, 1);
    }
}
