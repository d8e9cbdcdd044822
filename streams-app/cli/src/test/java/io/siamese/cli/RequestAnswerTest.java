package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestAnswerTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ENROLLED |                    | FMR 0.1 | in force from epoch 12: FMR 0.1
            REVOKED  |                    |         | removed at epoch 12
            REVOKED  | NOT_ENROLLED       |         | removed NOT_ENROLLED at epoch 12
            REJECTED | UNSUPPORTED_TARGET | why     | refused UNSUPPORTED_TARGET at epoch 12: why
            UNKNOWN  |                    |         | UNKNOWN at epoch 12
            """)
    void saysWhatBecameOfARequestForAPolicy(
            EnrolmentStatus status, @Nullable String reason, @Nullable String detail, String words) {
        // When, Then
        assertThat(RequestAnswer.describePolicyAnswer(answer(status, reason, detail)))
                .isEqualTo(words);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ENROLLED |                |       | active from epoch 12
            ENROLLED | ALREADY_ACTIVE |       | active from epoch 12 ALREADY_ACTIVE
            REVOKED  | RETIRED        | 3     | retired at epoch 12 RETIRED: 3
            REJECTED | NOT_COVERED    | 4 %   | refused NOT_COVERED: 4 %
            UNKNOWN  |                |       | UNKNOWN
            """)
    void saysWhatBecameOfARequestAboutAnEncoder(
            EnrolmentStatus status, @Nullable String reason, @Nullable String detail, String words) {
        // When, Then
        assertThat(RequestAnswer.describeEncoderAnswer(answer(status, reason, detail)))
                .isEqualTo(words);
    }

    private static ExemplarStatus answer(EnrolmentStatus status, @Nullable String reason, @Nullable String detail) {
        ExemplarStatus answer = new ExemplarStatus();
        answer.setStatus(status);
        answer.setReason(reason);
        answer.setDetail(detail);
        answer.setGalleryEpoch(12L);
        return answer;
    }
}
