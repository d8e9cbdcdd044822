package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import io.siamese.service.flow.VectorEncoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are the service's own, and keys that are nobody's: each has its answer, and none takes another's place. */
class ReservedKeyTest {
    private static final PolicyRequest TENTH =
            PolicyRequest.newBuilder().setTargetFmr(0.1).build();
    private static final PolicyRequest IMPOSSIBLE =
            PolicyRequest.newBuilder().setTargetFmr(1e-6).build();
    private static final byte[] IMAGE = VectorEncoder.imageOfSimilarity(0.8f);

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "~policy/door",
                "~policy/*",
                "~policy/",
                "~policy",
                "~encoder",
                "~",
                "~exemplar/~policy/door",
                "~policy/door/1"
            })
    void anExemplarUnderAReservedKeyIsAnsweredUnderNobodyElses(String key) {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            driver.requestPolicy("door", IMPOSSIBLE);
            driver.requestPolicy("*", TENTH);
            driver.outputs.loggedKeys();
            driver.outputs.statuses();

            // When
            driver.enrol(key, IMAGE);
            driver.revoke(key);

            // Then
            String own = "~exemplar/" + key;
            assertThat(driver.outputs.loggedKeys())
                    .containsExactly("-" + VectorEncoder.ID + "/" + own, "-" + VectorEncoder.ID + "/" + own);
            assertThat(driver.outputs.statuses()).hasSize(2).allSatisfy(status -> {
                assertThat(status.getKey()).isEqualTo(own);
                assertThat(status.getValue().getReason()).isEqualTo(Reasons.MALFORMED_KEY);
            });
        }
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("empty", new byte[0], ""),
                Arguments.of("only slashes", "//////".getBytes(UTF_8), "//////"),
                Arguments.of("two slashes", "//".getBytes(UTF_8), "//"),
                Arguments.of("control characters", "\u0000/\u0007/\n".getBytes(UTF_8), "\u0000/\u0007/\n"),
                Arguments.of("no UTF-8", new byte[] {(byte) 0xFF, '/', (byte) 0xC3, '/', '1'}, "\u00FF/\u00C3/1"),
                Arguments.of("very long", "a".repeat(100_000).getBytes(UTF_8), "a".repeat(2048)),
                Arguments.of(
                        "very long and reserved", "~".repeat(100_000).getBytes(UTF_8), "~exemplar/" + "~".repeat(2038)),
                Arguments.of("none", null, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void anExemplarUnderAKeyThatNamesNoneIsRejectedUnderTheKeyAsReceived(String name, byte[] key, String answered) {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();

            // When
            driver.enrol(key, driver.exemplar(IMAGE));
            driver.enrol("door/alice/1", IMAGE);

            // Then
            assertThat(driver.outputs.statuses())
                    .satisfiesExactly(
                            status -> {
                                assertThat(status.getKey()).isEqualTo(answered);
                                assertThat(status.getValue().getReason()).isEqualTo(Reasons.MALFORMED_KEY);
                            },
                            status -> {
                                assertThat(status.getKey()).isEqualTo("door/alice/1");
                                assertThat(status.getValue().getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
                            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aRequestUnderAKeyThatNamesNoGalleryIsRefusedUnderTheKeyAsReceived(String name, byte[] key, String unused) {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();

            // When
            driver.requestPolicy(key, driver.written(TENTH));
            driver.requestPolicy("door", TENTH);

            // Then
            String received = "~policy/" + (key == null ? "" : new String(key, ISO_8859_1));
            assertThat(driver.outputs.statuses())
                    .satisfiesExactly(
                            status -> {
                                assertThat(status.getKey())
                                        .isEqualTo(received.substring(0, Math.min(2048, received.length())));
                                assertThat(status.getValue().getReason()).isEqualTo(Reasons.MALFORMED_KEY);
                            },
                            status -> assertThat(status.getKey()).isEqualTo("~policy/door"));
        }
    }

    @Test
    void aGalleryMayBeCalledLikeAReservedKey() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            driver.enrol("~policy/door/1", IMAGE);

            // When
            driver.enrol("%7Epolicy/door/1", IMAGE);

            // Then
            assertThat(driver.outputs.statuses())
                    .satisfiesExactly(
                            status -> assertThat(status.getKey()).isEqualTo("~exemplar/~policy/door/1"), status -> {
                                assertThat(status.getKey()).isEqualTo("%7Epolicy/door/1");
                                assertThat(status.getValue().getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
                            });
        }
    }
}
