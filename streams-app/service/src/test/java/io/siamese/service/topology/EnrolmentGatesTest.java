package io.siamese.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import io.siamese.service.flow.VectorEncoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exemplars are flagged, with similarities chosen to the digit: a search matches at 0.9, duplicates begin at 0.995. */
class EnrolmentGatesTest {
    private final EnrolmentDriver driver = new EnrolmentDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @ParameterizedTest(name = "another subject at {0} is {1} {2}")
    @CsvSource({"0.89, ENROLLED,", "0.91, FLAGGED, LOOKS_LIKE_ANOTHER"})
    void flagsWhoLooksLikeAnother(float similarity, EnrolmentStatus expected, String reason) {
        // Given
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));

        // When
        driver.enrol("default/bob/1", VectorEncoder.imageOfSimilarity(similarity));

        // Then
        ExemplarStatus status = driver.outputs.statusOf("default/bob/1");
        assertThat(status.getStatus()).isEqualTo(expected);
        assertThat(status.getReason()).isEqualTo(reason);
        assertThat(status.getRelated()).isEqualTo(reason == null ? null : "default/alice/1");
    }

    @ParameterizedTest(name = "the same subject at {0} is {1} {2}")
    @CsvSource({"0.994, ENROLLED,", "0.996, FLAGGED, NEAR_DUPLICATE"})
    void flagsNearDuplicates(float similarity, EnrolmentStatus expected, String reason) {
        // Given
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));

        // When
        driver.enrol("default/alice/2", VectorEncoder.imageOfSimilarity(similarity));

        // Then
        ExemplarStatus status = driver.outputs.statusOf("default/alice/2");
        assertThat(status.getStatus()).isEqualTo(expected);
        assertThat(status.getReason()).isEqualTo(reason);
    }

    /** As pixels, the text of an image has a contrast of 17: from the space to the digit 1. */
    @ParameterizedTest(name = "at least {0} is {1} {2}")
    @CsvSource({"17, ENROLLED, , 1", "18, REJECTED, LOW_CONTRAST, 0"})
    void measuresTheContrastOfTheImageThatIsEmbedded(
            double minContrast, EnrolmentStatus expected, String reason, int embedded) {
        // Given
        driver.letTaskCheck();
        driver.requestPolicy(
                "door",
                PolicyRequest.newBuilder()
                        .setGates(Map.of("min-contrast", minContrast))
                        .build());

        // When
        driver.enrol("door/alice/1", VectorEncoder.imageOfSimilarity(1));

        // Then
        ExemplarStatus status = driver.outputs.statusOf("door/alice/1");
        assertThat(status.getStatus()).isEqualTo(expected);
        assertThat(status.getReason()).isEqualTo(reason);
        assertThat(driver.encoder.decoded).hasSize(1);
        assertThat(driver.encoder.embedded).hasSize(embedded);
    }

    @Test
    void rejectsAnExemplarThatGivesNothingToCompare() {
        // Given
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));

        // When
        driver.enrol("default/alice/1", VectorEncoder.NO_LENGTH);

        // Then
        ExemplarStatus status = driver.outputs.statusOf("default/alice/1");
        assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
        assertThat(status.getReason()).isEqualTo(Reasons.NOT_COMPARABLE);
        assertThat(status.getReplaced()).isTrue();
    }

    @Test
    void decodesNothingThatTheKeyOrTheDigestRefuse() {
        // When
        driver.enrol("default/alice/", VectorEncoder.imageOfSimilarity(1));
        driver.enrol("nonsense", VectorEncoder.imageOfSimilarity(1));
        driver.enrol(
                "default/bob/1",
                Exemplar.newBuilder()
                        .setImage(ByteBuffer.wrap(VectorEncoder.imageOfSimilarity(1)))
                        .setImageSha256("00".repeat(32))
                        .build());

        // Then
        assertThat(driver.outputs.statusOf("default/bob/1").getReason()).isEqualTo(Reasons.DIGEST_MISMATCH);
        assertThat(driver.encoder.decoded).isEmpty();
    }

    @Test
    void comparesNobodyWithItsEarlierSelf() {
        // Given
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));

        // When
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));

        // Then
        ExemplarStatus status = driver.outputs.statusOf("default/alice/1");
        assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
        assertThat(status.getReplaced()).isTrue();
    }

    @Test
    void comparesNobodyWithWhoWentOrIsOfAnotherGallery() {
        // Given
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));
        driver.enrol("other/carol/1", VectorEncoder.imageOfSimilarity(1));
        driver.revoke("default/alice/1");

        // When
        driver.enrol("default/bob/1", VectorEncoder.imageOfSimilarity(1));

        // Then
        assertThat(driver.outputs.statusOf("default/bob/1").getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
    }

    @Test
    void comparesNobodyWithWhoWasErasedOrHasExpired() {
        // Given
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));
        driver.revoke("default/alice/");
        driver.enrol(
                "default/carol/1",
                Exemplar.newBuilder()
                        .setImage(ByteBuffer.wrap(VectorEncoder.imageOfSimilarity(1)))
                        .setValidUntil(Instant.EPOCH)
                        .build());

        // When
        driver.enrol("default/bob/1", VectorEncoder.imageOfSimilarity(1));

        // Then
        assertThat(driver.outputs.statusOf("default/bob/1").getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
    }

    @Test
    void flagsNoNegativeExemplarAndNobodyBecauseOfOne() {
        // Given
        driver.enrol("default/alice/1", VectorEncoder.imageOfSimilarity(1));

        // When
        driver.enrol("default/alice/forged", negative(VectorEncoder.imageOfSimilarity(1)));
        driver.enrol("default/bob/forged", negative(VectorEncoder.imageOfSimilarity(0)));
        driver.enrol("default/carol/1", VectorEncoder.imageOfSimilarity(0));

        // Then
        assertThat(driver.outputs.statusOf("default/carol/1").getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
        assertThat(driver.observed.seen)
                .containsExactly("ENROLLED null", "ENROLLED null", "ENROLLED null", "ENROLLED null");
    }

    private static Exemplar negative(byte[] image) {
        return Exemplar.newBuilder()
                .setKind(ExemplarKind.NEGATIVE)
                .setImage(ByteBuffer.wrap(image))
                .build();
    }

    @Test
    void takesTheLimitsOfThePolicyInForceWhenAnExemplarIsEmbedded() {
        // Given
        driver.letTaskCheck();
        driver.requestPolicy(
                "door",
                PolicyRequest.newBuilder()
                        .setGates(Map.of("lookalike-similarity", 0.5, "duplicate-similarity", 2.0))
                        .build());
        driver.enrol("door/alice/1", VectorEncoder.imageOfSimilarity(1));

        // When
        driver.enrol("door/alice/2", VectorEncoder.imageOfSimilarity(1));
        driver.enrol("door/bob/1", VectorEncoder.imageOfSimilarity(0.51f));
        driver.enrol("door/carol/1", VectorEncoder.imageOfSimilarity(-0.9f));

        // Then
        assertThat(driver.observed.seen)
                .contains("FLAGGED " + Reasons.LOOKS_LIKE_ANOTHER)
                .doesNotContain("FLAGGED " + Reasons.NEAR_DUPLICATE);
        assertThat(driver.outputs.statusOf("door/bob/1").getRelated()).isEqualTo("door/alice/1");
    }

    @Test
    void searchesByTheRateOfThePolicyWhereItSetsNoLimit() {
        // Given
        driver.letTaskCheck();
        driver.requestPolicy(
                "door", PolicyRequest.newBuilder().setTargetFpir(0.05).build());
        driver.enrol("door/alice/1", VectorEncoder.imageOfSimilarity(1));

        // When
        driver.enrol("door/bob/1", VectorEncoder.imageOfSimilarity(0.61f));

        // Then
        assertThat(driver.outputs.statusOf("door/bob/1").getReason()).isEqualTo(Reasons.LOOKS_LIKE_ANOTHER);
    }
}
